/**
 * JPEG blocks (TIFF technical note 2): by the browser's own decoder, which is several times faster than
 * JavaScript and interpolates colour as libjpeg does; by the geotiff package's where there is none.
 */

import type { Decode, Layout } from '../directory/layout-types';
import { PHOTOMETRIC } from '../directory/tags';
import { type BitmapPixels, pixelsOf } from './bitmap-pixels';
import {
  adobeNote,
  isFrame,
  isNote,
  joinStream,
  parseStream,
  sizeOf,
  unreadProcess,
} from './jpeg-stream';
import { UnreadVariant } from './unread-variant';
import { yCbCrPixelsToRgb } from './ycbcr';

/** Makes the decoder out of the one for where there is no browser. Both give red, green and blue for YCbCr. */
export function jpegDecoder(fallback: Decode): Decode {
  return async (data, expected, layout, rows) => {
    checkFrame(data, layout, rows);
    if (canUseBrowser(layout)) {
      const pixels = await byBrowser(data, layout);
      if (pixels) return samplesOf(pixels, expected, layout);
    }
    const decoded =
      (await byBaseline(data, layout)) ??
      (await byFallback(data, expected, layout, rows, fallback));
    const colour = layout.photometric === PHOTOMETRIC.YCbCr && layout.blockSamples === 3;
    return colour ? yCbCrToRgb(decoded) : decoded;
  };
}

/**
 * Old-style JPEG: subsampled colours are repeated, as libtiff does for these files, where browsers
 * interpolate.
 */
export const decodeOldJpeg: Decode = async (data, _expected, layout, rows) => {
  const stream = layout.special.oldJpeg ?? data;
  checkFrame(stream, layout, rows);
  const decoded = (await import('./baseline-jpeg')).decodeBaselineJpeg(stream);
  return layout.blockSamples === 3 ? yCbCrPixelsToRgb(decoded, layout.special) : decoded;
};

/** Holds the process and the size in the stream against what can be read, before a decoder takes memory for it. */
function checkFrame(
  data: Uint8Array<ArrayBuffer>,
  { blockWidth, blockHeight, blockSamples, special: { jpegTables } }: Layout,
  rows: number,
) {
  const shared = jpegTables ? parseStream(jpegTables).segments : [];
  const [frame, ...others] = [...shared, ...parseStream(data).segments].filter(isFrame);
  if (!frame) throw new RangeError('The JPEG stream has no frame.');
  if (others.length > 0) throw new RangeError('The JPEG stream has more than one frame.');
  const unread = unreadProcess(frame);
  if (unread) throw new UnreadVariant(unread);
  const { width, height, components } = sizeOf(frame);
  const fits = width === blockWidth && (height === 0 || height >= rows) && height <= blockHeight;
  if (!fits || components !== blockSamples)
    throw new RangeError('The JPEG stream is not of the block’s size.');
}

/**
 * By the geotiff package, which takes memory for every frame that it meets, of whatever size, also in the midst of
 * damage: only where no byte pair after the one that was looked at could be one.
 */
function byFallback(
  data: Uint8Array<ArrayBuffer>,
  expected: number,
  layout: Layout,
  rows: number,
  fallback: Decode,
) {
  const { jpegTables } = layout.special;
  const { scan } = parseStream(data);
  // In the segments one was found; they are gone through anew where no scan was.
  const frames = scan ? countFrames(scan) : countFrames(data) - 1;
  if (frames !== 0 || (jpegTables && countFrames(jpegTables) > 0))
    throw new RangeError('The JPEG stream has more than one frame.');
  return fallback(data, expected, layout, rows);
}

/** Byte pairs that begin a frame of Huffman codes (T.81, table B.1), wherever they stand. */
function countFrames(data: Uint8Array): number {
  let frames = 0;
  for (let at = data.indexOf(0xff); at >= 0; at = data.indexOf(0xff, at + 1)) {
    const next = data[at + 1] ?? 0;
    if (next >= 0xc0 && next <= 0xc2) frames++;
  }
  return frames;
}

/** Components as they are stored, for which browsers know no way; null where the stream is no baseline one. */
async function byBaseline(data: Uint8Array<ArrayBuffer>, layout: Layout) {
  if (layout.bits !== 8 || layout.blockSamples === 3) return null;
  const { decodeBaselineJpeg } = await import('./baseline-jpeg');
  try {
    return decodeBaselineJpeg(wholeStream(data, layout));
  } catch (error) {
    if (error instanceof RangeError) return null;
    throw error;
  }
}

function canUseBrowser({ blockSamples, bits }: Layout): boolean {
  return (
    bits === 8 &&
    (blockSamples === 1 || blockSamples === 3) &&
    typeof createImageBitmap === 'function' &&
    typeof OffscreenCanvas === 'function'
  );
}

/** Null where the browser refuses the stream or gives another size than the block's. */
async function byBrowser(
  data: Uint8Array<ArrayBuffer>,
  layout: Layout,
): Promise<BitmapPixels | null> {
  let bitmap: ImageBitmap;
  try {
    bitmap = await createImageBitmap(
      new Blob([wholeStream(data, layout)], { type: 'image/jpeg' }),
      {
        colorSpaceConversion: 'none',
      },
    );
  } catch (error) {
    if (error instanceof DOMException) return null;
    throw error;
  }
  try {
    if (bitmap.width !== layout.blockWidth || bitmap.height > layout.blockHeight) return null;
    return await pixelsOf(bitmap);
  } finally {
    bitmap.close();
  }
}

/** The abbreviated stream of a block with its shared tables, and a note that says what its colours are. */
function wholeStream(
  data: Uint8Array<ArrayBuffer>,
  { special: { jpegTables }, blockSamples, photometric }: Layout,
): Uint8Array<ArrayBuffer> {
  const tables = jpegTables ? parseStream(jpegTables).segments : [];
  const { segments, scan } = parseStream(data);
  const own = [...tables, ...segments].filter((s) => !isNote(s));
  const note = blockSamples === 3 ? [adobeNote(photometric === PHOTOMETRIC.YCbCr)] : [];
  return joinStream([...note, ...own], scan ? [scan] : []);
}

function samplesOf({ data, order }: BitmapPixels, expected: number, { blockSamples }: Layout) {
  const pixels = Math.min(data.length / 4, expected / blockSamples);
  const out = new Uint8Array(pixels * blockSamples);
  const [red, green, blue] = order;
  if (blockSamples === 3) {
    for (let i = 0, from = 0, to = 0; i < pixels; i++, from += 4, to += 3) {
      out[to] = data[from + red] as number;
      out[to + 1] = data[from + green] as number;
      out[to + 2] = data[from + blue] as number;
    }
  } else for (let i = 0; i < pixels; i++) out[i] = data[i * 4] as number;
  return out;
}

/** Full-range BT.601, as JFIF and TIFF 6.0 section 21 have it; in place. */
function yCbCrToRgb(data: Uint8Array<ArrayBuffer>): Uint8Array<ArrayBuffer> {
  const rgb = new Uint8ClampedArray(3);
  for (let i = 0; i + 2 < data.length; i += 3) {
    const y = data[i] as number;
    const cb = (data[i + 1] as number) - 128;
    const cr = (data[i + 2] as number) - 128;
    rgb[0] = y + 1.402 * cr;
    rgb[1] = y - 0.344136 * cb - 0.714136 * cr;
    rgb[2] = y + 1.772 * cb;
    data[i] = rgb[0] as number;
    data[i + 1] = rgb[1] as number;
    data[i + 2] = rgb[2] as number;
  }
  return data;
}
