import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import type { LonLat, PixelXY } from '../../../src/domain/model/units';
import { PointerReadout } from '../../../src/map/pointer-readout';
import type { FrameRaster } from '../../../src/raster/types';
import { createReadout } from '../../../src/store/session';

const pixel = (x: number, y: number): PixelXY => [x, y];
const PLACE: LonLat = [130.3, 42.2];

/** Only samples are asked of the picture. */
function pictureOf(samples: readonly number[], asked: PixelXY[]): FrameRaster {
  const raster: Pick<FrameRaster, 'samplesAt'> = {
    samplesAt: async (at) => {
      asked.push(at);
      return samples;
    },
  };
  return raster as FrameRaster;
}

function pointed() {
  const readout = createReadout();
  const shown: { raster: FrameRaster | null } = { raster: null };
  const errors: unknown[] = [];
  const pointer = new PointerReadout(
    readout,
    () => ({ raster: shown.raster, lonLatAt: () => PLACE }),
    (error) => errors.push(error),
  );
  const samples = () => readout.getState().pointer?.samples;
  return { pointer, shown, samples, errors };
}

beforeEach(() => {
  vi.stubGlobal('requestAnimationFrame', (show: () => void) => Number(setTimeout(show, 0)));
  vi.stubGlobal('cancelAnimationFrame', (request: number) => clearTimeout(request));
});
afterEach(() => vi.unstubAllGlobals());

test('a pointer that rests while the picture is being opened gets its samples when it has come', async () => {
  const { pointer, shown, samples } = pointed();
  const asked: PixelXY[] = [];
  pointer.move(pixel(37.5, 26.5));
  await vi.waitFor(() => expect(samples()).toBeNull());
  shown.raster = pictureOf([1, 2, 3], asked);
  pointer.pictureCame();
  await vi.waitFor(() => expect(samples()).toEqual([1, 2, 3]));
  expect(asked).toEqual([pixel(37.5, 26.5)]);
});

test('a move within the same pixel asks the picture that has come, but no picture twice', async () => {
  const { pointer, shown, samples } = pointed();
  const asked: PixelXY[] = [];
  pointer.move(pixel(37.5, 26.5));
  await vi.waitFor(() => expect(samples()).toBeNull());
  shown.raster = pictureOf([4], asked);
  pointer.move(pixel(37.7, 26.5));
  await vi.waitFor(() => expect(samples()).toEqual([4]));
  pointer.move(pixel(37.9, 26.1));
  await vi.waitFor(() => expect(pointer.last).toEqual(pixel(37.9, 26.1)));
  pointer.move(pixel(38.1, 26.1));
  await vi.waitFor(() => expect(asked).toHaveLength(2));
  expect(samples()).toEqual([4]);
});

test('a pointer that has left is not read again when a picture comes', async () => {
  const { pointer, shown, samples } = pointed();
  const asked: PixelXY[] = [];
  pointer.move(pixel(1, 1));
  await vi.waitFor(() => expect(samples()).toBeNull());
  pointer.leave();
  shown.raster = pictureOf([5], asked);
  pointer.pictureCame();
  await new Promise((resolve) => setTimeout(resolve, 5));
  expect(asked).toEqual([]);
});
