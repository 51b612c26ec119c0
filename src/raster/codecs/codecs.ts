/** The registry of compressions: number in the file → name and decoder. */
import { UserError } from '../../domain/errors';
import type { Codec, Decode, Layout } from '../directory/layout-types';
import { PHOTOMETRIC } from '../directory/tags';
import { inflate } from './inflate';
import { decodeOldJpeg, jpegDecoder } from './jpeg';
import { decodeLzw } from './lzw';
import { decodePackBits } from './packbits';
import { unreadSentence } from './unread-variant';

/** A decoder of the geotiff package, loaded when the first file needs it. */
function fromGeotiff(compression: number) {
  return async (
    data: Uint8Array<ArrayBuffer>,
    expected: number,
    layout: Layout,
    _rows: number,
  ): Promise<Uint8Array<ArrayBuffer>> => {
    const { getDecoder } = await import('geotiff');
    const decoder = await getDecoder(compression, {
      tileWidth: layout.blockWidth,
      tileHeight: layout.blockHeight,
      predictor: 1,
      bitsPerSample: layout.bits,
      planarConfiguration: layout.planar ? 2 : 1,
      samplesPerPixel: layout.samples,
      ...(layout.special.jpegTables && { JPEGTables: layout.special.jpegTables }),
    });
    const own = data.byteLength === data.buffer.byteLength ? data : data.slice();
    const decoded = new Uint8Array((await decoder.decode(own.buffer)) as ArrayBuffer);
    return decoded.subarray(0, expected);
  };
}

const pako = fromGeotiff(8);

/** The platform's inflate first; pako for the streams with faulty ends that it refuses. */
const deflate: Decode = async (data, expected, layout, rows, scratch) => {
  try {
    const fast = await inflate(data, expected, scratch);
    if (fast.length === expected) return fast;
  } catch (error) {
    if (!(error instanceof TypeError)) throw error;
  }
  return pako(data, expected, layout, rows);
};

/** A decoder that is loaded when the first block needs it. */
function lazily(load: () => Promise<Decode>): Decode {
  return async (data, expected, layout, rows) => (await load())(data, expected, layout, rows);
}

const lzma = lazily(async () => (await import('./lzma')).decodeLzma);
const lerc = lazily(async () => (await import('./lerc')).decodeLerc);
const webp = lazily(async () => (await import('./webp')).decodeWebp);
const zstd = lazily(async () => (await import('./zstd')).decodeZstd);
const jpeg2000 = lazily(async () => (await import('./jpeg2000')).decodeJpeg2000);
const jpegXl = lazily(async () => (await import('./jpeg-xl')).decodeJpegXl);

/** The codec gives whole samples of 8 and 16 bits, of a grey or coloured picture with or without alpha. */
const JPEG_XL: Codec = {
  name: 'JPEG XL',
  decode: jpegXl,
  native: true,
  lacks: ({ bits, format, complex, photometric, blockSamples, alpha }) => {
    const kind = `${complex ? 'complex ' : ''}${format === 'float' ? 'floating-point ' : ''}`;
    if (kind || format !== 'uint' || (bits !== 8 && bits !== 16))
      return `${bits}-bit ${kind}samples`;
    const colours = photometric === PHOTOMETRIC.Rgb ? 3 : 1;
    const bands = colours + (alpha === null ? 0 : 1);
    if (blockSamples === 1 || blockSamples === bands) return null;
    return `${blockSamples} bands together`;
  },
};

/** A match of 258 bytes takes at least two bits (zlib's technical details). */
const DEFLATE: Codec = {
  name: 'Deflate',
  decode: deflate,
  native: false,
  fills: true,
  predicts: true,
  growth: 1032,
};
/** A code of 12 bits gives at most as many bytes as there are codes. */
const LZW: Codec = {
  name: 'LZW',
  decode: (data, expected, _layout, _rows, scratch) => decodeLzw(data, expected, scratch),
  native: false,
  predicts: true,
  growth: 2731,
};
/** A block of 128 kB that is one byte again and again takes four bytes (RFC 8878, 3.1.1.2). */
const ZSTD: Codec = {
  name: 'ZSTD',
  decode: zstd,
  native: false,
  predicts: true,
  growth: 32_768,
};
/** 128 times one byte takes two. */
const PACK_BITS: Codec = { name: 'PackBits', decode: decodePackBits, native: false, growth: 64 };

/** A fax is of one band; what libtiff makes of several in one strip is the first part of each row. */
const fax = (name: string, decoder: keyof typeof import('./ccitt')): Codec => ({
  name,
  decode: lazily(async () => (await import('./ccitt'))[decoder]),
  native: false,
  lacks: ({ blockSamples }) => (blockSamples === 1 ? null : `${blockSamples} bands together`),
});

const CODECS: ReadonlyMap<number, Codec> = new Map<number, Codec>([
  [1, { name: 'none', decode: (data, expected) => data.subarray(0, expected), native: false }],
  [2, fax('CCITT run lengths', 'decodeRunLengths')],
  [3, fax('CCITT fax, group 3', 'decodeGroup3')],
  [4, fax('CCITT fax, group 4', 'decodeGroup4')],
  [5, LZW],
  [6, { name: 'old-style JPEG', decode: decodeOldJpeg, native: true }],
  [7, { name: 'JPEG', decode: jpegDecoder(fromGeotiff(7)), native: true }],
  [8, DEFLATE],
  [32946, DEFLATE],
  [32771, fax('CCITT run lengths', 'decodeRunLengthsByWords')],
  [32773, PACK_BITS],
  [33003, { name: 'JPEG 2000', decode: jpeg2000, native: true }],
  [33004, { name: 'JPEG 2000', decode: jpeg2000, native: true }],
  [33005, { name: 'JPEG 2000', decode: jpeg2000, native: true }],
  [34712, { name: 'JPEG 2000', decode: jpeg2000, native: true }],
  [34887, { name: 'LERC', decode: lerc, native: false }],
  [34925, { name: 'LZMA', decode: lzma, native: false, predicts: true }],
  [50000, ZSTD],
  [50001, { name: 'WebP', decode: webp, native: true }],
  [50002, JPEG_XL],
  [52546, JPEG_XL],
]);

/** Compressions that exist and are not read, so that the message can name them. */
const UNREAD: ReadonlyMap<number, string> = new Map([
  [32766, 'NeXT'],
  [32809, 'ThunderScan'],
  [34661, 'JBIG'],
  [34676, 'SGI LogLuv'],
  [34677, 'SGI LogLuv 24'],
  [34933, 'PNG'],
  [34934, 'JPEG XR'],
]);

/** The codec of a Compression tag's value. Throws a UserError that names a compression that is not read. */
export function codecFor(compression: number, name: string): Codec {
  const codec = CODECS.get(compression);
  if (codec) return codec;
  const what = UNREAD.get(compression) ?? `the unknown method ${compression}`;
  throw new UserError(unreadSentence(name, what));
}
