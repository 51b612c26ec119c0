/** What is left of a frame laid by eye, against pictures whose true place is exact by how they were made. */
import { describe, expect, it } from 'vitest';
import type { PlaneShift } from '../../../src/domain/geo/plane-shift';
import type { Georef } from '../../../src/domain/model/frame';
import { openImage } from '../../../src/raster/pictures/image';
import { makeCaches } from '../../../src/raster/pictures/picture';
import type { AlignFrame } from '../../../src/workers/align-task';
import type { TaskContext } from '../../../src/workers/analysis-context';
import { residual } from '../../../src/workers/residual-task';
import { frameOf } from '../edits/records';
import { writeTiff } from '../raster/support';
import { coarsened, finePort, planeOf, randomOf } from '../registration/support';

const SIZE = 320;
const MARGIN = 40;
const FINE = finePort(4 * SIZE + 2 * MARGIN, 1);
const PORT = coarsened(FINE, MARGIN, MARGIN, SIZE).values;
/** What lies in it lies 1.5 pixels farther right and 2.25 farther up than in the other. */
const MOVED = coarsened(FINE, MARGIN - 6, MARGIN + 9, SIZE).values;
const TRUTH = [-1.5, 2.25] as const;
const random = randomOf(9);
const NOISE = planeOf(
  SIZE,
  SIZE,
  PORT.map(() => 255 * random()),
).values;

const blobs = new Map<string, Blob>(
  Object.entries({ PORT, MOVED, NOISE }).map(([name, values]) => {
    const data = Uint8Array.from(values, (value) => Math.min(255, Math.max(0, Math.round(value))));
    return [name, new Blob([writeTiff({ width: SIZE, height: SIZE, data })])];
  }),
);

const context: TaskContext = {
  signal: new AbortController().signal,
  open: async ({ key }) => {
    const blob = blobs.get(key);
    if (!blob) throw new Error(`There is no ${key}.`);
    return openImage({ kind: 'blob', blob, name: `${key}.tif` }, makeCaches());
  },
  checkpoint: async () => undefined,
};

const PLACED = { ...(frameOf('frm_own', 's').georef as Georef) };

function sideOf(key: string, georef: Georef | null): AlignFrame {
  return {
    picture: { key, source: { kind: 'blob', blob: new Blob(), name: key } },
    frame: { georef, pixelAspect: 1, resolutionM: 0.5, raster: { width: SIZE, height: SIZE } },
    signal: 'optical',
  };
}

const shiftBy = (u: number, v: number): PlaneShift => ({ shift: [u, v], rotation: 0, scale: 1 });

const left = (key: string, by: PlaneShift, georef: Georef | null = PLACED) =>
  residual({ reference: sideOf('PORT', georef), moving: sideOf(key, georef), by }, context);

describe('what is left of a frame that was laid by eye', { timeout: 60_000 }, () => {
  it.each([
    { where: 'on the ground', georef: PLACED },
    { where: 'pixel on pixel', georef: null },
  ])('is how far it lies off the truth, $where', async ({ georef }) => {
    for (const [offU, offV] of [
      [0, 0],
      [0.6, -0.5],
      [-3, 4],
    ] as const) {
      const found = await left('MOVED', shiftBy(TRUTH[0] + offU, TRUTH[1] + offV), georef);
      expect(Math.abs((found?.residualPx ?? 99) - Math.hypot(offU, offV))).toBeLessThan(0.2);
      const used = found?.checks.filter((check) => check.used) ?? [];
      expect(used.length).toBeGreaterThan(5);
      for (const { residual: still } of used) {
        expect(still[0]).toBeCloseTo(offU, 0);
        expect(still[1]).toBeCloseTo(offV, 0);
      }
    }
  });

  it('grows from the middle where it is a turn that is left', async () => {
    const found = await left('MOVED', { ...shiftBy(...TRUTH), rotation: 0.01 });
    // Of the windows' middles the outermost lie about 130 · √2 pixels away: 1.8 pixels.
    expect(found?.residualPx).toBeGreaterThan(1);
    expect(found?.residualPx).toBeLessThan(2);
  });

  it('is not measured where the pictures have nothing in common, or no ground', async () => {
    expect(await left('NOISE', shiftBy(0, 0))).toBeNull();
    expect(await left('MOVED', shiftBy(4 * SIZE, 0))).toBeNull();
  });
});
