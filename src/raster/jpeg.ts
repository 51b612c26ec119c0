/**
 * JPEG blocks (TIFF technical note 2): by the browser's own decoder, which is several times faster than
 * JavaScript and interpolates colour as libjpeg does; by the geotiff package's where there is none.
 */
import type { Decode, Layout } from './layout-types';
import { PHOTOMETRIC } from './tags';

/** Makes the decoder out of the one for where there is no browser. Both give red, green and blue for YCbCr. */
export function jpegDecoder(fallback: Decode): Decode {
  return async (data, expected, layout, rows) => {
    if (canUseBrowser(layout)) {
      const pixels = await byBrowser(data, layout);
      if (pixels) return samplesOf(pixels, expected, layout);
    }
    const decoded = await fallback(data, expected, layout, rows);
    const colour = layout.photometric === PHOTOMETRIC.YCbCr && layout.blockSamples === 3;
    return colour ? yCbCrToRgb(decoded) : decoded;
  };
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
async function byBrowser(data: Uint8Array<ArrayBuffer>, layout: Layout): Promise<ImageData | null> {
  let bitmap: ImageBitmap;
  try {
    bitmap = await createImageBitmap(new Blob(wholeStream(data, layout), { type: 'image/jpeg' }), {
      colorSpaceConversion: 'none',
    });
  } catch (error) {
    if (error instanceof DOMException) return null;
    throw error;
  }
  const { width, height } = bitmap;
  const context = new OffscreenCanvas(width, height).getContext('2d', { willReadFrequently: true });
  context?.drawImage(bitmap, 0, 0);
  bitmap.close();
  if (width !== layout.blockWidth || height > layout.blockHeight) return null;
  return context?.getImageData(0, 0, width, height) ?? null;
}

/**
 * The abbreviated stream of a block with its shared tables, and an Adobe marker that says whether the
 * colours are YCbCr: without one, decoders guess.
 */
function wholeStream(
  data: Uint8Array<ArrayBuffer>,
  { special: { jpegTables }, blockSamples, photometric }: Layout,
): Uint8Array<ArrayBuffer>[] {
  const transform = photometric === PHOTOMETRIC.YCbCr ? 1 : 0;
  const adobe = [0xff, 0xee, 0, 14, 0x41, 0x64, 0x6f, 0x62, 0x65, 0, 100, 0, 0, 0, 0, transform];
  return [
    Uint8Array.of(0xff, 0xd8),
    Uint8Array.from(blockSamples === 3 ? adobe : []),
    jpegTables?.slice(2, -2) ?? new Uint8Array(0),
    data.subarray(2),
  ];
}

function samplesOf({ data }: ImageData, expected: number, { blockSamples }: Layout) {
  const pixels = Math.min(data.length / 4, expected / blockSamples);
  const out = new Uint8Array(pixels * blockSamples);
  for (let i = 0, to = 0; i < pixels; i++) {
    for (let c = 0; c < blockSamples; c++) out[to++] = data[i * 4 + c] as number;
  }
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
