/** Where a box, or any other area, lies on its frame. */
import { z } from 'zod';

/**
 * x, y: centre in pixels of the frame. length, width: along and across the keel, in plane units
 * (pixel rows; equal to pixels where pixels are square on the ground). angle: radians in the plane
 * from +u (right) towards +v (down), so clockwise on screen, pointing to the bow; −π < angle ≤ π.
 * An axis-aligned box has angle 0, its length along x.
 */
export const BoxGeometry = z.object({
  x: z.number(),
  y: z.number(),
  length: z.number().positive(),
  width: z.number().positive(),
  angle: z.number(),
});
export type BoxGeometry = z.infer<typeof BoxGeometry>;
