/** A box: an oriented rectangle on one frame, the unit of annotation. */
import { z } from 'zod';
import { BoxAttributes } from './attributes';
import { BoxGeometry } from './box-geometry';
import { BoxId, ClassId, FrameId, GroupId, ProjectId } from './ids';
import { VesselLink } from './vessel';

export { BoxGeometry } from './box-geometry';

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
  /** Its length and width were taken over from another box and not measured here; missing once they were. */
  sizeCopied: z.literal(true).optional(),
  /** The vessel that the box shows; missing where it is linked to none. */
  link: VesselLink.optional(),
  /** The group of containers that the box shows on its date; missing for none. */
  groupId: GroupId.optional(),
  /** Boxes that the analyst judged to show another hull. One of the two names the other. */
  notSame: z.array(BoxId).optional(),
  author: z.string(),
  /** ISO 8601 UTC. */
  createdAt: z.string(),
  updatedAt: z.string(),
});
export type Box = z.infer<typeof Box>;
