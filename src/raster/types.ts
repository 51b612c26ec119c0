/** What the rest of the program knows of imagery: plain values and one port to read pixels by. */

import type { TileFacts } from '../domain/acquisition/mosaic-tiles';
import type { ChannelStatistics } from '../domain/imaging/statistics';
import type {
  Acquisition,
  Coverage,
  FilePart,
  Georef,
  Raster,
  Stretch,
  Sun,
  Transform,
} from '../domain/model/frame';
import type { ChannelChoice } from '../domain/model/stretch';
import type { MapXY, PixelXY } from '../domain/model/units';

/** A coordinate system as frames record it. */
export type Crs = Pick<Georef, 'epsg' | 'crsName' | 'proj4' | 'datumM'>;

/** Where the bytes of a file are. Both kinds can be sent to a worker. */
export type FileSource =
  | { readonly kind: 'blob'; readonly blob: Blob; readonly name: string }
  | {
      readonly kind: 'url';
      readonly url: string;
      readonly name: string;
      /** Bytes that the file has to have; left out: any number. */
      readonly size?: number;
    };

/** A file that lies beside an image and says more of it. */
export type BesideFile = {
  /**
   * 'description': a provider's text, read when the image is opened and kept with no frame; 'rpc': rational
   * polynomials, of which it is known that they are there.
   */
  readonly role: Exclude<FilePart['role'], 'band' | 'tile'> | 'description' | 'rpc';
  readonly file: FileSource;
};

/** One image file with what lies beside it. */
export type SingleSource = FileSource & Wanted & { readonly beside?: readonly BesideFile[] };

type Wanted = {
  /** 0-based bands that tiles are to carry before others, where there are more than four. */
  readonly bands?: readonly number[];
};

/**
 * A picture of several files: a stack of its bands, in their order, or a mosaic of its tiles, in the
 * order in which they are laid.
 */
export type SeveralSource = Wanted & {
  readonly kind: 'stack' | 'mosaic';
  readonly name: string;
  readonly parts: readonly SingleSource[];
};

/** Where the bytes of a picture are. */
export type ImageSource = SingleSource | SeveralSource;

/** Whether all that an image is made of lies on this machine. */
export function isLocal(source: ImageSource): boolean {
  return 'parts' in source ? source.parts.every(isLocal) : source.kind === 'blob';
}

/** What a file says of itself, without a look at its pixels. */
export type Outline = TileFacts;

/** One resolution of a picture; level 0 is the full one, each next is coarser. */
export type RasterLevel = {
  readonly width: number;
  readonly height: number;
  /** Size of the served tiles in pixels of this level (the last of a row or column may be cut). */
  readonly tileSize: number;
};

/** Everything that can be told of a file without the user: ready to be put into a frame record. */
export type Inspection = {
  readonly title: string;
  readonly acquired: Acquisition | null;
  readonly sensor: string;
  readonly sensorShort: string;
  readonly provider: string;
  readonly credit: string;
  readonly synthetic: boolean;
  readonly raster: Raster;
  readonly georef: Georef | null;
  /** The transform of a picture whose coordinate system is not known; else null. */
  readonly unplacedTransform: Transform | null;
  readonly pixelAspect: number;
  readonly resolutionM: number | null;
  readonly footprint: readonly (readonly [number, number])[] | null;
  readonly stretch: Stretch;
  readonly sun: Sun | null;
  readonly levels: readonly RasterLevel[];
  /** Sentences about what could not be read or used, for the user; the file opens all the same. */
  readonly remarks: readonly string[];
};

/**
 * Decoded samples of one tile, interleaved by pixel, rows top to bottom. Samples keep their file's
 * values: Uint8Array for 8-bit unsigned files, Uint16Array where those of 16 bits are read as they are
 * stored, Float32Array for all else. Channels are the file's
 * bands in order (alpha band left out; of more than four, those that the source asks for and the
 * natural colours: see FrameRaster.bands), then one alpha channel:
 * 255 in a Uint8Array, 1 in the others, where there is data, else 0.
 */
export type RasterTile = {
  readonly width: number;
  readonly height: number;
  readonly channels: number;
  readonly data: Uint8Array<ArrayBuffer> | Uint16Array<ArrayBuffer> | Float32Array<ArrayBuffer>;
};

/** An open picture, read by tiles off the main thread. Implemented by the workers' client. */
export interface FrameRaster {
  readonly levels: readonly RasterLevel[];
  /** Levels that the files store; the coarser ones have pixels of exactly 2ⁿ × 2ⁿ of the last of them. */
  readonly storedLevels: number;
  /** Channels of every tile, alpha included. */
  readonly channels: number;
  /** The file's band (0-based) that each channel of a tile carries, alpha left out. */
  readonly bands: readonly number[];
  readonly floating: boolean;
  /**
   * Tile (column, row) of a level. The array is tileSize × tileSize, padded with alpha 0 where the
   * picture ends. Rejects with an AbortError when the signal is aborted, with a UserError when the
   * file cannot be read.
   */
  readTile(level: number, column: number, row: number, signal?: AbortSignal): Promise<RasterTile>;
  /** Sample values of all bands at a pixel, null outside the picture or where there is no data. */
  samplesAt(pixel: PixelXY, signal?: AbortSignal): Promise<readonly number[] | null>;
  /** Reads coarse tiles from now on from overviews that were made of the file with this hash, if any. */
  readOverviews(sha256: string): Promise<OverviewsUse>;
  /** Calls when the tiles of the coarse levels have become better. Gives a function that ends it. */
  onImproved(listener: () => void): () => void;
  /** Calls the listener when this picture is closed, so that what was kept of it can go. */
  onClosed(listener: () => void): void;
  close(): void;
}

/** 'missing': they would be of use, but were not made yet or not to the end. */
export type OverviewsUse = 'in use' | 'missing' | 'unneeded';

/** 'elsewhere': another tab makes them just now; 'too large': for the memory that may be taken. */
export type OverviewsOutcome = 'made' | 'unneeded' | 'elsewhere' | 'no room' | 'too large';

export type Progress = (done: number, total: number) => void;

/** What work that can wait waits for. */
export type Rest = {
  /** A picture is about to be shown: its first tile too. */
  readonly expected: boolean;
  /** Who sees it is about to look closer: a second without tiles, at the latest 6 s. */
  readonly closer?: boolean;
};

/** The imagery service: everything that is done to files off the main thread. */
export interface Imagery {
  /** Reads the directory, place, time and statistics. Rejects with a UserError naming the file. */
  inspect(source: ImageSource, signal?: AbortSignal): Promise<Inspection>;
  /** As inspect, of a single file and without reading its pixels. */
  outline(source: SingleSource, signal?: AbortSignal): Promise<Outline>;
  /** SHA-256 of the file's bytes as 64 hex digits, streamed. */
  hash(source: FileSource, progress?: Progress, signal?: AbortSignal): Promise<string>;
  /**
   * Copies the file into the origin private file system as `images/<sha256>` and returns the hash
   * computed in the same pass. The copy appears under its name only when complete.
   */
  keep(source: FileSource, progress?: Progress, signal?: AbortSignal): Promise<string>;
  /** The kept copy, or null where there is none. */
  kept(sha256: string): Promise<File | null>;
  forget(sha256: string): Promise<void>;
  open(source: ImageSource): Promise<FrameRaster>;
  /**
   * The image is about to be inspected and opened: what that needs begins, and what the whole of it will be
   * shown with is read. Resolves once its directory has been read; rejects as `open` would.
   */
  expect(source: ImageSource): Promise<void>;
  /**
   * Makes overviews of a local file that has none, or goes on making them where that was interrupted,
   * and keeps them in the origin private file system until `forget`. Rejects with an AbortError when
   * aborted (what is done is kept), with a UserError where the file cannot be read.
   */
  makeOverviews(
    source: ImageSource,
    sha256: string,
    progress?: Progress,
    signal?: AbortSignal,
  ): Promise<OverviewsOutcome>;
  /** A picture of the whole frame, longer side at most `size` pixels, as a PNG or JPEG blob. */
  thumbnail(
    source: ImageSource,
    stretch: Stretch,
    size: number,
    signal?: AbortSignal,
  ): Promise<Blob>;
  /** Where the picture holds data, on a coarse grid; null where all of it does. */
  coverage(source: ImageSource, signal?: AbortSignal): Promise<Coverage | null>;
  /** Statistics of what a choice of bands shows, from an overview or some of the blocks. */
  statistics(
    source: ImageSource,
    choice: ChannelChoice,
    signal?: AbortSignal,
  ): Promise<readonly ChannelStatistics[]>;
  /**
   * The coordinate system that a text names: 'EPSG:32652', a proj4 definition or WKT. null where it is
   * not known. In a worker, since the table of all systems is large.
   * @param place where its datum is to be tied to WGS 84, in coordinates of the system
   */
  crsOf(text: string, place: MapXY | null): Promise<Crs | null>;
  /**
   * Resolves once the pictures on screen have been read, at the latest after 1.5 s, or 6 s where somebody is
   * about to look closer: for work that would slow them and can wait. Rejects when aborted.
   */
  settled(rest: Rest, signal?: AbortSignal): Promise<void>;
  /** Starts the workers before there is work for them. */
  warmUp(): void;
  dispose(): void;
}
