/** Whether the boxes that are linked to one vessel can be of one hull by their sizes. */
import { type Measured, type Reason, sizeReason } from '../identity/evidence';
import { type HullSize, type Sighting, sizeOf } from './vessel-log';

/**
 * What speaks against one hull: the least and the greatest of the lengths (or beams) that were measured, where they
 * are too far apart for their errors and for how boxes are drawn; null where they may be of one hull.
 */
export function sizeDisagreement(sightings: readonly Sighting[], of: HullSize): Reason | null {
  const known = sightings
    .filter(({ box }) => !box.sizeCopied)
    .map((sighting) => sizeOf(sighting, of))
    .filter((one): one is Measured => one !== null)
    .sort((a, b) => a.value - b.value);
  const reason = sizeReason(of, known[0] ?? null, known.at(-1) ?? null);
  return reason?.verdict === 'against' ? reason : null;
}
