/** Values along a line and at a point, where pictures are odd: cut last columns, bands without names of their own. */
import 'fake-indexeddb/auto';
import { expect, it } from 'vitest';
import { readProfile } from '../../../src/commands/display/profile';
import { setProvisionalSource } from '../../../src/commands/frames/frame-imagery';
import type { PixelXY } from '../../../src/domain/model/units';
import type { FrameRaster } from '../../../src/raster/types';
import { openBytes, writeTiff } from '../raster/support';
import { openWithFrame, testServices } from './support';

/** Leaves 1 over when it is halved: the last pixel of the next level is of one column alone. */
const WIDTH = 2049;
const HEIGHT = 65;
const [INSIDE, LAST_COLUMN] = [100, 200];

it('stand where they are in the picture up to its last column', async () => {
  const data = Uint8Array.from({ length: WIDTH * HEIGHT }, (_, i) =>
    i % WIDTH === WIDTH - 1 ? LAST_COLUMN : INSIDE,
  );
  const picture = await openBytes(writeTiff({ width: WIDTH, height: HEIGHT, data }));
  const raster = {
    levels: picture.levels,
    storedLevels: 1,
    bands: picture.bands,
    readTile: (level: number, column: number, row: number) => picture.readTile(level, column, row),
    onClosed: () => undefined,
    close: () => undefined,
  } as unknown as FrameRaster;
  const services = testServices({ open: async () => raster });
  const { frame } = await openWithFrame(services);
  setProvisionalSource(frame.id, { kind: 'blob', blob: new Blob(), name: frame.file.name });
  const along = (from: number, to: number) => {
    const [start, end] = [[from, 20.5] as unknown as PixelXY, [to, 20.5] as unknown as PixelXY];
    const probe = { frameId: frame.id, from: start, to: end };
    return readProfile(services, frame, probe, new AbortController().signal);
  };
  const fine = await along(1048.5, 2048.5);
  expect(fine.scale).toBe(1);
  const rough = [await along(-900, 2047.9), await along(-900, 2048.5)];
  for (const { scale } of rough) expect(scale).toBeGreaterThan(1.9);
  for (const { points } of [fine, ...rough]) {
    for (const { pixel, values } of points) {
      const [x] = pixel;
      const wanted = x < 0 ? null : [x < WIDTH - 1 ? INSIDE : LAST_COLUMN];
      expect(values, `column ${x}`).toEqual(wanted);
    }
  }
});

it('tell bands of one name apart, and keep one that holds nothing', async () => {
  const samplesAt = async () => [7, Number.NaN, 9];
  const raster = { samplesAt, onClosed: () => undefined } as unknown as FrameRaster;
  const services = testServices({ open: async () => raster });
  const { frame } = await openWithFrame(services);
  setProvisionalSource(frame.id, { kind: 'blob', blob: new Blob(), name: frame.file.name });
  const named = {
    ...frame,
    raster: { ...frame.raster, bands: 3, alphaBand: null, bandNames: ['Gray', 'Gray', 'nir'] },
  };
  const at = [3.5, 4.5] as unknown as PixelXY;
  const probe = { frameId: frame.id, from: at, to: at };
  const profile = await readProfile(services, named, probe, new AbortController().signal);
  expect(profile.names).toEqual(['1 Gray', '2 Gray', 'nir']);
  expect(profile.points[0]?.values).toEqual([7, Number.NaN, 9]);
});
