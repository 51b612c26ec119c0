/**
 * What is seen of known samples: pixels of the screen against the formula, worked out here anew, for each
 * preset; that choices are recorded, undone and quoted in exports; and that 16 bits are not banded.
 */
import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { describe, expect } from 'vitest';
import { writeTiff } from '../unit/raster/support';
import { pressKeys, waitSaved } from './support/app';
import { drawUpright, exportBoxes, table } from './support/desk';
import type { PixelPoint } from './support/map-view';
import { openPicture as open, panel, type Rgb, seen } from './support/picture-view';
import { test } from './support/test';

type Look = {
  readonly bands: readonly number[];
  readonly lo: readonly number[];
  readonly hi: readonly number[];
  readonly gamma: number;
  readonly index: string | null;
  readonly invert: boolean;
};
type StoredFrame = { readonly stretch: Look };

const folder = mkdtempSync(join(tmpdir(), 'display-'));
const PATCH = 64;

/** Blue, green, red and near infrared of 16 patches, as four-band bundles are delivered. */
function samplesOf(column: number, row: number): readonly [number, number, number, number] {
  return [200 + 150 * column, 300 + 120 * row, 250 + 90 * (column + row), 900 - 180 * column];
}

function bits16(samples: number) {
  return [258, 3, Array.from({ length: samples }, () => 16)] as const;
}

function patches(): string {
  const side = 4 * PATCH;
  const data = new Uint16Array(side * side * 4);
  for (let i = 0; i < side * side; i += 1) {
    const [x, y] = [i % side, Math.floor(i / side)];
    data.set(samplesOf(Math.floor(x / PATCH), Math.floor(y / PATCH)), i * 4);
  }
  const fields = [bits16(4), [262, 3, [1]]] as const;
  return write('patches.tif', { width: side, height: side, samples: 4, data, fields });
}

/** 4096 values that differ by one, near the top of 16 bits. */
function ramp(): string {
  const data = Uint16Array.from({ length: 256 * 16 }, (_, i) => 40_000 + i);
  return write('ramp.tif', { width: 256, height: 16, data, fields: [bits16(1)] });
}

function write(
  name: string,
  {
    data,
    ...plain
  }: Omit<Parameters<typeof writeTiff>[0], 'data'> & { readonly data: Uint16Array },
): string {
  const path = join(folder, name);
  writeFileSync(path, writeTiff({ ...plain, data: new Uint8Array(data.buffer.slice(0)) }));
  return path;
}

async function choose(page: Page, preset: string): Promise<Look> {
  await panel(page).getByRole('radio', { name: preset, exact: true }).click();
  await page.waitForTimeout(600);
  return stored(page);
}

async function stored(page: Page): Promise<Look> {
  await waitSaved(page);
  const [frame] = await table<StoredFrame>(page, 'frames');
  if (!frame) throw new Error('No frame is stored.');
  return frame.stretch;
}

const COLUMNS = [0, 1, 2, 3];
const PLACES = COLUMNS.flatMap((row) => COLUMNS.map((column) => [column, row] as const));
const middles = PLACES.map(([c, r]): PixelPoint => [(c + 0.5) * PATCH, (r + 0.5) * PATCH]);

/** 0…255 of a number between bounds. */
function level(look: Look, channel: number, value: number): number {
  const [lo = 0, hi = 1] = [look.lo[channel], look.hi[channel]];
  const part = Math.min(1, Math.max(0, (value - lo) / (hi - lo))) ** (1 / look.gamma);
  return 255 * (look.invert ? 1 - part : part);
}

function expectSeen(colours: readonly Rgb[], wanted: readonly (readonly number[])[]): void {
  for (const [i, colour] of colours.entries()) {
    for (const [c, part] of colour.entries()) {
      const difference = Math.abs(part - (wanted[i]?.[c] ?? Number.NaN));
      expect(difference, `patch ${i}, ${colour} for ${wanted[i]}`).toBeLessThanOrEqual(2);
    }
  }
}

function wantedOf(look: Look): number[][] {
  return PLACES.map(([column, row]) => {
    const samples = samplesOf(column, row);
    const values = look.bands.map((band) => samples[band] ?? Number.NaN);
    const [a = 0, b = 0] = values;
    if (values.length === 2) return [(a - b) / (a + b)];
    if (values.length === 1) return Array.from({ length: 3 }, () => level(look, 0, a));
    return values.map((value, channel) => level(look, channel, value));
  });
}

describe('display', () => {
  test('shows what the formula says for every preset, and undo brings back each', async ({
    page,
    appUrl,
  }) => {
    const toScreen = await open(page, appUrl, patches());
    await pressKeys(page, 'd');
    await panel(page).waitFor();
    const first = await stored(page);
    expect(first.bands).toEqual([2, 1, 0]);
    expectSeen(await seen(page, toScreen, middles), wantedOf(first));

    const nir = await choose(page, 'False colour');
    expect(nir.bands).toEqual([3, 2, 1]);
    expectSeen(await seen(page, toScreen, middles), wantedOf(nir));

    const grey = await choose(page, 'Grey');
    expect(grey.bands).toEqual([3]);
    expectSeen(await seen(page, toScreen, middles), wantedOf(grey));

    const ndvi = await choose(page, 'NDVI');
    expect(ndvi).toMatchObject({ bands: [3, 2], index: 'ndvi', lo: [-0.8], hi: [0.8] });
    await panel(page).getByLabel('Colours').selectOption('Grey');
    await waitSaved(page);
    const indices = wantedOf(ndvi).map(([value = 0]) => level(ndvi, 0, value));
    expectSeen(
      await seen(page, toScreen, middles),
      indices.map((part) => [part, part, part]),
    );

    // Grey instead of two-sided, NDVI, Grey, False colour: four edits.
    for (let i = 0; i < 4; i += 1) await pressKeys(page, 'Control+z');
    await expect.poll(() => stored(page)).toEqual(first);
    expectSeen(await seen(page, toScreen, middles), wantedOf(first));
  });

  test('follows sliders while they move, and records one change for each', async ({
    page,
    appUrl,
  }) => {
    const toScreen = await open(page, appUrl, patches());
    await pressKeys(page, 'd');
    await choose(page, 'Grey');
    const gamma = panel(page).getByRole('textbox', { name: 'Gamma, typed' });
    await gamma.fill('2');
    await gamma.press('Enter');
    await panel(page).getByRole('checkbox', { name: 'Invert' }).check();
    const look = await stored(page);
    expect(look).toMatchObject({ gamma: 2, invert: true });
    expectSeen(await seen(page, toScreen, middles), wantedOf(look));

    const black = panel(page).getByRole('slider', { name: /black point/ });
    const box = await black.boundingBox();
    if (!box) throw new Error('There is no handle.');
    const from = { x: box.x + box.width / 2, y: box.y + box.height / 2 };
    await page.mouse.move(from.x, from.y);
    await page.mouse.down();
    await page.mouse.move(from.x + 30, from.y, { steps: 4 });
    expect(await stored(page)).toEqual(look);
    await page.mouse.up();
    const dragged = await stored(page);
    expect(dragged.lo[0]).toBeGreaterThan((look.lo[0] ?? 0) + 10);
    expect(dragged).toMatchObject({ method: 'manual', hi: look.hi });
    expectSeen(await seen(page, toScreen, middles), wantedOf(dragged));
    await pressKeys(page, 'Control+z');
    await expect.poll(() => stored(page)).toEqual(look);

    // Escape gives the handle back, whatever the hand does after.
    await page.mouse.move(from.x, from.y);
    await page.mouse.down();
    await page.mouse.move(from.x + 30, from.y, { steps: 4 });
    await page.keyboard.press('Escape');
    await page.mouse.move(from.x + 60, from.y, { steps: 4 });
    await page.mouse.up();
    expectSeen(await seen(page, toScreen, middles), wantedOf(look));
    expect(await stored(page)).toEqual(look);
  });

  test('is quoted in exports', async ({ page, appUrl }) => {
    await open(page, appUrl, patches());
    await pressKeys(page, 'd');
    const ndwi = await choose(page, 'NDWI');
    await pressKeys(page, 'd');
    await drawUpright(page, [40, 40], [120, 90]);
    const { quaymark } = await exportBoxes(page);
    expect(quaymark.frames).toMatchObject([{ stretch: { ...ndwi, index: 'ndwi' } }]);
  });

  test('keeps 16 bits apart where a narrow stretch asks for them', async ({ page, appUrl }) => {
    const toScreen = await open(page, appUrl, ramp());
    const every = Array.from(
      { length: 256 * 16 },
      (_, i): PixelPoint => [(i % 256) + 0.5, Math.floor(i / 256) + 0.5],
    );
    const greys = new Set((await seen(page, toScreen, every)).map(([red]) => red));
    expect(greys.size).toBeGreaterThan(200);
  });
});
