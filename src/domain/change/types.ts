/** What the search for changes takes and gives: plain values on one common grid. */
import type { BoxGeometry } from '../model/box-geometry';
import type { PlaneXY } from '../model/units';
import type { Footprint } from './footprint';

/** What made the picture: brightness means light, or the strength of an echo. */
export type ImageKind = 'optical' | 'radar';

/** One date, sampled onto the grid that both dates share. */
export type ChangeFrame = {
  /** Columns and rows of the grid. */
  readonly width: number;
  readonly height: number;
  /** One plane per band, rows top to bottom, in the file's own units (radar: amplitude, intensity or dB). */
  readonly bands: readonly Float32Array[];
  /** 1 where the frame has data, 0 outside it, in nodata and under what was marked as cloud. */
  readonly valid: Uint8Array;
  /** Ground size of a grid cell in metres; null where the frames have no place on the earth. */
  readonly metresPerPixel: number | null;
  readonly kind: ImageKind;
};

export const CHANGE_KINDS = ['gone', 'appeared', 'changed'] as const;
/** gone: an object of the first date is missing; appeared: one of the second is new; changed: both differ. */
export type ChangeKind = (typeof CHANGE_KINDS)[number];

export type ChangeCandidate = {
  readonly kind: ChangeKind;
  /** In grid pixels, (0, 0) the outer corner of the first cell; the angle is an axis, not a heading. */
  readonly box: BoxGeometry;
  /** 0 to 1: how far the evidence stands out; comparable within one search, no probability. */
  readonly score: number;
  /** Grid cells that differ, or of the hull of which some differ. */
  readonly area: number;
  /** Share of the box that they fill. */
  readonly fill: number;
  /** Where in the box they lie; all over it where a hull was followed from the part that differs. */
  readonly footprint: Footprint;
  /** Whether it lies on ground that keeps its structure; false on water and where that is not known. */
  readonly onGround: boolean;
  /** Whether there is such ground on all sides as well, so that no hull can lie there. */
  readonly inland: boolean;
  /** Index in the list of the other end where an object seems to have moved; null for none. */
  readonly movedTo: number | null;
};

export type ChangeOptions = {
  /** Outline in grid pixels, without closing point; only what lies inside is looked at. null: all. */
  readonly area: readonly PlaneXY[] | null;
  /** How far the frames may lie apart, in grid pixels (90th percentile of the alignment's residual). */
  readonly misalignment: number;
  /**
   * Whether the planes of the frames' bands may be taken to work in, which spares as much new memory: what is
   * in them afterwards is of no use. Each must then be an array of its own. They stay as they are if left out.
   */
  readonly mayOverwrite?: boolean;
  /**
   * Whether hulls alongside are looked for beyond the parts of them that differ, where both dates show light: it
   * takes longer. Where light was compared with radar they always are.
   */
  readonly wholeHulls?: boolean;
  /** Called between steps with the share that is done; may give up the thread, or throw to end it. */
  readonly step?: (share: number) => Promise<void> | void;
};
