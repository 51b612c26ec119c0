/** A picture that is stretched against its reference is laid with its stretch, and everything says so. */
import type { Locator, Page } from 'playwright-core';
import { expect } from 'vitest';
import { alignmentOf, expectArrows, greyPicture, openPair, showFrame } from './support/aligned';
import { axe, pressKeys, screenshot, waitSaved } from './support/app';
import { drawUpright, exportBoxes } from './support/desk';
import { temporaryFolder } from './support/made-files';
import { test } from './support/test';

/** Roofs of many sizes, sampled where a pixel of a picture that is wider by `wide` about its middle lies. */
async function roofs(folder: string, name: string, wide: number): Promise<string> {
  const side = 400;
  const data = new Uint8Array(side * side).fill(60);
  let state = 5;
  const next = () => {
    state = (Math.imul(state, 1103515245) + 12345) & 0x7fffffff;
    return state / 0x7fffffff;
  };
  for (let roof = 0; roof < 400; roof++) {
    const [left, top, level] = [next() * side, next() * side, 80 + 150 * next()];
    const [right, bottom] = [left + 5 + 25 * next(), top + 5 + 25 * next()];
    for (let y = Math.ceil(top); y < Math.min(side, bottom); y++) {
      for (let x = 0; x < side; x++) {
        const at = (x - side / 2) / wide + side / 2;
        if (at >= left && at < right) data[y * side + x] = level;
      }
    }
  }
  return greyPicture(folder, name, { width: side, height: side, data });
}

/** Clicks in one of the dialog's two maps, at parts of its width and height. */
async function clickMap(dialog: Locator, which: 0 | 1, [x, y]: Pair): Promise<void> {
  const map = dialog.locator('.ol-viewport').nth(which);
  const { width = 0, height = 0 } = (await map.boundingBox()) ?? {};
  await map.click({ position: { x: x * width, y: y * height } });
}

type Pair = readonly [number, number];

/** The table gives points to a tenth of a pixel: differences and their means are off by this at most. */
const ROUNDED = 0.15;

/** Three places clicked in both maps; the points that the table gives for them, in pixels. */
async function clickThree(
  page: Page,
  dialog: Locator,
): Promise<readonly (readonly [Pair, Pair])[]> {
  const places: readonly (readonly [Pair, Pair])[] = [
    [
      [0.5, 0.5],
      [0.5, 0.5],
    ],
    [
      [0.4, 0.3],
      [0.42, 0.3],
    ],
    [
      [0.6, 0.7],
      [0.58, 0.72],
    ],
  ];
  const pixels: (readonly [Pair, Pair])[] = [];
  const other = dialog.locator('.ol-viewport').nth(1);
  const stood = await other.boundingBox();
  for (const [i, [own, reference]] of places.entries()) {
    await clickMap(dialog, 0, own);
    await dialog.getByText(`Point ${i + 1}: now click the same place in the reference.`).waitFor();
    // What the hand aims at stays where it is, whatever the table below has to show.
    expect(await other.boundingBox()).toEqual(stood);
    await clickMap(dialog, 1, reference);
    const pixel = async (side: string) => {
      const text = await dialog.getByLabel(`Point ${i + 1} in ${side}`).inputValue();
      const [x = Number.NaN, y = Number.NaN] = text.split(',').map(Number);
      return [x, y] as const;
    };
    pixels.push([await pixel('this frame'), await pixel('the reference')]);
  }
  await page.waitForTimeout(300);
  return pixels;
}

test('places that are clicked in both pictures lay a frame, each with what it misses by, and are undone in one step', async ({
  page,
  appUrl,
}) => {
  const folder = await temporaryFolder();
  const names = ['plain-2023-10-12.tif', 'other-2023-10-13.tif'] as const;
  await openPair(page, appUrl, [
    await roofs(folder, names[0], 1),
    await roofs(folder, names[1], 1.001),
  ]);
  await showFrame(page, /13 Oct/);
  await pressKeys(page, 'a');
  const dialog = page.getByRole('dialog', { name: 'Align' });
  await dialog.getByRole('radio', { name: 'Tie points' }).check({ force: true });
  await dialog.locator('.ol-viewport').nth(1).waitFor();
  await page.waitForTimeout(1000);
  const pixels = await clickThree(page, dialog);
  // Both pictures fill their maps about their middles.
  const [[x, y]] = pixels[0] ?? [[0, 0]];
  expect(Math.hypot(x - 200, y - 200)).toBeLessThan(2);
  // Both have the same place, so that a shift is the mean of what was clicked apart.
  const apart = pixels.map(([own, to]): Pair => [to[0] - own[0], to[1] - own[1]]);
  const mean = [0, 1].map((k) => apart.reduce((sum, one) => sum + (one[k] ?? 0), 0) / 3);
  const misses = apart.map(([u, v]) => Math.hypot(u - (mean[0] ?? 0), v - (mean[1] ?? 0)));
  expect(Math.max(...misses)).toBeGreaterThan(1);
  const rows = dialog.getByRole('table', { name: 'Tie points' }).locator('tbody tr');
  for (const [i, miss] of misses.entries()) {
    const told = Number.parseFloat((await rows.nth(i).locator('td').nth(3).textContent()) ?? '');
    expect(Math.abs(told - miss)).toBeLessThan(ROUNDED);
  }
  await screenshot(page, 'align-clicked-points');
  await dialog.getByRole('button', { name: 'Lay it by these points' }).click();
  await dialog.getByText('What is left at 3 tie points.').waitFor();
  await waitSaved(page);
  const laid = await alignmentOf(page, /other/);
  expect(laid).toMatchObject({ method: 'tie_points' });
  expect(Math.abs((laid?.shift[0] ?? 99) - (mean[0] ?? 0))).toBeLessThan(ROUNDED);
  expect(Math.abs((laid?.shift[1] ?? 99) - (mean[1] ?? 0))).toBeLessThan(ROUNDED);
  const rms = Math.sqrt(misses.reduce((sum, miss) => sum + miss * miss, 0) / 3);
  expect(Math.abs((laid?.residualPx ?? 99) - rms)).toBeLessThan(ROUNDED);
  await dialog.getByRole('button', { name: 'Done' }).click();
  await pressKeys(page, 'Control+z');
  await waitSaved(page);
  expect(await alignmentOf(page, /other/)).toBeUndefined();
}, 60_000);

test('a picture that is stretched is laid with its stretch where that is asked for, and the record says so', async ({
  page,
  appUrl,
}) => {
  const folder = await temporaryFolder();
  const names = ['plain-2023-10-12.tif', 'wide-2023-10-13.tif'] as const;
  const files = [await roofs(folder, names[0], 1), await roofs(folder, names[1], 1.04)];
  await openPair(page, appUrl, files);
  await showFrame(page, /13 Oct/);
  await pressKeys(page, 'a');
  const dialog = page.getByRole('dialog', { name: 'Align' });
  await dialog.getByRole('radio', { name: /stretch/ }).check({ force: true });
  await dialog.getByRole('button', { name: 'Align to the reference' }).click();
  await dialog
    .getByText(/without stretch \d\.\d\d; F test, p < 0\.001/)
    .first()
    .waitFor({ timeout: 60_000 });
  await dialog.getByText('Stretched', { exact: true }).waitFor();
  await waitSaved(page);
  await expectArrows(page, dialog, /wide/);
  await page.waitForTimeout(300);
  await screenshot(page, 'align-stretched');
  expect(await axe(page)).toEqual([]);
  await dialog.getByRole('radio', { name: 'Tie points' }).check({ force: true });
  await dialog.getByText(/Four points, well spread/).waitFor();
  await screenshot(page, 'align-stretched-points');
  await dialog.getByRole('button', { name: 'Done' }).click();
  await waitSaved(page);
  const laid = await alignmentOf(page, /wide/);
  expect(laid).toMatchObject({ method: 'automatic', kind: 'affine' });
  // Laid narrower by 1.04 along its rows: longer across them than along them.
  expect(laid?.stretch?.ratio).toBeCloseTo(1.04, 2);
  expect(Math.abs(Math.cos(laid?.stretch?.axis ?? 0))).toBeLessThan(0.1);

  // A box of 100 by 50 pixels of 2 m: its width on the ground follows, its height stays, its pixels too.
  await drawUpright(page, [120, 120], [220, 170]);
  const [feature] = (await exportBoxes(page)).features;
  expect(feature?.properties.alignment_stretch).toBeCloseTo(1.04, 2);
  const lengths = [feature?.properties.length_m, feature?.properties.width_m].map(Number);
  expect(Math.max(...lengths)).toBeGreaterThan((200 / 1.04) * 0.985);
  expect(Math.max(...lengths)).toBeLessThan((200 / 1.04) * 1.015);
  expect(Math.min(...lengths)).toBeGreaterThan(98.5);
}, 180_000);
