/**
 * Sharpening is the same on the map, in the magnifier and in the film strip; above 1:1 pixels are shown as
 * they are, or smooth.
 */
import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { describe, expect } from 'vitest';
import { rampTable } from '../../src/domain/imaging/ramps';
import { writeTiff } from '../unit/raster/support';
import { pressKeys, screenshot, waitSaved } from './support/app';
import { table } from './support/desk';
import { goTo, type PixelPoint } from './support/map-view';
import { openPicture, panel, seen, type ToScreen } from './support/picture-view';
import { test } from './support/test';

const SIDE = 256;
const [LEFT, RIGHT, DOT, LEAST, MOST] = [800, 1000, 1200, 200, 1800];

/** An edge, a dot on its right, and the least and the greatest value in two corners. */
function valueAt(x: number, y: number): number {
  if (x === 0 && y === 0) return LEAST;
  if (x === SIDE - 1 && y === 0) return MOST;
  if (x === 200 && y === 100) return DOT;
  return x < SIDE / 2 ? LEFT : RIGHT;
}

function edge(): string {
  const values = Array.from({ length: SIDE * SIDE }, (_, i) =>
    valueAt(i % SIDE, Math.floor(i / SIDE)),
  );
  const path = join(mkdtempSync(join(tmpdir(), 'edge-')), 'edge_B08.tif');
  const data = new Uint8Array(Uint16Array.from(values).buffer);
  writeFileSync(path, writeTiff({ width: SIDE, height: SIDE, data, fields: [[258, 3, [16]]] }));
  return path;
}

const pixel = (x: number, y: number): PixelPoint => [x + 0.5, y + 0.5];
/** Beside the edge and away from it, the dot and beside it. */
const PLACES = [
  [127, 60],
  [128, 60],
  [60, 60],
  [200, 100],
  [201, 100],
  [200, 99],
] as const;

/** x + (x − mean of its four neighbours). */
function sharpened([x, y]: readonly [number, number]): number {
  const around = valueAt(x - 1, y) + valueAt(x + 1, y) + valueAt(x, y - 1) + valueAt(x, y + 1);
  return 2 * valueAt(x, y) - around / 4;
}

const level = (value: number) => (255 * (value - LEAST)) / (MOST - LEAST);

async function shown(page: Page): Promise<{ sharpen: number; interpolation: string }> {
  await waitSaved(page);
  type Frame = { stretch: { sharpen: number; interpolation: string } };
  const [frame] = await table<Frame>(page, 'frames');
  if (!frame) throw new Error('No frame is stored.');
  return frame.stretch;
}

/** Grey between the least and the greatest value, without gamma. */
async function plainGrey(page: Page): Promise<void> {
  await pressKeys(page, 'd');
  await panel(page).getByRole('button', { name: 'Min–max' }).click();
  await type(page, 'Gamma', '1');
  await waitSaved(page);
}

async function type(page: Page, name: string, value: string): Promise<void> {
  const field = panel(page).getByRole('textbox', { name: `${name}, typed` });
  await field.fill(value);
  await field.press('Enter');
  await waitSaved(page);
}

/** The grey in the middle of the magnifier over a pixel. */
async function magnified(page: Page, toScreen: ToScreen, at: PixelPoint): Promise<number> {
  const { x, y } = toScreen(at);
  await page.mouse.move(x, y);
  await page.waitForTimeout(200);
  return page.evaluate(() => {
    const glass = document.querySelector<HTMLCanvasElement>('.qm-magnifier');
    const middle = (glass?.width ?? 0) / 2;
    const [red = Number.NaN] =
      glass?.getContext('2d')?.getImageData(middle, middle, 1, 1).data ?? [];
    return red;
  });
}

/** Least and greatest grey of the film strip's picture in its row of the dot. */
async function stripRange(page: Page): Promise<readonly [number, number]> {
  return page.evaluate(async () => {
    const image = document.querySelector<HTMLImageElement>('[role="option"] img');
    if (!image) throw new Error('The film strip has no picture.');
    const bitmap = await createImageBitmap(image);
    const context = new OffscreenCanvas(bitmap.width, bitmap.height).getContext('2d');
    context?.drawImage(bitmap, 0, 0);
    const row = Math.floor((60 / 256) * bitmap.height);
    const { data = [] } = context?.getImageData(0, row, bitmap.width, 1) ?? {};
    const greys = Array.from({ length: bitmap.width }, (_, i) => data[i * 4] ?? 0);
    return [Math.min(...greys), Math.max(...greys)] as const;
  });
}

describe('sharpening', () => {
  test('shows the same on the map, in the magnifier and in the film strip', async ({
    page,
    appUrl,
  }) => {
    const toScreen = await openPicture(page, appUrl, edge());
    await plainGrey(page);
    await expect.poll(() => stripRange(page)).toEqual([level(LEFT), level(RIGHT)].map(Math.round));
    await type(page, 'Sharpen', '1');
    expect((await shown(page)).sharpen).toBe(1);
    const middles = PLACES.map(([x, y]) => pixel(x, y));
    const wanted = PLACES.map((place) => level(sharpened(place)));
    for (const [i, [red]] of (await seen(page, toScreen, middles)).entries()) {
      expect(Math.abs(red - (wanted[i] ?? 0)), `map at ${PLACES[i]}: ${red}`).toBeLessThanOrEqual(
        2,
      );
    }
    await panel(page).getByRole('button', { name: 'Close' }).click();
    await pressKeys(page, 'm');
    for (const [i, middle] of middles.entries()) {
      const found = await magnified(page, toScreen, middle);
      const apart = Math.abs(found - (wanted[i] ?? 0));
      expect(apart, `magnifier at ${PLACES[i]}: ${found}`).toBeLessThanOrEqual(2);
    }
    await screenshot(page, 'magnifier-sharpened');
    const [least, greatest] = await stripRange(page);
    expect(least).toBeLessThan(level(LEFT) - 2);
    expect(greatest).toBeGreaterThan(level(RIGHT) + 2);
  });

  test('sharpens the value that a colour ramp is of, not the colours', async ({ page, appUrl }) => {
    const toScreen = await openPicture(page, appUrl, edge());
    await plainGrey(page);
    await type(page, 'Sharpen', '1');
    await panel(page).getByRole('combobox', { name: 'Colours' }).selectOption('Even steps');
    await waitSaved(page);
    const table = rampTable('uniform');
    const colours = await seen(
      page,
      toScreen,
      PLACES.map(([x, y]) => pixel(x, y)),
    );
    for (const [i, place] of PLACES.entries()) {
      const at = Math.round(level(sharpened(place)));
      // Within one step of the ramp, as the graphics card rounds.
      const near = [at - 1, at, at + 1].flatMap((step) => (table[step] ? [table[step]] : []));
      const apart = near.map((wanted) =>
        Math.max(...wanted.map((part, c) => Math.abs(part - (colours[i]?.[c] ?? 0)))),
      );
      expect(Math.min(...apart), `${place}: ${colours[i]} for ${near}`).toBeLessThanOrEqual(2);
    }
  });

  test('pixels above 1:1 are shown as they are, or smooth', async ({ page, appUrl }) => {
    await openPicture(page, appUrl, edge());
    await plainGrey(page);
    await panel(page).getByRole('button', { name: 'Close' }).click();
    const near = await goTo(page, [SIDE / 2, 60], 20);
    // A quarter of a pixel and less from the edge.
    const beside: PixelPoint[] = [
      [127.75, 60.5],
      [127.9, 60.5],
      [128.1, 60.5],
      [128.25, 60.5],
    ];
    const greys = async () => (await seen(page, near, beside)).map(([red]) => red);
    const [dark, light] = [Math.round(level(LEFT)), Math.round(level(RIGHT))];
    expect(await greys()).toEqual([dark, dark, light, light]);
    await pressKeys(page, 'd');
    await panel(page).getByRole('radio', { name: 'Smooth', exact: true }).click();
    expect((await shown(page)).interpolation).toBe('smooth');
    const mixed = await greys();
    const parts = [0.25, 0.4, 0.6, 0.75].map((part) => dark + part * (light - dark));
    for (const [i, grey] of mixed.entries()) {
      expect(Math.abs(grey - (parts[i] ?? 0)), `${mixed} for ${parts}`).toBeLessThanOrEqual(4);
    }
    await pressKeys(page, 'Control+z');
    await expect.poll(greys).toEqual([dark, dark, light, light]);
  });

  test('the band is named as the file’s name says', async ({ page, appUrl }) => {
    await openPicture(page, appUrl, edge());
    await page.getByRole('region', { name: 'Current frame' }).getByText('B08').waitFor();
    await pressKeys(page, 'd');
    await panel(page).getByRole('slider', { name: 'B08: black point' }).waitFor();
    await expect.poll(() => page.getByRole('contentinfo').textContent()).toContain('B08');
  });
});
