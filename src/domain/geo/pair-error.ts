/** How far two frames may lie apart from each other, by how each of them was laid. */
import type { Frame } from '../model/frame';
import type { Meters } from '../model/units';

export type Laid = Pick<Frame, 'id' | 'alignment' | 'resolutionM'>;

/** σ with which two frames lie on each other unless their alignments have measured it. */
const UNALIGNED_M = 4 as Meters;

/** Whether two frames are laid on the same reference, or one of them on the other. */
export function laidTogether(a: Laid, b: Laid): boolean {
  const same = (a.alignment?.referenceId ?? a.id) === (b.alignment?.referenceId ?? b.id);
  return same && (a.alignment ?? b.alignment) !== undefined;
}

/**
 * Residuals of both frames' alignments in metres, added as independent errors are (root of the sum of
 * squares). null where they are not laid together, or where one was never measured.
 */
export function pairErrorM(a: Laid, b: Laid): Meters | null {
  if (!laidTogether(a, b)) return null;
  let sum = 0;
  for (const { alignment, resolutionM } of [a, b]) {
    if (!alignment) continue;
    if (alignment.residualPx === null || resolutionM === null) return null;
    sum += (alignment.residualPx * resolutionM) ** 2;
  }
  return Math.sqrt(sum) as Meters;
}

/** The same, with what georeferencing commonly leaves where it was not measured. */
export function registrationErrorM(a: Laid, b: Laid): Meters {
  return pairErrorM(a, b) ?? UNALIGNED_M;
}
