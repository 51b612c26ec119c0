/** The pixels of an opaque picture that the browser has decoded. */

export type BitmapPixels = {
  /** Four bytes a pixel, row by row without gaps. */
  readonly data: Uint8Array | Uint8ClampedArray;
  /** Places of red, green and blue among the four. */
  readonly order: readonly [red: number, green: number, blue: number];
};

/** Places of red, green and blue in the formats that frames of opaque bitmaps have (WebCodecs, 9.4). */
const ORDERS: Partial<Record<VideoPixelFormat, BitmapPixels['order']>> = {
  RGBA: [0, 1, 2],
  RGBX: [0, 1, 2],
  BGRA: [2, 1, 0],
  BGRX: [2, 1, 0],
};

/** Null where the browser gives none. */
export async function pixelsOf(bitmap: ImageBitmap): Promise<BitmapPixels | null> {
  return (await byFrame(bitmap)) ?? byCanvas(bitmap);
}

/**
 * As they lie in memory: where graphics are done in software, a worker's canvas waits for the page until that is
 * idle, which for a first picture is as long as its decoding or longer.
 */
async function byFrame(bitmap: ImageBitmap): Promise<BitmapPixels | null> {
  if (typeof VideoFrame !== 'function') return null;
  let frame: VideoFrame | null = null;
  try {
    // Refuses pictures that are wider than any film.
    frame = new VideoFrame(bitmap, { timestamp: 0 });
    const order = frame.format && ORDERS[frame.format];
    const { width, height } = bitmap;
    if (!order || frame.allocationSize() !== width * height * 4) return null;
    const data = new Uint8Array(width * height * 4);
    const [plane] = await frame.copyTo(data);
    return plane?.offset === 0 && plane.stride === width * 4 ? { data, order } : null;
  } catch (error) {
    if (error instanceof DOMException) return null;
    throw error;
  } finally {
    frame?.close();
  }
}

function byCanvas(bitmap: ImageBitmap): BitmapPixels | null {
  const { width, height } = bitmap;
  const context = new OffscreenCanvas(width, height).getContext('2d', { willReadFrequently: true });
  context?.drawImage(bitmap, 0, 0);
  const data = context?.getImageData(0, 0, width, height).data;
  return data ? { data, order: [0, 1, 2] } : null;
}
