/** Whether the boxes that are linked to one vessel can be of one hull by their sizes. */
import { type Measured, type Reason, sizeGap, sizeReason } from '../identity/evidence';
import { type HullSize, type Sighting, sizeOf } from './vessel-log';

/**
 * What speaks against one hull: of all pairs of lengths (or beams) that were measured, the one whose difference is
 * largest for its error, where it is larger than chance makes the largest of so many; null where they may be of one
 * hull. A box in ten is drawn so badly that it speaks against its own hull.
 */
export function sizeDisagreement(sightings: readonly Sighting[], of: HullSize): Reason | null {
  const known = sightings
    .filter(({ box }) => !box.sizeCopied)
    .map((sighting) => sizeOf(sighting, of))
    .filter((one): one is Measured => one !== null)
    .sort((a, b) => a.value - b.value);
  let gap = largestByChance((known.length * (known.length - 1)) / 2);
  let farthest: readonly [Measured, Measured] | null = null;
  for (const [i, less] of known.entries()) {
    for (const more of known.slice(i + 1)) {
      const found = sizeGap(of, less, more);
      if (found <= gap) continue;
      gap = found;
      farthest = [less, more];
    }
  }
  return farthest && sizeReason(of, ...farthest);
}

/**
 * Standard deviations that the largest of so many differences exceeds about as seldom as one alone exceeds 3: the
 * tail of a normal distribution, shared among them (Bonferroni), within 0.1 up to a thousand pairs.
 */
function largestByChance(pairs: number): number {
  return Math.sqrt(9 + 2 * Math.log(Math.max(1, pairs)));
}
