/** Chips at the lower right corner of a picture with odd sides, whose coarser levels are made here. */
import { expect, it, vi } from 'vitest';
import { FrameId, ProjectId, SiteId } from '../../../src/domain/model/ids';
import type { Radians } from '../../../src/domain/model/units';
import { paintChip } from '../../../src/map/chips/chip';
import type { FrameRaster } from '../../../src/raster/types';
import { openBytes, writeTiff } from '../raster/support';
import { sampleFrame } from '../store/sample-frame';

// Node has none; no more of it is needed than its bytes.
vi.stubGlobal(
  'ImageData',
  class {
    readonly data: Uint8ClampedArray;
    constructor(
      readonly width: number,
      readonly height: number,
    ) {
      this.data = new Uint8ClampedArray(width * height * 4);
    }
  },
);

/** Both leave 1 over when they are halved again and again: the last pixel of a level is of one alone. */
const [WIDTH, HEIGHT] = [2049, 1537];
const [INSIDE, LAST_COLUMN, LAST_ROW] = [100, 200, 40];

function valueAt(x: number, y: number): number {
  if (y === HEIGHT - 1) return LAST_ROW;
  return x === WIDTH - 1 ? LAST_COLUMN : INSIDE;
}

it('the last column and row of a level stand where they are in the picture, and nothing beyond', async () => {
  const data = Uint8Array.from({ length: WIDTH * HEIGHT }, (_, i) =>
    valueAt(i % WIDTH, Math.floor(i / WIDTH)),
  );
  const picture = await openBytes(writeTiff({ width: WIDTH, height: HEIGHT, data }));
  const { levels, floating, bands } = picture;
  expect(levels.map(({ width }) => width)).toEqual([2049, 1025, 513]);
  const readTile = (level: number, column: number, row: number) =>
    picture.readTile(level, column, row);
  const raster = { levels, storedLevels: 1, floating, bands, readTile } as unknown as FrameRaster;
  const ids = { id: FrameId.parse('frm_1'), projectId: ProjectId.parse('prj_1') };
  const sample = sampleFrame({ ...ids, siteId: SiteId.parse('sit_1') });
  const frame = {
    ...sample,
    raster: { ...sample.raster, width: WIDTH, height: HEIGHT, bands: 1 },
    stretch: { ...sample.stretch, bands: [0] as [number] },
  };
  // A pixel of the chip is 8 of the picture, two samples of a level whose pixels are 4: the middle of its
  // four is the corner of the level's last pixel.
  const chip = { step: 8, right: 0 as Radians, width: 4, height: 4 };
  const at = (x: number, y: number) => ({ ...chip, center: [x, y] as const });
  const { signal } = new AbortController();
  const right = await paintChip(raster, frame, at(2048, 800), signal);
  const across = (image: ImageData, row: number) =>
    [0, 1, 2, 3].map((x) => image.data[(row * 4 + x) * 4 + 3] && image.data[(row * 4 + x) * 4]);
  // 2032 … 2040 … 2048 | 2048 … 2056: its first half is the last column's, its second half is empty.
  expect(across(right, 1)).toEqual([INSIDE, INSIDE, LAST_COLUMN, 0]);
  const low = await paintChip(raster, frame, at(800, 1536), signal);
  expect([0, 1, 2, 3].map((row) => across(low, row)[0])).toEqual([INSIDE, INSIDE, LAST_ROW, 0]);
});
