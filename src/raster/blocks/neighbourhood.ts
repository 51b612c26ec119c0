/** What resampling takes and fills. */
import type { SampleArray } from './samples';

export type Rect = {
  readonly left: number;
  readonly top: number;
  readonly width: number;
  readonly height: number;
};

/** One band of pixels that follow each other row by row: sample i is samples[i · stride + offset]. */
export type Band = { readonly samples: SampleArray; readonly offset: number };

/** A rectangle of a picture, with where it lies in it. Invalid pixels hold any value, none at all too. */
export type Neighbourhood = Rect & {
  readonly bands: readonly Band[];
  /** Samples from a pixel to the next, the same for all bands. */
  readonly stride: number;
  /** 1 where there is data, else 0. */
  readonly valid: Uint8Array<ArrayBuffer>;
};

/** The grid that is filled: planes row by row from the top, and 1 where there is data. */
export type Output = {
  readonly width: number;
  readonly planes: readonly Float32Array<ArrayBuffer>[];
  readonly valid: Uint8Array<ArrayBuffer>;
};
