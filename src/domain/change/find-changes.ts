/** What changed between two dates on one grid. */
import { candidatesOf } from './candidates';
import { gatherEvidence } from './evidence';
import { pairMoves } from './moves';
import { insideOutline } from './planes';
import type { ChangeCandidate, ChangeFrame, ChangeOptions } from './types';

/**
 * Candidates of change, best first. Frames of one kind are compared by saliency on water and by
 * structure on ground (see gatherEvidence), an optical and a radar frame by saliency alone. Brightness,
 * contrast and haze of a frame do not matter; nothing is proposed where either frame has no data.
 * Throws a RangeError where the grids differ.
 */
export async function findChanges(
  before: ChangeFrame,
  after: ChangeFrame,
  options: ChangeOptions,
): Promise<readonly ChangeCandidate[]> {
  if (before.width !== after.width || before.height !== after.height) {
    throw new RangeError('The two frames are not on one grid.');
  }
  const step = options.step ?? (() => {});
  const inside = options.area ? insideOutline(options.area, before) : null;
  const valid = validOnBoth(before.valid, after.valid);
  const evidence = await gatherEvidence(before, after, valid, options, step);
  if (inside)
    evidence.strength.forEach((_, i, all) => {
      if (inside[i] === 0) all[i] = 0;
    });
  const found = candidatesOf(before, evidence);
  await step(0.95);
  return pairMoves(found);
}

/** 1 where both dates have data, else 0: the first date's own array where the second has data all over. */
function validOnBoth(first: Uint8Array, second: Uint8Array): Uint8Array {
  if (!second.includes(0)) return first;
  const out = new Uint8Array(first.length);
  for (let i = 0; i < out.length; i += 1) out[i] = first[i] !== 0 && second[i] !== 0 ? 1 : 0;
  return out;
}
