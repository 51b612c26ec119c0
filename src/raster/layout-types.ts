/** What a directory says of its picture: size, samples, and where its blocks (tiles or strips) lie. */

/** Decodes one block to at most `expected` bytes; throws where the data is no such stream. */
export type Decode = (
  data: Uint8Array<ArrayBuffer>,
  expected: number,
  layout: Layout,
) => Uint8Array<ArrayBuffer> | Promise<Uint8Array<ArrayBuffer>>;

export type Codec = {
  readonly name: string;
  readonly decode: Decode;
  /** The decoder gives samples in the machine's byte order, whatever the file's, and applies no predictor. */
  readonly native: boolean;
};

export type SampleFormat = 'uint' | 'int' | 'float';

/**
 * A picture of a file as stored. Blocks are numbered row by row; with planar data, plane after plane.
 * A block is blockWidth × blockHeight pixels of blockSamples interleaved samples each.
 */
export type Layout = {
  readonly width: number;
  readonly height: number;
  /** Samples per pixel as stored, alpha included. */
  readonly samples: number;
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
  readonly predictor: number;
  readonly compression: number;
  readonly codec: Codec;
  readonly jpegTables: Uint8Array<ArrayBuffer> | null;
  readonly lercParameters: readonly number[] | null;
  /** Index of the stored sample that is alpha, or null. */
  readonly alpha: number | null;
  /** Red, green and blue tables of a palette picture, 8 bits each. */
  readonly palette: readonly [Uint8Array, Uint8Array, Uint8Array] | null;
};
