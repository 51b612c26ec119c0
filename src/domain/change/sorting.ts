/** Putting many numbers in order at once. */
import { Scratch } from './scratch';

const BITS = 11;
const BINS = 1 << BITS;
const PASSES = 3;

/**
 * The indices of values from the smallest to the largest (radix sort by the bits of the numbers, which
 * branches on none of them). There must be no NaN.
 * @param scratch where the indices are put, good until it is handed here again; into new memory if left out
 */
export function orderOf(values: Float32Array, scratch = new Scratch()): Int32Array {
  const bits = scratch.integers('bits', values.length);
  bits.set(new Int32Array(values.buffer, values.byteOffset, values.length));
  const counts = new Int32Array(PASSES * BINS);
  for (let i = 0; i < bits.length; i += 1) {
    const word = bits[i] as number;
    // As they stand, the bits of negative numbers rise as the numbers fall.
    const key = word ^ ((word >> 31) | 0x80000000);
    bits[i] = key;
    for (let pass = 0; pass < PASSES; pass += 1) {
      const bin = pass * BINS + ((key >>> (pass * BITS)) & (BINS - 1));
      counts[bin] = (counts[bin] as number) + 1;
    }
  }
  let order = scratch.integers('order', bits.length);
  for (let i = 0; i < order.length; i += 1) order[i] = i;
  let next = scratch.integers('next', bits.length);
  for (let pass = 0; pass < PASSES; pass += 1) {
    const places = startsOf(counts.subarray(pass * BINS, (pass + 1) * BINS));
    const shift = pass * BITS;
    for (let i = 0; i < order.length; i += 1) {
      const index = order[i] as number;
      const bin = ((bits[index] as number) >>> shift) & (BINS - 1);
      const place = places[bin] as number;
      next[place] = index;
      places[bin] = place + 1;
    }
    [order, next] = [next, order];
  }
  return order;
}

/**
 * The value that has `place` others before it when all are in order, without putting them in order (radix
 * selection); undefined where there is none such. There must be no NaN.
 */
export function valueAtPlace(
  values: Float32Array,
  place: number,
  scratch: Scratch,
): number | undefined {
  if (place < 0 || place >= values.length) return undefined;
  const words = scratch.integers('bits', values.length);
  words.set(new Int32Array(values.buffer, values.byteOffset, values.length));
  for (let i = 0; i < words.length; i += 1) words[i] = keyOf(words[i] as number);
  const counts = new Int32Array(BINS);
  let [left, before] = [words.length, place];
  for (let shift = (PASSES - 1) * BITS; shift >= 0; shift -= BITS) {
    counts.fill(0);
    for (let i = 0; i < left; i += 1) {
      const bin = binOf(words[i] as number, shift);
      counts[bin] = (counts[bin] as number) + 1;
    }
    let wanted = 0;
    for (; before >= (counts[wanted] as number); wanted += 1) before -= counts[wanted] as number;
    let kept = 0;
    for (let i = 0; i < left; i += 1) {
      const word = words[i] as number;
      // Written whether it is kept or not: which of them are cannot be guessed.
      words[kept] = word;
      kept += Number(binOf(word, shift) === wanted);
    }
    left = kept;
  }
  return valuesOfKeys(words.subarray(0, 1))[0];
}

/** Some bits of a key; of the uppermost, the sign the other way round, so that they rise as it does. */
function binOf(key: number, shift: number): number {
  return ((key ^ 0x80000000) >>> shift) & (BINS - 1);
}

/** Where the numbers of each bin begin, when those of the bins before come first. */
function startsOf(counts: Int32Array): Int32Array {
  const starts = new Int32Array(counts.length);
  let before = 0;
  for (let bin = 0; bin < counts.length; bin += 1) {
    starts[bin] = before;
    before += counts[bin] as number;
  }
  return starts;
}

/**
 * The bits of a number as a whole number that rises as the number does; of that one, the bits of the number.
 * As they stand, the bits of negative numbers rise as the numbers fall.
 */
export function keyOf(word: number): number {
  return word ^ ((word >> 31) & 0x7fffffff);
}

/** The numbers of some keys, in their place. */
export function valuesOfKeys(keys: Int32Array<ArrayBuffer>): Float32Array<ArrayBuffer> {
  for (let i = 0; i < keys.length; i += 1) keys[i] = keyOf(keys[i] as number);
  return new Float32Array(keys.buffer, keys.byteOffset, keys.length);
}

/** Puts two runs of keys in order, from a place on and so many, into one. */
export function merge(
  first: Int32Array,
  fromFirst: number,
  firsts: number,
  second: Int32Array,
  fromSecond: number,
  seconds: number,
  out: Int32Array,
  fromOut: number,
): void {
  if (firsts === seconds) {
    mergeEqual(first, fromFirst, second, fromSecond, firsts, out, fromOut);
    return;
  }
  let [i, j, at] = [fromFirst, fromSecond, fromOut];
  const [endFirst, endSecond] = [fromFirst + firsts, fromSecond + seconds];
  while (i < endFirst && j < endSecond) {
    const isSecond = (second[j] as number) < (first[i] as number);
    out[at] = (isSecond ? second[j] : first[i]) as number;
    if (isSecond) j += 1;
    else i += 1;
    at += 1;
  }
  for (; i < endFirst; i += 1, at += 1) out[at] = first[i] as number;
  for (; j < endSecond; j += 1, at += 1) out[at] = second[j] as number;
}

/**
 * Runs of one length need no look at where they end where half of the keys are taken from their beginnings and
 * half from their ends; nor a branch, which of two keys is less being as good as chance.
 */
function mergeEqual(
  first: Int32Array,
  fromFirst: number,
  second: Int32Array,
  fromSecond: number,
  count: number,
  out: Int32Array,
  fromOut: number,
): void {
  let [low, high, at] = [fromFirst, fromSecond, fromOut];
  let [lowEnd, highEnd, end] = [
    fromFirst + count - 1,
    fromSecond + count - 1,
    fromOut + 2 * count - 1,
  ];
  for (let i = 0; i < count; i += 1) {
    const [a, b] = [first[low] as number, second[high] as number];
    const isLess = lessThan(b, a);
    out[at] = a ^ ((a ^ b) & isLess);
    high -= isLess;
    low += 1 + isLess;
    at += 1;
    const [c, d] = [first[lowEnd] as number, second[highEnd] as number];
    const isMore = lessThan(d, c);
    out[end] = d ^ ((c ^ d) & isMore);
    highEnd -= 1 + isMore;
    lowEnd += isMore;
    end -= 1;
  }
}

/** −1 where one whole number of 32 bits is less than another, else 0: by halves, whose difference has as many. */
function lessThan(a: number, b: number): number {
  return ((a >> 1) - (b >> 1) - (b & ~a & 1)) >> 31;
}

/**
 * Of numbers in order, how far the `place`-th nearest to the one at `middle` lies from it; itself is the
 * 0th. Only those from `from` up to, not including, `to` count.
 */
export function distanceAt(
  sorted: Float32Array,
  from: number,
  to: number,
  middle: number,
  place: number,
): number {
  const value = sorted[middle] as number;
  const [left, right] = [middle - from, to - middle - 1];
  // How many of them lie to the left, by bisection: those left out must be no nearer than those taken.
  let [low, high] = [Math.max(0, place - right), Math.min(place, left)];
  while (low < high) {
    const count = (low + high) >> 1;
    const nextLeft = value - (sorted[middle - count - 1] as number);
    const lastRight = (sorted[middle + place - count] as number) - value;
    if (nextLeft < lastRight) low = count + 1;
    else high = count;
  }
  const farLeft = low > 0 ? value - (sorted[middle - low] as number) : 0;
  const farRight = place > low ? (sorted[middle + place - low] as number) - value : 0;
  return Math.max(farLeft, farRight);
}
