/** How a frame is laid, as the flat columns that every export has. */
import type { Frame } from '../model/frame';

/**
 * How the coordinates of a box were moved from where the file puts them. The shift is in pixel rows
 * to the right and down at the middle of the picture, and in metres there. All null without alignment; the
 * stretch is how much longer the picture is made along its axis than across it, 1 for not at all.
 */
export function alignmentColumns(
  { alignment }: Pick<Frame, 'alignment'>,
  reference: Frame | undefined,
) {
  return {
    alignment_method: alignment?.method ?? null,
    alignment_via: alignment?.via ?? null,
    alignment_reference: alignment ? (reference?.title ?? alignment.referenceId) : null,
    alignment_shift_right_px: alignment?.shift[0] ?? null,
    alignment_shift_down_px: alignment?.shift[1] ?? null,
    alignment_shift_east_m: alignment?.shiftM?.east ?? null,
    alignment_shift_north_m: alignment?.shiftM?.north ?? null,
    alignment_rotation_rad: alignment?.rotation ?? null,
    alignment_scale: alignment?.scale ?? null,
    alignment_stretch: alignment ? (alignment.stretch?.ratio ?? 1) : null,
    alignment_stretch_axis_rad: alignment?.stretch?.axis ?? null,
    alignment_residual_px: alignment?.residualPx ?? null,
    alignment_loop_px: alignment?.loopPx ?? null,
    aligned_by: alignment?.author ?? null,
    aligned_at: alignment?.at ?? null,
  };
}
