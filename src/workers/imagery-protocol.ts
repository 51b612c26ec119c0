/** What the imagery client and its workers say to each other. */
import type { Stretch } from '../domain/model/frame';
import type { PixelXY } from '../domain/model/units';
import type { TileUnit } from '../raster/picture';
import type { ImageSource, Inspection, RasterLevel, RasterTile } from '../raster/types';

export type OpenedPicture = {
  readonly levels: readonly RasterLevel[];
  readonly units: readonly TileUnit[];
  readonly channels: number;
  readonly bands: readonly number[];
  readonly floating: boolean;
};

/** A picture that a client has open; workers open it when they first hear of it. */
export type PictureRef = { readonly id: number; readonly source: ImageSource };

/** Jobs: their arguments and what they answer with. */
export type ImageryJobs = {
  inspect: { args: { source: ImageSource }; result: Inspection };
  hash: { args: { source: ImageSource }; result: string };
  keep: { args: { source: ImageSource }; result: string };
  kept: { args: { sha256: string }; result: File | null };
  forget: { args: { sha256: string }; result: null };
  thumbnail: { args: { source: ImageSource; stretch: Stretch; size: number }; result: Blob };
  open: { args: { picture: PictureRef }; result: OpenedPicture };
  tile: {
    args: { picture: PictureRef; level: number; column: number; row: number };
    result: RasterTile;
  };
  samples: { args: { picture: PictureRef; pixel: PixelXY }; result: readonly number[] | null };
  close: { args: { id: number }; result: null };
};
export type JobName = keyof ImageryJobs;

export type JobRequest = {
  [N in JobName]: {
    readonly kind: 'job';
    readonly job: number;
    readonly name: N;
    readonly args: ImageryJobs[N]['args'];
  };
}[JobName];

export type ToWorker =
  | JobRequest
  | { readonly kind: 'cancel'; readonly job: number }
  | { readonly kind: 'ping' };

export type JobError = {
  readonly type: 'user' | 'abort' | 'fault';
  readonly message: string;
};

export type FromWorker =
  | { readonly kind: 'done'; readonly job: number; readonly result: unknown }
  | { readonly kind: 'failed'; readonly job: number; readonly error: JobError }
  | {
      readonly kind: 'progress';
      readonly job: number;
      readonly done: number;
      readonly total: number;
    }
  /** Sent now and then while there is work, so that a hanging worker can be told from a busy one. */
  | { readonly kind: 'alive' };
