/** Putting many numbers in order at once. */

const BITS = 11;
const BINS = 1 << BITS;
const PASSES = 3;

/**
 * The indices of values from the smallest to the largest (radix sort by the bits of the numbers, which
 * branches on none of them). There must be no NaN.
 */
export function orderOf(values: Float32Array): Int32Array {
  const bits = new Int32Array(values.slice().buffer);
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
  let order = new Int32Array(bits.length);
  for (let i = 0; i < order.length; i += 1) order[i] = i;
  let next = new Int32Array(order.length);
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
