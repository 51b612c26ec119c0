/** What the imagery client and its workers say to each other. */
import type { ChannelStatistics } from '../domain/imaging/statistics';
import type { ChannelChoice } from '../domain/model/stretch';
import type { MapXY, PixelXY } from '../domain/model/units';
import type { StoredRows } from '../raster/blocks/stored';
import type { RemoteHead } from '../raster/bytes/byte-source';
import type { Paint, ThumbnailPlan } from '../raster/inspect/render';
import type { SampledTiles } from '../raster/inspect/sample-picture';
import type { TileUnit } from '../raster/pictures/tiled-image';
import type {
  Crs,
  FileSource,
  ImageSource,
  Inspection,
  Outline,
  OverviewsOutcome,
  OverviewsUse,
  RasterLevel,
  RasterTile,
} from '../raster/types';
import type { Held } from './file-hold';

export type OpenedPicture = {
  readonly levels: readonly RasterLevel[];
  /** See FrameRaster.storedLevels. */
  readonly storedLevels: number;
  readonly units: readonly TileUnit[];
  readonly channels: number;
  readonly bands: readonly number[];
  readonly floating: boolean;
  /** See isSampledByTiles(); false of several files. */
  readonly sampledByTiles: boolean;
  /** What was learnt of a far file, for the other workers; null for files of this machine. */
  readonly head: RemoteHead | null;
};

/** A picture that a client has open; workers open it when they first hear of it. */
export type PictureRef = {
  readonly id: number;
  readonly source: ImageSource;
  /** Hash of the file, where overviews were made of it. */
  readonly overviews: string | null;
};

/** Jobs: their arguments and what they answer with. */
export type ImageryJobs = {
  /** @param shares where the workers that sample it send their shares; left out: nobody does */
  inspect: {
    args: { picture: PictureRef; shares?: readonly MessagePort[] };
    result: Inspection;
  };
  /**
   * Tiles of the level that an image of one file is sampled of, see isSampledByTiles().
   * @param to where the sample goes: to the worker that inspects the image
   */
  sample: {
    args: {
      picture: PictureRef;
      places: readonly (readonly [column: number, row: number])[];
      to: MessagePort;
    };
    result: Pick<SampledTiles, 'tiles'>;
  };
  outline: { args: { picture: PictureRef }; result: Outline };
  hash: { args: { source: FileSource }; result: string };
  keep: { args: { source: FileSource }; result: string };
  kept: { args: { sha256: string }; result: File | null };
  crs: { args: { text: string; place: MapXY | null }; result: Crs | null };
  forget: { args: { sha256: string }; result: null };
  paint: {
    args: { plan: ThumbnailPlan; tiles: readonly RasterTile[]; paint: Paint };
    result: Blob;
  };
  open: { args: { picture: PictureRef }; result: OpenedPicture };
  tile: {
    args: { picture: PictureRef; level: number; column: number; row: number };
    result: RasterTile;
  };
  statistics: {
    args: { picture: PictureRef; choice: ChannelChoice };
    result: readonly ChannelStatistics[];
  };
  overviews: { args: { source: ImageSource; sha256: string }; result: OverviewsOutcome };
  improve: { args: { picture: PictureRef; sha256: string }; result: OverviewsUse };
  /** Samples as GDAL gives them, for checks. */
  stored: {
    args: { picture: PictureRef; band: number; first: number; count: number };
    result: StoredRows;
  };
  samples: { args: { picture: PictureRef; pixel: PixelXY }; result: readonly number[] | null };
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
  /** Tiles of a picture will be asked for; nothing is answered. */
  | { readonly kind: 'expect'; readonly picture: PictureRef }
  /** Forget a picture; nothing is answered. */
  | { readonly kind: 'close'; readonly id: number }
  /** What is known of a far file, before the first job about it. */
  | { readonly kind: 'head'; readonly id: number; readonly head: RemoteHead }
  /** Which whole files are to rest: a picture is being read that is to be seen. Nothing is answered. */
  | { readonly kind: 'hold'; readonly held: Held }
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
