/** Pixels of a decoded picture, read without a canvas where the browser can. */
import { afterEach, expect, it, vi } from 'vitest';
import { pixelsOf } from '../../../src/raster/codecs/bitmap-pixels';

afterEach(() => vi.unstubAllGlobals());

const BITMAP = { width: 2, height: 1 } as ImageBitmap;

/** A browser whose frames are of this format and have lines of this many bytes; its canvas gives 1 to 8. */
function browser(format: string | null, stride = 8) {
  const closed = vi.fn();
  class Frame {
    format = format;
    close = closed;
    allocationSize = () => stride;
    copyTo = async (to: Uint8Array) => {
      if (to.length < stride) throw new TypeError('It does not fit.');
      to.set([10, 20, 30, 255, 40, 50, 60, 255].slice(0, to.length));
      return [{ offset: 0, stride }];
    };
    constructor() {
      if (format === 'too wide') throw new DOMException('It is too wide.', 'NotSupportedError');
    }
  }
  class Canvas {
    getContext = () => ({
      drawImage: () => undefined,
      getImageData: () => ({ data: Uint8ClampedArray.of(1, 2, 3, 4, 5, 6, 7, 8) }),
    });
  }
  vi.stubGlobal('VideoFrame', Frame);
  vi.stubGlobal('OffscreenCanvas', Canvas);
  return closed;
}

/** Red, green and blue of the two pixels. */
async function coloursOf(bitmap: ImageBitmap): Promise<readonly number[]> {
  const pixels = await pixelsOf(bitmap);
  if (!pixels) throw new Error('There are no pixels.');
  return [0, 4].flatMap((at) => pixels.order.map((place) => pixels.data[at + place] ?? -1));
}

it.each(['RGBA', 'RGBX'])('red comes first in frames of %s', async (format) => {
  const closed = browser(format);
  expect(await coloursOf(BITMAP)).toEqual([10, 20, 30, 40, 50, 60]);
  expect(closed).toHaveBeenCalledOnce();
});

it.each(['BGRA', 'BGRX'])('and last in those of %s', async (format) => {
  browser(format);
  expect(await coloursOf(BITMAP)).toEqual([30, 20, 10, 60, 50, 40]);
});

it.each([
  ['frames of another kind', 'I420', 8],
  ['frames of a kind that is not told', null, 8],
  ['lines with gaps', 'RGBA', 16],
  ['a picture that is too large for a frame', 'too wide', 8],
])('a canvas gives what can be had of no frame: %s', async (_, format, stride) => {
  browser(format, stride);
  expect(await coloursOf(BITMAP)).toEqual([1, 2, 3, 5, 6, 7]);
});
