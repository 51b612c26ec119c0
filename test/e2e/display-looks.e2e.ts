/**
 * What is seen of known samples by looks that are worked out here by other means: water index, a ramp by
 * the browser's own OKLCH colours, decibels, saturation, bounds of the view, and a look that is copied.
 */
import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { describe, expect } from 'vitest';
import { type Field, writeTiff } from '../unit/raster/support';
import { dropFiles, pressKeys, waitSaved } from './support/app';
import { table } from './support/desk';
import { goTo, mapArea, type PixelPoint } from './support/map-view';
import { openPicture, panel, type Rgb, seen } from './support/picture-view';
import { test } from './support/test';

type Look = {
  readonly bands: readonly number[];
  readonly lo: readonly number[];
  readonly hi: readonly number[];
  readonly gamma: number;
  readonly ramp: string;
  readonly decibel: boolean;
  readonly saturation: number;
  readonly extent: string;
};
type StoredFrame = { readonly id: string; readonly title: string; readonly stretch: Look };

const folder = mkdtempSync(join(tmpdir(), 'looks-'));
const SIDE = 256;
const COLUMNS = 8;
const WIDTH = SIDE / COLUMNS;
const middles = Array.from(
  { length: COLUMNS },
  (_, column): PixelPoint => [(column + 0.5) * WIDTH, SIDE / 2],
);

/** Blue, green, red, near infrared of each column. */
const COLOURS = Array.from({ length: COLUMNS }, (_, column) => [
  300 + 90 * column,
  900 - 70 * column,
  250 + 40 * column,
  200 + 160 * column,
]);
/** Amplitudes from −20 to 15 dB. */
const AMPLITUDES = Array.from({ length: COLUMNS }, (_, column) => 10 ** ((column * 5 - 20) / 20));

function write(name: string, samples: number, format: 'u16' | 'f32', values: readonly number[][]) {
  const Type = format === 'u16' ? Uint16Array : Float32Array;
  const data = new Type(SIDE * SIDE * samples);
  for (let i = 0; i < SIDE * SIDE; i += 1) {
    data.set(values[Math.floor((i % SIDE) / WIDTH)] ?? [], i * samples);
  }
  const bits = Array.from({ length: samples }, () => Type.BYTES_PER_ELEMENT * 8);
  const fields: Field[] = [
    [258, 3, bits],
    [262, 3, [1]],
    [339, 3, bits.map(() => (format === 'u16' ? 1 : 3))],
  ];
  const path = join(folder, name);
  const bytes = new Uint8Array(data.buffer);
  writeFileSync(path, writeTiff({ width: SIDE, height: SIDE, samples, data: bytes, fields }));
  return path;
}

const colours = () => write('colours.tif', 4, 'u16', COLOURS);
const radar = () =>
  write(
    'radar.tif',
    1,
    'f32',
    AMPLITUDES.map((value) => [value]),
  );

async function frames(page: Page): Promise<readonly StoredFrame[]> {
  await waitSaved(page);
  return table<StoredFrame>(page, 'frames');
}

async function look(page: Page): Promise<Look> {
  const [frame] = await frames(page);
  if (!frame) throw new Error('No frame is stored.');
  return frame.stretch;
}

async function choose(page: Page, preset: string, wanted: Partial<Look>): Promise<Look> {
  await panel(page).getByRole('radio', { name: preset, exact: true }).click();
  await expect.poll(() => look(page)).toMatchObject(wanted);
  return look(page);
}

async function type(page: Page, name: string, value: string): Promise<void> {
  const field = panel(page).getByRole('textbox', { name: `${name}, typed` });
  await field.fill(value);
  await field.press('Enter');
}

/** 0…1 of a number between bounds. */
function part({ gamma }: Pick<Look, 'gamma'>, value: number, lo = 0, hi = 1): number {
  return Math.min(1, Math.max(0, (value - lo) / (hi - lo))) ** (1 / gamma);
}

/** Colours that the browser itself makes of lightness, chroma and hue. */
function oklch(page: Page, wanted: readonly (readonly [number, number, number])[]): Promise<Rgb[]> {
  return page.evaluate((list) => {
    const context = new OffscreenCanvas(1, 1).getContext('2d', { willReadFrequently: true });
    return list.map(([lightness, chroma, hue]): [number, number, number] => {
      if (!context) throw new Error('There is no canvas.');
      context.fillStyle = `oklch(${lightness} ${chroma} ${hue})`;
      context.fillRect(0, 0, 1, 1);
      const { data } = context.getImageData(0, 0, 1, 1);
      return [data[0] ?? 0, data[1] ?? 0, data[2] ?? 0];
    });
  }, wanted);
}

function expectNear(found: readonly Rgb[], wanted: readonly (readonly number[])[], most = 2): void {
  for (const [i, colour] of found.entries()) {
    const apart = colour.map((value, c) => Math.abs(value - (wanted[i]?.[c] ?? Number.NaN)));
    const what = `column ${i}: ${colour} for ${wanted[i]?.map((value) => value.toFixed(1))}`;
    expect(Math.max(...apart), what).toBeLessThanOrEqual(most);
  }
}

const grey = (level: number) => [255 * level, 255 * level, 255 * level];

describe('looks', () => {
  test('the water index in grey, and in the colours of a ramp', async ({ page, appUrl }) => {
    const toScreen = await openPicture(page, appUrl, colours());
    await pressKeys(page, 'd');
    const ndwi = await choose(page, 'NDWI', { bands: [1, 3], lo: [-0.8], hi: [0.8] });
    const water = COLOURS.map(([, green = 0, , nir = 0]) => (green - nir) / (green + nir));
    const levels = water.map((index) => part(ndwi, index, -0.8, 0.8));
    await panel(page).getByLabel('Colours').selectOption('Grey');
    await expect.poll(() => look(page)).toMatchObject({ ramp: 'grey' });
    expectNear(await seen(page, toScreen, middles), levels.map(grey));
    await panel(page).getByRole('checkbox', { name: 'Invert' }).check();
    await waitSaved(page);
    expectNear(
      await seen(page, toScreen, middles),
      levels.map((level) => grey(1 - level)),
    );
    await panel(page).getByRole('checkbox', { name: 'Invert' }).uncheck();
    await panel(page).getByLabel('Colours').selectOption('Even steps');
    await expect.poll(() => look(page)).toMatchObject({ ramp: 'uniform' });
    // Lightness 0.22 to 0.92 and hue 295° to 105° in equal steps.
    const wanted = await oklch(
      page,
      levels.map((level) => {
        const chroma = 0.09 + 0.09 * Math.sin(Math.PI * level) ** 0.8;
        return [0.22 + 0.7 * level, chroma, 295 - 190 * level] as const;
      }),
    );
    expectNear(await seen(page, toScreen, middles), wanted, 4);
  });

  test('saturation about the luma of Rec. 709', async ({ page, appUrl }) => {
    const toScreen = await openPicture(page, appUrl, colours());
    await pressKeys(page, 'd');
    const { bands, lo, hi, gamma } = await look(page);
    expect(bands).toEqual([2, 1, 0]);
    const plain = COLOURS.map((samples) =>
      bands.map((band, c) => part({ gamma }, samples[band] ?? 0, lo[c], hi[c])),
    );
    for (const saturation of [0, 1.6]) {
      await type(page, 'Saturation', String(saturation));
      await expect.poll(() => look(page)).toMatchObject({ saturation });
      const wanted = plain.map((colour) => {
        const [red = 0, green = 0, blue = 0] = colour;
        const luma = 0.2126 * red + 0.7152 * green + 0.0722 * blue;
        return colour.map((value) => {
          return 255 * Math.min(1, Math.max(0, luma + saturation * (value - luma)));
        });
      });
      expectNear(await seen(page, toScreen, middles), wanted);
    }
  });

  test('gamma, then contrast about the middle, then brightness, then inverted', async ({
    page,
    appUrl,
  }) => {
    const toScreen = await openPicture(page, appUrl, colours());
    await pressKeys(page, 'd');
    const { bands, lo, hi } = await look(page);
    const wanted = { gamma: 1.7, brightness: -0.15, contrast: 1.4 };
    await type(page, 'Gamma', '1.7');
    await type(page, 'Brightness', '-0.15');
    await type(page, 'Contrast', '1.4');
    await expect.poll(() => look(page)).toMatchObject(wanted);
    const shown = COLOURS.map((samples) =>
      bands.map((band, c) => {
        const bright = part(wanted, samples[band] ?? 0, lo[c], hi[c]);
        return Math.min(1, Math.max(0, 0.5 + 1.4 * (bright - 0.5) - 0.15));
      }),
    );
    const levels = (of: (level: number) => number) =>
      shown.map((colour) => colour.map((level) => 255 * of(level)));
    expectNear(
      await seen(page, toScreen, middles),
      levels((level) => level),
    );
    await panel(page).getByRole('checkbox', { name: 'Invert' }).check();
    await waitSaved(page);
    expectNear(
      await seen(page, toScreen, middles),
      levels((level) => 1 - level),
    );
  });

  test('amplitudes in decibels, and bounds of what is in view', async ({ page, appUrl }) => {
    const toScreen = await openPicture(page, appUrl, radar());
    await pressKeys(page, 'd');
    await choose(page, 'Radar dB', { bands: [0], decibel: true });
    await panel(page).getByRole('button', { name: 'Min–max' }).click();
    await expect.poll(async () => (await look(page)).hi[0]).toBeCloseTo(10 ** (15 / 20), 4);
    const whole = await look(page);
    expect(20 * Math.log10(whole.lo[0] ?? 0)).toBeCloseTo(-20, 4);
    const levels = AMPLITUDES.map((_, column) => part(whole, column * 5 - 20, -20, 15));
    expectNear(await seen(page, toScreen, middles), levels.map(grey));

    await pressKeys(page, 'd');
    const near = await goTo(page, [3.5 * WIDTH, SIDE / 2], 14);
    const { x, width } = await mapArea(page);
    const columns = AMPLITUDES.flatMap((_, column) => {
      const [left, right] = [near([column * WIDTH, 0]).x, near([(column + 1) * WIDTH, 0]).x];
      return right > x && left < x + width ? [column] : [];
    });
    expect(columns.length).toBeLessThan(COLUMNS - 2);
    await pressKeys(page, 'd');
    await panel(page).getByRole('radio', { name: 'This view' }).click();
    await expect.poll(async () => (await look(page)).extent).toBe('view');
    const { lo, hi } = await look(page);
    expect(20 * Math.log10(lo[0] ?? 0)).toBeCloseTo(5 * (columns[0] ?? 0) - 20, 3);
    expect(20 * Math.log10(hi[0] ?? 0)).toBeCloseTo(5 * (columns.at(-1) ?? 0) - 20, 3);
  });

  test('copied to frames of the same kind, exactly', async ({ page, appUrl }) => {
    const other = write(
      'colours-later.tif',
      4,
      'u16',
      COLOURS.map((samples) => samples.map((value) => value + 25)),
    );
    const toScreen = await openPicture(page, appUrl, colours());
    await dropFiles(page, [other]);
    await expect.poll(async () => (await frames(page)).length).toBe(2);
    await pressKeys(page, 'd');
    await panel(page).getByRole('radio', { name: 'False colour', exact: true }).click();
    // At once, while the preset's bounds are still being computed: neither may undo the other.
    await type(page, 'Gamma', '1.5');
    const stretches = async () => (await frames(page)).map(({ stretch }) => stretch);
    await expect.poll(async () => (await stretches()).map(({ gamma }) => gamma)).toContain(1.5);
    await expect
      .poll(async () => (await stretches()).map(({ bands }) => bands))
      .toContainEqual([3, 2, 1]);
    await panel(page)
      .getByRole('button', { name: /^Copy display to/ })
      .click();
    await page.getByRole('menuitem', { name: /^Copy to frames of this sensor/ }).click();
    await expect
      .poll(async () => (await stretches()).every(({ gamma }) => gamma === 1.5))
      .toBe(true);
    const [first, second] = await stretches();
    expect(second).toEqual(first);
    await pressKeys(page, '.');
    await page.waitForTimeout(500);
    const { bands = [], lo = [], hi = [], gamma = 1 } = first ?? {};
    const wanted = (more: number) =>
      COLOURS.map((samples) =>
        bands.map((band, c) => 255 * part({ gamma }, (samples[band] ?? 0) + more, lo[c], hi[c])),
      );
    const now = await seen(page, toScreen, middles);
    await pressKeys(page, ',');
    const before = await seen(page, toScreen, middles);
    const brighter = (now[0]?.[1] ?? 0) > (before[0]?.[1] ?? 0);
    expectNear(now, wanted(brighter ? 25 : 0));
    expectNear(before, wanted(brighter ? 0 : 25));
  });
});
