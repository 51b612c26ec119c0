/** Opening pictures that are to be laid on each other, and how they are laid. */
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Locator, Page } from 'playwright-core';
import { expect } from 'vitest';
import { type Field, geoKeys, writeTiff } from '../../unit/raster/support';
import { dropFiles, openApp, waitSaved } from './app';
import { demoFile } from './demo';
import { readStored } from './stored';

type Alignment = {
  readonly shift: readonly [number, number];
  readonly shiftM: { readonly east: number; readonly north: number };
  readonly method: string;
  readonly residualPx: number | null;
  readonly via?: string;
  readonly loopPx?: number;
  readonly checks: readonly {
    readonly at: readonly [number, number];
    readonly residual: readonly [number, number];
  }[];
  readonly stretch?: { readonly ratio: number; readonly axis: number };
};

export async function alignmentOf(page: Page, name: RegExp): Promise<Alignment | undefined> {
  const frames = (await readStored(page)).frames;
  const found = frames.find(({ title }) => name.test(String(title)));
  return found?.alignment as Alignment | undefined;
}

export async function openPair(
  page: Page,
  appUrl: string,
  files: readonly string[],
): Promise<void> {
  await openApp(page, appUrl);
  for (const [i, file] of files.entries()) {
    await dropFiles(page, [file]);
    await page.getByRole('application').waitFor();
    // That nothing is being read is true before the reading begins, too: what is stored tells.
    await expect
      .poll(async () => (await readStored(page)).frames.length, { timeout: 30_000 })
      .toBe(i + 1);
  }
  await waitSaved(page);
}

/** Arrows stay as long as this many units' at most. */
const LONGEST = 3;

/** At every place that was compared an arrow is drawn: what is left there, by the scale that is written below. */
export async function expectArrows(page: Page, dialog: Locator, name: RegExp): Promise<void> {
  const checks = (await alignmentOf(page, name))?.checks ?? [];
  const sketch = dialog.getByRole('img', { name: /^Residuals at/ });
  const arrows = await sketch
    .locator('line')
    .evaluateAll((lines) =>
      lines.map((line) => ['x1', 'y1', 'x2', 'y2'].map((key) => Number(line.getAttribute(key)))),
    );
  const caption = (await dialog.getByText(/a sixteenth of the picture is/).textContent()) ?? '';
  const unit = Number(/is ([\d.]+) px/.exec(caption)?.[1]);
  const box = (await sketch.getAttribute('viewBox'))?.split(' ').map(Number) ?? [];
  const perPixel = Math.max(...box) / 16 / unit;
  expect(arrows.length).toBe(checks.length);
  expect(arrows.length).toBeGreaterThan(10);
  for (const [i, { at, residual }] of checks.entries()) {
    const [x1 = 0, y1 = 0, x2 = 0, y2 = 0] = arrows[i] ?? [];
    const shown = Math.min(1, (LONGEST * unit) / Math.hypot(...residual)) * perPixel;
    expect([x1, y1]).toEqual(at);
    expect(x2 - x1).toBeCloseTo(residual[0] * shown, 3);
    expect(y2 - y1).toBeCloseTo(residual[1] * shown, 3);
  }
}

export const bar = (page: Page) => page.getByRole('region', { name: 'Current frame' });

export async function showFrame(page: Page, title: RegExp): Promise<void> {
  await page.getByRole('option', { name: title }).click();
}

type Grey = { readonly width: number; readonly height: number; readonly data: Uint8Array };

/** A file of eight bits in UTM 52N with pixels of 2 m, always at the same place. */
export async function greyPicture(folder: string, name: string, grey: Grey): Promise<string> {
  const fields: readonly Field[] = [
    [33550, 12, [2, 2, 0]],
    [33922, 12, [0, 0, 0, 442000, 4676000, 0]],
    geoKeys(32652),
  ];
  const path = join(folder, name);
  await writeFile(path, writeTiff({ ...grey, fields }));
  return path;
}

/** The pixels, of half a metre and north up, that the frame has to be moved by: its truth, backwards. */
export async function truth(file: string): Promise<readonly [number, number]> {
  const { frames } = JSON.parse(await readFile(demoFile('truth.json'), 'utf8'));
  const found = frames.find((one: { file: string }) => one.file === file);
  const [east, north] = found.displacement_m;
  return [-east / 0.5, north / 0.5];
}
