/** Makes one picture's brightness that of another: histogram matching over what has not changed. */

const LEVELS = 256;
/** The part of the pixels that is taken to have changed, and is left out of the second matching. */
const CHANGED = 0.2;
/** With fewer pixels in common nothing can be said. */
const LEAST = 64;

/**
 * The curve that gives the after picture the distribution of brightness of the before picture
 * (Gonzalez and Woods, Digital Image Processing, section 3.3: histogram specification). It is found
 * twice: the second time without the fifth of the pixels that differ most after the first, which are
 * those that have changed.
 * @param before, after brightness 0…255 of the same places, of equal length
 * @param both 1 where both pictures have data
 * @returns the new level of each of 256 levels, rising; null where too little is in common
 */
export function matchCurve(
  before: Uint8Array,
  after: Uint8Array,
  both: Uint8Array,
): Uint8Array<ArrayBuffer> | null {
  const first = curveOf(before, after, both);
  if (!first) return null;
  const differences = histogram(before.length, (i) =>
    both[i] ? Math.abs((before[i] as number) - (first[after[i] as number] as number)) : null,
  );
  const limit = levelAt(differences, 1 - CHANGED);
  const same = both.map((has, i) =>
    has && Math.abs((before[i] as number) - (first[after[i] as number] as number)) <= limit ? 1 : 0,
  );
  return curveOf(before, after, same) ?? first;
}

function histogram(length: number, levelOf: (i: number) => number | null): Float64Array {
  const counts = new Float64Array(LEVELS);
  for (let i = 0; i < length; i++) {
    const level = levelOf(i);
    if (level !== null) counts[level] = (counts[level] as number) + 1;
  }
  return counts;
}

function totalOf(counts: Float64Array): number {
  return counts.reduce((sum, count) => sum + count, 0);
}

/** The lowest level under or at which this part of the counts lies. */
function levelAt(counts: Float64Array, part: number): number {
  const wanted = part * totalOf(counts);
  let sum = 0;
  for (const [level, count] of counts.entries()) {
    sum += count;
    if (sum >= wanted) return level;
  }
  return LEVELS - 1;
}

function curveOf(
  before: Uint8Array,
  after: Uint8Array,
  mask: Uint8Array,
): Uint8Array<ArrayBuffer> | null {
  const wanted = histogram(before.length, (i) => (mask[i] ? (before[i] as number) : null));
  const own = histogram(after.length, (i) => (mask[i] ? (after[i] as number) : null));
  const total = totalOf(own);
  if (total < LEAST) return null;
  const curve = new Uint8Array(LEVELS);
  let sum = 0;
  for (const [level, count] of own.entries()) {
    // The middle of a level's own share, so that equal pictures keep their levels.
    curve[level] = levelAt(wanted, (sum + count / 2) / total);
    sum += count;
  }
  return curve;
}
