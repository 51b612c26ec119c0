/** A box: an oriented rectangle on one frame, the unit of annotation. */
import { z } from 'zod';
import { BoxAttributes } from './attributes';
import { BoxId, ClassId, FrameId, ProjectId } from './ids';

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

export const Box = z.object({
  id: BoxId,
  projectId: ProjectId,
  frameId: FrameId,
  classId: ClassId,
  /** Counts up within the project and is never reused: "box 14". */
  number: z.number().int().positive(),
  geometry: BoxGeometry,
  /** Whether the angle tells bow from stern (a heading), or only an axis. */
  bowKnown: z.boolean(),
  locked: z.boolean(),
  attributes: BoxAttributes,
  author: z.string(),
  /** ISO 8601 UTC. */
  createdAt: z.string(),
  updatedAt: z.string(),
});
export type Box = z.infer<typeof Box>;
