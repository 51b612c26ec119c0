/** What comes of laying one picture on another. */
import type { Transform } from '../model/frame';
import type { Point } from './affine';
import type { Model } from './fusion';

/** What the two pictures were compared by: their brightness, or where their edges are. */
export type Feature = 'brightness' | 'edges';

/** One window of the reference, for arrows and for the reader who doubts. */
export type AlignedWindow = {
  /** Its middle, pixels of the common grid. */
  readonly at: Point;
  /** From there to the same thing in the moving picture before the alignment, grid pixels. */
  readonly vector: Point;
  /** What of that the alignment leaves, grid pixels. */
  readonly residual: Point;
  readonly snr: number;
  readonly second: number;
  /**
   * used: agrees with the result; outlier: says something else (moved things, relief, a wrong match);
   * no evidence: nothing to hold on to (water, cloud, plain ground).
   */
  readonly state: 'used' | 'outlier' | 'no evidence';
};

export type Aligned = {
  readonly kind: 'aligned';
  readonly model: Model;
  readonly feature: Feature;
  /** From a place on the common grid in the reference to the same thing in the moving picture. */
  readonly transform: Transform;
  /** The same about the middle of the grid: right and down in grid pixels, radians (+x towards +y), factor. */
  readonly dx: number;
  readonly dy: number;
  readonly rotation: number;
  readonly scale: number;
  /** Nine places of ten lie no farther off than this (CE90), as far as the windows tell, grid pixels. */
  readonly ce90: number;
  readonly windows: readonly AlignedWindow[];
  /** Windows that agree, of those with something to hold on to. */
  readonly inliers: number;
  readonly evidence: number;
  /** How far forth and back miss each other, root mean square over the windows that agree, grid pixels. */
  readonly closure: number;
  /** Correlation of the feature before and after, −1 … 1. */
  readonly correlationBefore: number;
  readonly correlationAfter: number;
  /** 0 … 1, from how many windows agree, how well, and whether forth and back close. */
  readonly confidence: number;
  /** '41 of 49 windows agree within 0.12 pixel, nine places of ten within 0.31 pixel'. */
  readonly detail: string;
};

export type RefusalCause =
  | 'no overlap'
  | 'nothing to hold on to'
  | 'disagreement'
  | 'repeats itself'
  | 'not closed';

/** The pictures could not be laid on each other: better none than a wrong alignment. */
export type Refused = {
  readonly kind: 'refused';
  readonly cause: RefusalCause;
  /** A whole sentence for the user. */
  readonly reason: string;
  /** What was tried last, for whoever wants to see why. */
  readonly windows: readonly AlignedWindow[];
};

export type AlignResult = Aligned | Refused;
