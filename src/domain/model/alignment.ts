/**
 * How a frame is laid on its site's reference frame. It moves where the frame's pixels are taken to lie
 * on the earth, so display and derived coordinates follow; pixels and boxes' pixel coordinates stay.
 */
import { z } from 'zod';
import { FrameId } from './ids';

const ALIGNMENT_METHODS = ['automatic', 'manual', 'tie_points'] as const;
/** Each contains those before it; affine transformations stretch along one direction, too. */
export const ALIGNMENT_KINDS = ['shift', 'similarity', 'affine'] as const;

const PlanePoint = z.tuple([z.number(), z.number()]);

/** A place where the two frames were compared: what is left there after the alignment. */
export const AlignmentCheck = z.object({
  /** Plane units of the aligned frame. */
  at: PlanePoint,
  /** The vector that is left, in plane units of the aligned frame. */
  residual: PlanePoint,
  /** Whether it took part in the fit, or was voted out. */
  used: z.boolean(),
});
export type AlignmentCheck = z.infer<typeof AlignmentCheck>;

/** The same place in both pictures, in pixels of each. */
export const TiePoint = z.object({ own: PlanePoint, reference: PlanePoint });
export type TiePoint = z.infer<typeof TiePoint>;

/**
 * How much longer a picture is made along a direction than across it, its area kept: by √ratio along `axis`
 * and by 1/√ratio across.
 */
const Stretching = z.object({
  ratio: z.number().min(1),
  /** Direction in the frame's plane before it is turned, from +u towards +v, radians; 0 ≤ axis < π. */
  axis: z.number(),
});
export type Stretching = z.infer<typeof Stretching>;

/**
 * A point p of the frame's plane (units: pixel rows, see plane geometry) is taken to lie where the frame's
 * own georeferencing puts c + scale·R(rotation)·S(p − c) + shift, with c the middle of the plane, S the
 * stretch and R turning from +u towards +v (clockwise on screen).
 */
export const Alignment = z.object({
  referenceId: FrameId,
  method: z.enum(ALIGNMENT_METHODS),
  kind: z.enum(ALIGNMENT_KINDS),
  /**
   * The other frame that it was laid by way of, as that was called then: compared with that one, which was
   * compared with the reference. Left out where the two were compared directly.
   */
  via: z.string().optional(),
  /** How far off another way puts it that confirms this one, plane units; left out where none was looked at. */
  loopPx: z.number().nonnegative().optional(),
  /** Plane units of this frame: +u right, +v down. */
  shift: PlanePoint,
  /** Radians; 0 for a shift. */
  rotation: z.number(),
  /** 1 for a shift; the root of the change in area. */
  scale: z.number().positive(),
  /** Of an affine transformation; left out of all others. */
  stretch: Stretching.optional(),
  /** The shift on the ground at the middle of the frame, metres east and north; null without a place. */
  shiftM: z.object({ east: z.number(), north: z.number() }).nullable(),
  /**
   * What is left between the pictures, plane units: by comparing them, also after they were laid by hand, within
   * how much nine places of ten lie (CE90); by tie points, the root mean square of theirs. null where unmeasured.
   */
  residualPx: z.number().nonnegative().nullable(),
  checks: z.array(AlignmentCheck),
  tiePoints: z.array(TiePoint),
  /** How it was come by, for the reader who doubts: '41 of 49 windows agree within 0.3 px'. */
  detail: z.string(),
  author: z.string(),
  /** ISO 8601 UTC. */
  at: z.string(),
});
export type Alignment = z.infer<typeof Alignment>;

/** All of an alignment but who made it and when, which the edit that stores it adds. */
export type AlignmentDraft = Omit<Alignment, 'author' | 'at'>;
