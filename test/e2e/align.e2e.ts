/** Frames are laid on their site's reference: automatically, by hand, by tie points; and it says so. */
import type { Locator, Page } from 'playwright-core';
import { expect } from 'vitest';
import { alignmentOf, bar, greyPicture, openPair, showFrame, truth } from './support/aligned';
import { axe, drag, pressKeys, screenshot, waitSaved } from './support/app';
import { demoFile, SEPTEMBER } from './support/demo';
import { drawUpright, exportBoxes, type Feature, metresApart } from './support/desk';
import { temporaryFolder } from './support/made-files';
import { test } from './support/test';

/** 16-bit, eight bands; its georeferencing is off by a known way. */
const OCTOBER = '23OCT09021843-M2AS-504820013010_01_P001.tif';

/** Laid off the truth by a known way, it says about that much of itself, in one step. */
async function layNearTheTruth(page: Page, dialog: Locator): Promise<void> {
  const [u, v] = await truth(OCTOBER);
  await pressKeys(page, 'a');
  await dialog.getByRole('radio', { name: 'By hand' }).check({ force: true });
  for (const [offU, offV] of [
    [3, -4],
    [0.6, -0.5],
  ] as const) {
    for (const [label, value] of [
      ['Right, px', u + offU],
      ['Down, px', v + offV],
    ] as const) {
      await dialog.getByLabel(label).fill(value.toFixed(2));
      await pressKeys(page, 'Enter');
    }
    await dialog.getByRole('button', { name: 'Keep this' }).click();
    const off = Math.hypot(offU, offV);
    const residual = async () => (await alignmentOf(page, /October/))?.residualPx ?? -1;
    await expect.poll(residual, { timeout: 60_000 }).toBeGreaterThan(off - 0.35);
    await expect.poll(residual, { timeout: 30_000 }).toBeLessThan(off + 1);
    expect(await alignmentOf(page, /October/)).toMatchObject({ method: 'manual' });
  }
  await dialog.getByText(/Laid by eye, then measured: \d+ of \d+ windows agree/).waitFor();
  await page.waitForTimeout(300);
  await screenshot(page, 'align-by-hand-measured');
  expect(await axe(page)).toEqual([]);
  await dialog.getByRole('button', { name: 'Done' }).click();
  await bar(page)
    .getByText(/Aligned by hand, ±\d\.\d px/)
    .waitFor();
  await pressKeys(page, 'Control+z', 'Control+z');
  await waitSaved(page);
  expect(await alignmentOf(page, /October/)).toBeUndefined();
}

/** Of November, radar: has more in common with December, when trees are bare, than with September. */
const NOVEMBER = '2023-11-14-13-42-05_UMBRA-05_GEC.tif';
const DECEMBER = 'najin-december-ortho.tif';

test('the frame of 9 October is laid on that of 12 September, says so, and lies as before when that is undone', async ({
  page,
  appUrl,
}) => {
  await openPair(page, appUrl, [SEPTEMBER, OCTOBER].map(demoFile));
  await showFrame(page, /9 Oct/);
  await pressKeys(page, 'a');
  const dialog = page.getByRole('dialog', { name: 'Align' });
  await dialog.getByText('Reference: Najin, September 2023').waitFor();
  await screenshot(page, 'align-before');
  // The button that starts has the focus, and keeps it while the work that it started turns it off.
  await pressKeys(page, 'Enter');
  await dialog
    .getByText(/windows agree within/)
    .first()
    .waitFor({ timeout: 60_000 });
  const button = dialog.getByRole('button', { name: 'Align to the reference' });
  expect(await button.evaluate((element) => element === document.activeElement)).toBe(true);
  await page.waitForTimeout(300);
  await screenshot(page, 'align-automatic');
  expect(await axe(page)).toEqual([]);
  await dialog.getByRole('button', { name: 'Done' }).click();
  await bar(page)
    .getByText(/Aligned, ±\d\.\d px/)
    .waitFor();
  await waitSaved(page);
  const wanted = await truth(OCTOBER);
  const found = await alignmentOf(page, /October/);
  const [u, v] = found?.shift ?? [0, 0];
  const off = Math.hypot(u - wanted[0], v - wanted[1]);
  expect(off).toBeLessThan(0.5);
  expect(found).toMatchObject({ method: 'automatic' });
  // What it says of its own error is no less than the true one, and no excuse for any.
  expect(found?.residualPx).toBeGreaterThan(off);
  expect(found?.residualPx).toBeLessThan(2);
  await pressKeys(page, 'Control+z');
  await bar(page)
    .getByText(/Aligned/)
    .waitFor({ state: 'hidden' });
  await waitSaved(page);
  expect(await alignmentOf(page, /October/)).toBeUndefined();
  await screenshot(page, 'align-undone');
  await layNearTheTruth(page, dialog);
}, 180_000);

test('a radar frame is laid by way of the optical frame that it agrees with best, and every place says so', async ({
  page,
  appUrl,
}) => {
  await openPair(page, appUrl, [SEPTEMBER, DECEMBER, NOVEMBER].map(demoFile));
  await showFrame(page, /14 Nov/);
  await pressKeys(page, 'a');
  const dialog = page.getByRole('dialog', { name: 'Align' });
  await dialog.getByText('Reference: Najin, September 2023').waitFor();
  await pressKeys(page, 'Enter');
  const way = /by way of "Najin, December 2023" of \d+ Dec 2023/;
  await dialog.getByText(way).first().waitFor({ timeout: 120_000 });
  await dialog.getByText(/on that frame, .* from it to the reference/).waitFor();
  // Which frame that is stands once in the dialog.
  expect(await dialog.getByText(way).count()).toBe(1);
  await page.waitForTimeout(300);
  await screenshot(page, 'align-by-way-of');
  expect(await axe(page)).toEqual([]);
  await waitSaved(page);
  const alone = await alignmentOf(page, /November/);
  // Its own georeferencing is right, and its pixels are of about a metre.
  const off = Math.hypot(alone?.shiftM.east ?? 9, alone?.shiftM.north ?? 9);
  expect(off).toBeLessThan(0.5);
  expect(alone?.residualPx).toBeGreaterThan(off);
  expect(alone?.via).toMatch(/^"Najin, December 2023" of \d+ Dec 2023$/);
  // The direct way is off by more, within what both say.
  expect(alone?.loopPx).toBeGreaterThan(0.5);
  expect(alone?.loopPx).toBeLessThan(2.5);

  // All frames of the site come to the same, in one step with the frames that are laid directly.
  await dialog.getByRole('button', { name: 'Clear' }).click();
  await waitSaved(page);
  expect(await alignmentOf(page, /November/)).toBeUndefined();
  await dialog.getByRole('button', { name: 'All frames of the site' }).click();
  await page.getByText(/^2 of 2 frames of .* are laid on/).waitFor({ timeout: 120_000 });
  await dialog.getByRole('button', { name: 'Done' }).click();
  await waitSaved(page);
  const { shift, via } = alone ?? {};
  expect(await alignmentOf(page, /November/)).toMatchObject({ shift, via });
  const december = await alignmentOf(page, /December/);
  expect(december?.residualPx).toBeGreaterThan(0);
  expect(december?.via).toBeUndefined();
  await bar(page)
    .getByText(/Aligned, ±\d\.\d px/)
    .waitFor();
  await drawUpright(page, [100, 100], [140, 120]);
  const [feature] = (await exportBoxes(page)).features;
  expect(feature?.properties).toMatchObject({ alignment_method: 'automatic', alignment_via: via });
  expect(feature?.properties.alignment_loop_px).toBeCloseTo(alone?.loopPx ?? 0, 6);
  await pressKeys(page, 'Control+z', 'Control+z');
  await waitSaved(page);
  expect(await alignmentOf(page, /November/)).toBeUndefined();
  expect(await alignmentOf(page, /December/)).toBeUndefined();
}, 300_000);

/** Grey noise, different for each seed, in UTM 52N with pixels of 2 m. */
async function noise(folder: string, name: string, seed: number): Promise<string> {
  const size = { width: 320, height: 240 };
  let state = seed;
  const data = Uint8Array.from({ length: size.width * size.height }, () => {
    // Mulberry32: sequences of different seeds are not parts of one another.
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return 40 + (((mixed ^ (mixed >>> 14)) >>> 0) % 160);
  });
  return greyPicture(folder, name, { ...size, data });
}

/** Opens pictures of nothing in common, and how that of 13 October is laid. */
async function openNoise(page: Page, appUrl: string, names: readonly string[]): Promise<Locator> {
  const folder = await temporaryFolder();
  const files: string[] = [];
  for (const [i, name] of names.entries()) {
    files.push(await noise(folder, `${name}.tif`, 1 + 76 * i));
  }
  await openPair(page, appUrl, files);
  await showFrame(page, /13 Oct/);
  await pressKeys(page, 'a');
  return page.getByRole('dialog', { name: 'Align' });
}

/** Noise has nothing to measure, and that is said of it. */
async function keep(page: Page, dialog: Locator): Promise<void> {
  await dialog.getByRole('button', { name: 'Keep this' }).click();
  await dialog.getByText(/Its residual is not measured: too few places/).waitFor();
  await waitSaved(page);
}

/** By 0.2 pixels to the right and 0.9 up, with the arrow keys. */
async function layByKeys(page: Page, dialog: Locator): Promise<void> {
  const top = async () => (await dialog.getByText('By hand', { exact: true }).boundingBox())?.y;
  const before = await top();
  await dialog.getByRole('radio', { name: 'By hand' }).check({ force: true });
  expect(await top()).toBe(before);
  await dialog.getByRole('button', { name: /two.* over .*one/ }).focus();
  await pressKeys(page, 'ArrowRight', 'ArrowRight', 'Shift+ArrowUp', 'ArrowDown');
  await page.waitForTimeout(800);
  await screenshot(page, 'align-by-hand');
  expect(await axe(page)).toEqual([]);
  await keep(page, dialog);
  const byHand = await alignmentOf(page, /two/);
  expect(byHand).toMatchObject({ method: 'manual', residualPx: null });
  expect(byHand?.shift[0]).toBeCloseTo(0.2, 9);
  expect(byHand?.shift[1]).toBeCloseTo(-0.9, 9);
}

/** What is moved on and not kept by its button is not lost by going on; it is one step of its own. */
async function goOnWithoutKeeping(page: Page, dialog: Locator): Promise<void> {
  const shiftRight = async () => (await alignmentOf(page, /two/))?.shift[0];
  const pad = await dialog.getByRole('button', { name: /two.* over .*one/ }).boundingBox();
  if (!pad) throw new Error('Nothing to lay by hand.');
  // The wheel leads nearer: two pixels of the screen are one of the picture then.
  const grip = { x: pad.x + 60, y: pad.y + 50 };
  await page.mouse.move(grip.x, grip.y);
  await page.mouse.wheel(0, -100);
  await page.waitForTimeout(300);
  await drag(page, grip, { x: grip.x + 2, y: grip.y });
  // At rest it is painted where it lies: nothing of the window stays empty.
  const own = dialog.locator('canvas[data-picture="own"]');
  const aside = () =>
    own.evaluate(({ style }) => Math.abs(new DOMMatrix(style.transform).e) < 0.001);
  await expect.poll(aside).toBe(true);
  await dialog.getByRole('button', { name: 'Done' }).click();
  await page.getByText(/was kept as you laid it by hand/).waitFor();
  await waitSaved(page);
  expect(await shiftRight()).toBeCloseTo(1.2, 9);
  await pressKeys(page, 'Control+z');
  await waitSaved(page);
  expect(await shiftRight()).toBeCloseTo(0.2, 9);
}

/** Three points, each 3 pixels to the right and 4 up in the reference; the last one a pixel farther. */
async function typeTies(page: Page, dialog: Locator): Promise<void> {
  await dialog.getByRole('radio', { name: 'Tie points' }).check({ force: true });
  const ties = [
    ['20, 20', '23, 16'],
    ['300, 30', '303, 26'],
    ['150, 200', '153, 195'],
  ];
  for (const [i, [own = '', reference = '']] of ties.entries()) {
    await dialog.getByRole('button', { name: 'Type a point' }).click();
    await dialog.getByLabel(`Point ${i + 1} in this frame`).fill(own);
    await pressKeys(page, 'Enter');
    // The next field is a Tab away: Enter does not take the focus out of the table.
    await pressKeys(page, 'Tab');
    await page.keyboard.type(reference);
    await pressKeys(page, 'Enter');
  }
  await dialog.getByText(/3 tie points miss by 0\.47 px/).waitFor();
  await page.waitForTimeout(500);
  await screenshot(page, 'align-tie-points');
  expect(await axe(page)).toEqual([]);
}

/** The frame lies as the points say, and nothing of the two pictures moves in the windows. */
async function layByTies(page: Page, dialog: Locator): Promise<void> {
  // Whoever looks closely goes on looking there.
  await dialog.getByRole('button', { name: 'Zoom in' }).first().click();
  await page.waitForTimeout(300);
  const mark = dialog.locator('.qm-point').first();
  const placed = await mark.getAttribute('style');
  await dialog.getByRole('button', { name: 'Lay it by these points' }).click();
  await waitSaved(page);
  // Points are clicked, not found: none of them "agrees".
  await dialog.getByText('What is left at 3 tie points.').waitFor();
  expect(await dialog.getByText(/places agree/).count()).toBe(0);
  await page.waitForTimeout(500);
  expect(await mark.getAttribute('style')).toBe(placed);
  const byPoints = await alignmentOf(page, /two/);
  expect(byPoints).toMatchObject({ method: 'tie_points' });
  expect(byPoints?.shift[0]).toBeCloseTo(3, 3);
  expect(byPoints?.shift[1]).toBeCloseTo(-13 / 3, 3);
  // Shifts by 0, 0 and 1 pixel from their mean of a third: the root of 2/9.
  expect(byPoints?.residualPx).toBeCloseTo(Math.sqrt(2 / 9), 3);
}

/** What goes out says how the frame is laid; the place of a box moves with it, its pixels do not. */
async function exportLaid(page: Page, dialog: Locator): Promise<void> {
  await drawUpright(page, [100, 100], [140, 120]);
  const [feature] = (await exportBoxes(page)).features;
  expect(feature?.properties).toMatchObject({
    alignment_method: 'tie_points',
    alignment_reference: 'one-2023-10-12',
  });
  expect(feature?.properties.alignment_shift_right_px).toBeCloseTo(3, 3);
  expect(feature?.properties.alignment_shift_down_px).toBeCloseTo(-13 / 3, 3);
  await pressKeys(page, 'a');
  await dialog.getByRole('button', { name: 'Clear' }).click();
  await dialog.getByRole('button', { name: 'Done' }).click();
  const [plain] = (await exportBoxes(page)).features;
  expect(plain?.properties).toMatchObject({ alignment_method: null });
  expect(plain?.properties.pixel_corners).toEqual(feature?.properties.pixel_corners);
  // 3 and 4⅓ pixels of 2 m; a grid metre of UTM is 0.04 % longer at its middle meridian.
  const moved = metresApart(cornerOf(feature), cornerOf(plain));
  expect(Math.abs(moved / (2 * Math.hypot(3, 13 / 3)) - 1)).toBeLessThan(0.001);
}

/** Another reference drops what was measured against the former one, says so, and can be taken back. */
async function takeAnotherReference(page: Page): Promise<void> {
  await pressKeys(page, 'Control+z');
  await bar(page).getByText('Aligned, ±0.5 px').waitFor();
  await pressKeys(page, 'Control+k');
  const palette = page.getByRole('combobox', { name: 'Find or run a command' });
  await palette.fill('Make this frame the reference');
  await page.getByRole('option', { name: /Make this frame the reference/ }).waitFor();
  await palette.press('Enter');
  await page.getByText(/1 alignment to "one-2023-10-12" was dropped/).waitFor();
  await bar(page).getByText('Reference', { exact: true }).waitFor();
  await waitSaved(page);
  expect(await alignmentOf(page, /two/)).toBeUndefined();
  await pressKeys(page, 'Control+z');
  await bar(page).getByText('Aligned, ±0.5 px').waitFor();
}

test('pictures of different things are refused; by hand and by tie points they can be laid', async ({
  page,
  appUrl,
}) => {
  const dialog = await openNoise(page, appUrl, ['one-2023-10-12', 'two-2023-10-13']);
  await dialog.getByRole('button', { name: 'Align to the reference' }).click();
  await dialog.getByText(/is left as it is. Could not align/).waitFor({ timeout: 60_000 });
  await screenshot(page, 'align-refused');
  expect(await alignmentOf(page, /two/)).toBeUndefined();

  await layByKeys(page, dialog);
  await goOnWithoutKeeping(page, dialog);
  await pressKeys(page, 'a');
  await typeTies(page, dialog);
  await layByTies(page, dialog);

  await dialog.getByRole('button', { name: 'Clear' }).click();
  await waitSaved(page);
  expect(await alignmentOf(page, /two/)).toBeUndefined();
  await dialog.getByRole('button', { name: 'Done' }).click();
  await bar(page).getByText('Not aligned').waitFor();
  await pressKeys(page, 'Control+z');
  await bar(page).getByText('Aligned, ±0.5 px').waitFor();

  await exportLaid(page, dialog);
  await takeAnotherReference(page);
}, 120_000);

test('what was cleared, or laid by hand on another reference, is not kept again by going on', async ({
  page,
  appUrl,
}) => {
  const names = ['one-2023-10-12', 'two-2023-10-13', 'three-2023-10-14'];
  const dialog = await openNoise(page, appUrl, names);
  const layByHand = async () => {
    await dialog.getByRole('radio', { name: 'By hand' }).check({ force: true });
    await dialog.getByRole('button', { name: /two.* over / }).focus();
    await pressKeys(page, 'ArrowRight', 'ArrowRight');
  };
  await layByHand();
  await keep(page, dialog);
  expect(await alignmentOf(page, /two/)).toMatchObject({ method: 'manual' });
  await dialog.getByRole('button', { name: 'Clear' }).click();
  await dialog.getByRole('button', { name: 'Done' }).click();
  await bar(page).getByText('Not aligned').waitFor();
  await waitSaved(page);
  expect(await alignmentOf(page, /two/)).toBeUndefined();

  await pressKeys(page, 'a');
  await layByHand();
  const reference = dialog.getByRole('combobox', { name: /^Reference/ });
  await reference.selectOption({ label: 'three-2023-10-14' });
  await dialog.getByRole('button', { name: /two.* over .*three/ }).waitFor();
  await dialog.getByRole('button', { name: 'Done' }).click();
  await waitSaved(page);
  expect(await alignmentOf(page, /two/)).toBeUndefined();

  await pressKeys(page, 'a');
  await layByHand();
  await reference.selectOption({ label: 'two-2023-10-13' });
  // Where the reference is looked at, those that are laid on it stand, and those that are not.
  await dialog.getByText(/This frame is the reference: .* 0 of 2 others are laid on it/).waitFor();
  const rows = dialog
    .getByRole('table', { name: 'Frames laid on the reference' })
    .locator('tbody tr');
  expect(await rows.filter({ hasText: 'Not aligned' }).count()).toBe(2);
  await screenshot(page, 'align-of-the-reference');
  expect(await axe(page)).toEqual([]);
  await dialog.getByRole('button', { name: 'Align one-2023-10-12' }).click();
  await dialog.getByRole('button', { name: 'Align to the reference' }).waitFor();
  await dialog.getByRole('button', { name: 'Done' }).click();
  await waitSaved(page);
  expect(await alignmentOf(page, /two/)).toBeUndefined();
  await expect(
    page.getByText(/reference of its site|is the reference, on which/).count(),
  ).resolves.toBe(0);
}, 120_000);

function cornerOf(feature: Feature | undefined): readonly [number, number] {
  const corner = feature?.geometry.coordinates[0]?.[0];
  if (!corner) throw new Error('The export has no such corner.');
  return corner;
}
