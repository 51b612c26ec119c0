/** What a directory says of its picture: size, samples, and where its blocks (tiles or strips) lie. */
import type { Scratch } from '../bytes/scratch';

/** Decodes one block to at most `expected` bytes; throws where the data is no such stream. */
export type Decode = (
  data: Uint8Array<ArrayBuffer>,
  expected: number,
  layout: Layout,
  /** Rows of the block, which are fewer in the last strip. */
  rows: number,
  /** The block may be given in it. */
  scratch?: Scratch,
) => Uint8Array<ArrayBuffer> | Promise<Uint8Array<ArrayBuffer>>;

export type Codec = {
  readonly name: string;
  readonly decode: Decode;
  /** The decoder gives samples in the machine's byte order, whatever the file's. */
  readonly native: boolean;
  /** What it gives lies in the scratch that it is handed, also in one of just the block's size. */
  readonly fills?: boolean;
  /** Files of this compression may use a predictor; in all others libtiff ignores the tag. */
  readonly predicts?: boolean;
  /** The most bytes that one byte of a stream can give, where the format sets a bound. */
  readonly growth?: number;
  /** What is missing at the end of the block's data is shown as zero, as libtiff does. */
  readonly lenient?: boolean;
  /** What of a layout the decoder cannot give, as it is named to the user; null where it gives all. */
  readonly lacks?: (
    layout: Pick<Layout, 'bits' | 'format' | 'complex' | 'photometric' | 'blockSamples' | 'alpha'>,
  ) => string | null;
};

export type SampleFormat = 'uint' | 'int' | 'float';

/** Colours that are turned into red, green and blue when a block is read, as GDAL turns them. */
export type Conversion = 'cmyk' | 'lab' | 'ycbcr' | 'palette';

/** Tags that only one or two compressions or colour models look at. */
export type SpecialTags = {
  readonly faxOptions: number;
  /** Pixels across and down that share one pair of colour differences. */
  readonly subsampling: readonly [number, number];
  readonly lumaCoefficients: readonly number[] | null;
  readonly referenceBlackWhite: readonly number[] | null;
  readonly lercParameters: readonly number[] | null;
  readonly jpegTables: Uint8Array<ArrayBuffer> | null;
  /** The stream of the whole picture, of old-style JPEG. */
  readonly oldJpeg: Uint8Array<ArrayBuffer> | null;
};

/**
 * A picture of a file as stored. Blocks are numbered row by row; with planar data, plane after plane.
 * A block is blockWidth × blockHeight pixels of blockSamples interleaved samples each.
 */
export type Layout = {
  readonly width: number;
  readonly height: number;
  /** Samples per pixel as stored, alpha included. */
  readonly samples: number;
  /** Of a sample; of each of the two parts where samples are complex. */
  readonly bits: number;
  readonly format: SampleFormat;
  readonly complex: boolean;
  readonly photometric: number;
  readonly planar: boolean;
  readonly tiled: boolean;
  readonly blockWidth: number;
  readonly blockHeight: number;
  readonly blockSamples: number;
  readonly blocksAcross: number;
  readonly blocksDown: number;
  readonly offsets: Float64Array;
  /** Zero where the file does not say. */
  readonly byteCounts: Float64Array;
  readonly littleEndian: boolean;
  readonly bitsReversed: boolean;
  /** 1 where there is none, else 2 or 3. */
  readonly predictor: number;
  readonly compression: number;
  readonly codec: Codec;
  readonly special: SpecialTags;
  readonly conversion: Conversion | null;
  /** Index of the stored sample that is alpha, or null. */
  readonly alpha: number | null;
  /** Red, green and blue tables of a palette picture, 8 bits each. */
  readonly palette: readonly [Uint8Array, Uint8Array, Uint8Array] | null;
};
