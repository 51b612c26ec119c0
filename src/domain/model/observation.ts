/** What was seen on a frame besides boxes, and what happened between two frames. */
import { z } from 'zod';
import { CountRange } from './attributes';
import { BoxGeometry } from './box-geometry';
import { BoxId, EventId, FrameId, GroupId, ObservationId, ProjectId, VesselId } from './ids';

const OBSERVATION_KINDS = ['nothing_seen', 'obscured', 'examined', 'counted'] as const;
export type ObservationKind = (typeof OBSERVATION_KINDS)[number];

/**
 * nothing_seen: "looked here, and besides what is boxed nothing was seen". obscured: "cannot be seen here"
 * (cloud, shadow, haze). examined: the whole frame was looked at, and all that was seen is boxed. counted:
 * so many containers of a group lie in the area, without a box for them.
 */
export const Observation = z.object({
  id: ObservationId,
  projectId: ProjectId,
  frameId: FrameId,
  kind: z.enum(OBSERVATION_KINDS),
  /** The area, in pixels of the frame, as for a box. */
  geometry: BoxGeometry,
  /** What was looked for; null for anything. */
  vesselId: VesselId.nullable(),
  groupId: GroupId.nullable(),
  /** For 'counted': how many. */
  count: CountRange.optional(),
  note: z.string(),
  author: z.string(),
  /** ISO 8601 UTC. */
  createdAt: z.string(),
  updatedAt: z.string(),
});
export type Observation = z.infer<typeof Observation>;

const EVENT_KINDS = ['appeared', 'gone', 'moved', 'stayed', 'changed'] as const;
export type EventKind = (typeof EVENT_KINDS)[number];

/**
 * What happened to an object between two frames, as the analyst judged it. A rejected one is a proposal
 * that was found to be no change; it is kept so that it is not proposed again.
 */
export const ChangeEvent = z.object({
  id: EventId,
  projectId: ProjectId,
  kind: z.enum(EVENT_KINDS),
  verdict: z.enum(['accepted', 'rejected']),
  /** proposal: found by comparing pixels; boxes: from the boxes of both dates; analyst: by hand. */
  source: z.enum(['proposal', 'boxes', 'analyst']),
  beforeId: FrameId,
  afterId: FrameId,
  /** The frame whose pixels the geometry is given in: one of the two. */
  frameId: FrameId,
  geometry: BoxGeometry,
  beforeBoxId: BoxId.nullable(),
  afterBoxId: BoxId.nullable(),
  /** The proposal's score; null where there was none. */
  score: z.number().nullable(),
  note: z.string(),
  author: z.string(),
  /** ISO 8601 UTC. */
  createdAt: z.string(),
  updatedAt: z.string(),
});
export type ChangeEvent = z.infer<typeof ChangeEvent>;
