/** Boxes picked, changed, copied and taken back. Numbers are read from the browser's database. */
import type { Page } from 'playwright-core';
import { expect } from 'vitest';
import { pressKeys, waitSaved } from './support/app';
import {
  DEGREES,
  drawUpright,
  exportBoxes,
  metresApart,
  onlyBox,
  openPlaces,
  selectedNumbers,
  showFrame,
  storedBoxes,
  sweep,
  UTM,
} from './support/desk';
import { calibrate } from './support/map-view';
import { BOW, click, drawShip, HAND } from './support/ship';
import { test } from './support/test';

test('select, add by Shift, and by a marquee', async ({ page, appUrl }) => {
  await openPlaces(page, appUrl);
  await drawUpright(page, [60, 60], [110, 100]);
  await drawUpright(page, [160, 60], [210, 100]);
  await drawUpright(page, [300, 220], [350, 260]);
  const toScreen = await calibrate(page);
  await click(page, toScreen([85, 80]));
  expect(await selectedNumbers(page)).toEqual([1]);
  await click(page, toScreen([185, 80]), 'Shift');
  expect(await selectedNumbers(page)).toEqual([1, 2]);
  await click(page, toScreen([85, 80]), 'Shift');
  expect(await selectedNumbers(page)).toEqual([2]);
  await click(page, toScreen([30, 200]));
  expect(await selectedNumbers(page)).toEqual([]);
  await sweep(page, toScreen([40, 40]), toScreen([240, 140]));
  expect(await selectedNumbers(page)).toEqual([1, 2]);
  await page.keyboard.down('Shift');
  await sweep(page, toScreen([280, 200]), toScreen([380, 300]));
  await page.keyboard.up('Shift');
  expect(await selectedNumbers(page)).toEqual([1, 2, 3]);
  await page.keyboard.press('Control+a');
  expect(await selectedNumbers(page)).toEqual([1, 2, 3]);
  // Several are moved together.
  const before = await storedBoxes(page);
  await sweep(page, toScreen([85, 80]), toScreen([105, 90]));
  for (const [i, box] of (await storedBoxes(page)).entries()) {
    expect(Math.abs(box.geometry.x - (before[i]?.geometry.x ?? 0) - 20)).toBeLessThan(HAND);
    expect(Math.abs(box.geometry.y - (before[i]?.geometry.y ?? 0) - 10)).toBeLessThan(HAND);
  }
});

/** Takes back the last edit and makes it again; both must give what was. */
async function expectUndoRedo(page: Page, before: unknown): Promise<void> {
  const after = await storedBoxes(page);
  expect(after.map(({ geometry }) => geometry)).not.toEqual(before);
  await page.keyboard.press('Control+z');
  const undone = await storedBoxes(page);
  expect(undone.map(({ geometry }) => geometry)).toEqual(before);
  await page.keyboard.press('Control+Shift+Z');
  expect(await storedBoxes(page)).toEqual(after);
}

test('move, resize from a side and a corner, turn by the dot; each is undone and redone', async ({
  page,
  appUrl,
}) => {
  await openPlaces(page, appUrl);
  await drawUpright(page, [160, 120], [280, 200]);
  const toScreen = await calibrate(page);
  const geometries = async () => (await storedBoxes(page)).map(({ geometry }) => geometry);
  const edges = async () => {
    const { x, y, length, width } = (await onlyBox(page)).geometry;
    return {
      left: x - length / 2,
      right: x + length / 2,
      top: y - width / 2,
      bottom: y + width / 2,
    };
  };
  let before = await geometries();
  await sweep(page, toScreen([220, 160]), toScreen([240, 170]));
  const moved = (await onlyBox(page)).geometry;
  expect(Math.abs(moved.x - 240)).toBeLessThan(2 * HAND);
  expect(Math.abs(moved.y - 170)).toBeLessThan(2 * HAND);
  await expectUndoRedo(page, before);

  // The right side to the right: only it moves.
  before = await geometries();
  let old = await edges();
  await sweep(page, toScreen([300, 170]), toScreen([330, 175]));
  let now = await edges();
  expect(now.left).toBeCloseTo(old.left, 6);
  expect(now.top).toBeCloseTo(old.top, 6);
  expect(now.bottom).toBeCloseTo(old.bottom, 6);
  expect(Math.abs(now.right - old.right - 30)).toBeLessThan(2 * HAND);
  await expectUndoRedo(page, before);

  // The lower left corner: the upper right one stays.
  before = await geometries();
  old = await edges();
  await sweep(page, toScreen([old.left, old.bottom]), toScreen([old.left - 20, old.bottom + 15]));
  now = await edges();
  expect(now.right).toBeCloseTo(old.right, 6);
  expect(now.top).toBeCloseTo(old.top, 6);
  expect(Math.abs(now.left - old.left + 20)).toBeLessThan(2 * HAND);
  expect(Math.abs(now.bottom - old.bottom - 15)).toBeLessThan(2 * HAND);
  await expectUndoRedo(page, before);

  // The dot 30 screen pixels off the bow, dragged to straight below the centre: a quarter turn.
  before = await geometries();
  const { x, y } = (await onlyBox(page)).geometry;
  const bow = toScreen([now.right, y]);
  await sweep(page, { x: bow.x + 30, y: bow.y }, toScreen([x, y + 150]));
  const turned = (await onlyBox(page)).geometry;
  expect(Math.abs(turned.angle - Math.PI / 2)).toBeLessThan(0.01);
  expect([turned.x, turned.y]).toEqual([x, y]);
  await expectUndoRedo(page, before);
});

test('keys nudge by 1 and 10 pixels of the picture at any zoom, and turn by 1° and 0.1°', async ({
  page,
  appUrl,
}) => {
  await openPlaces(page, appUrl);
  await drawShip(page);
  const start = (await onlyBox(page)).geometry;
  const step = async (keys: string[], change: { x?: number; y?: number; angle?: number }) => {
    await pressKeys(page, ...keys);
    const { geometry } = await onlyBox(page);
    expect(geometry.x, keys.join()).toBeCloseTo(start.x + (change.x ?? 0), 9);
    expect(geometry.y, keys.join()).toBeCloseTo(start.y + (change.y ?? 0), 9);
    expect(geometry.angle, keys.join()).toBeCloseTo(start.angle + (change.angle ?? 0), 9);
    expect(geometry.length).toBeCloseTo(start.length, 9);
  };
  const degree = Math.PI / 180;
  await step(['ArrowRight'], { x: 1 });
  await step(['ArrowDown', 'ArrowDown'], { x: 1, y: 2 });
  await step(['Shift+ArrowRight'], { x: 11, y: 2 });
  await step(['Shift+ArrowUp'], { x: 11, y: -8 });
  await pressKeys(page, '+', '+');
  await step(['ArrowLeft', 'Shift+ArrowLeft'], { y: -8 });
  await step(['Shift+ArrowDown', 'ArrowUp', 'ArrowUp'], {});
  await step([']'], { angle: degree });
  await step(['[', '['], { angle: -degree });
  await step(['Shift+}'], { angle: -0.9 * degree });
  await step(['Shift+{'], { angle: -degree });
  // The inspector says the same.
  const inspector = page.getByRole('region', { name: 'Inspector' });
  await inspector.getByText(`${start.x.toFixed(1)}, ${start.y.toFixed(1)}`).waitFor();
  // The bow to the other end: half a turn, and its heading is a heading still.
  await page.keyboard.press('r');
  const flipped = (await onlyBox(page)).geometry;
  expect(Math.abs(Math.cos(flipped.angle - start.angle + degree) + 1)).toBeLessThan(1e-9);
  // All the way back: presses within a second of each other go back together, so in 16 steps at most.
  for (let left = 16; left > 0; left--) {
    await pressKeys(page, 'Control+z');
    const { geometry } = await onlyBox(page);
    if (JSON.stringify(geometry) === JSON.stringify(start)) return;
  }
  expect((await onlyBox(page)).geometry).toEqual(start);
});

test('duplicate, cut and delete, each undone and redone', async ({ page, appUrl }) => {
  await openPlaces(page, appUrl);
  await drawShip(page);
  await page.keyboard.press('Control+d');
  const two = await storedBoxes(page);
  expect(two.map(({ number }) => number)).toEqual([1, 2]);
  expect(two[1]?.geometry).toMatchObject({
    length: two[0]?.geometry.length,
    angle: two[0]?.geometry.angle,
  });
  expect(two[1]?.geometry.x).not.toBe(two[0]?.geometry.x);
  // The copy is in hand now, not the original.
  expect(await selectedNumbers(page)).toEqual([2]);
  await page.keyboard.press('Delete');
  expect(await storedBoxes(page)).toHaveLength(1);
  await page.keyboard.press('Control+z');
  expect(await storedBoxes(page)).toEqual(two);
  await page.keyboard.press('Control+z');
  expect(await storedBoxes(page)).toHaveLength(1);
  await pressKeys(page, 'Control+y', 'Control+y');
  expect(await storedBoxes(page)).toEqual([two[0]]);
  // A number is never given twice.
  await pressKeys(page, "'", 'Control+x');
  expect(await storedBoxes(page)).toHaveLength(0);
  await page.keyboard.press('Control+v');
  const [pasted] = await storedBoxes(page);
  expect(pasted?.geometry).toEqual(two[0]?.geometry);
  expect(pasted?.number).toBeGreaterThan(2);
});

test('copied to a frame in other coordinates, a box lies on the same ground', async ({
  page,
  appUrl,
}) => {
  await openPlaces(page, appUrl, [UTM, DEGREES]);
  await drawShip(page);
  await page.keyboard.press('Control+c');
  await showFrame(page, DEGREES);
  await page.getByRole('application').focus();
  await page.keyboard.press('Control+v');
  await waitSaved(page);
  const measured = page.getByRole('region', { name: 'Measured' });
  await measured.getByText('size of another box, copied').waitFor();
  expect(await measured.textContent()).not.toContain('±');
  await page.keyboard.press('Escape');
  const { features } = await exportBoxes(page, 'Whole project');
  const [from, to] = features.map(({ properties }) => properties);
  if (!from || !to) throw new Error('There are not two boxes.');
  expect(from.image_file).toBe(UTM);
  expect(to.image_file).toBe(DEGREES);
  const center = (p: Record<string, unknown>) =>
    [Number(p.center_lon), Number(p.center_lat)] as const;
  expect(metresApart(center(from), center(to))).toBeLessThan(0.1);
  expect(Math.abs(Number(to.length_m) / Number(from.length_m) - 1)).toBeLessThan(0.001);
  expect(Math.abs(Number(to.width_m) / Number(from.width_m) - 1)).toBeLessThan(0.001);
  expect(Math.abs(Number(to.heading_deg) - Number(from.heading_deg))).toBeLessThan(0.1);
});

test('a small box inside a large one is hit; clicking again goes to what is beneath', async ({
  page,
  appUrl,
}) => {
  await openPlaces(page, appUrl);
  // The small one first, so that it is not on top by its age.
  await drawUpright(page, [200, 150], [220, 165]);
  await page.keyboard.press('Escape');
  await drawUpright(page, [120, 80], [340, 260]);
  await page.keyboard.press('Escape');
  const toScreen = await calibrate(page);
  await click(page, toScreen([210, 157]));
  expect(await selectedNumbers(page)).toEqual([1]);
  await page.waitForTimeout(400);
  await click(page, toScreen([210, 157]));
  expect(await selectedNumbers(page)).toEqual([2]);
  await page.waitForTimeout(400);
  await click(page, toScreen([210, 157]));
  expect(await selectedNumbers(page)).toEqual([1]);
  await click(page, toScreen([300, 230]));
  expect(await selectedNumbers(page)).toEqual([2]);
});

test('a locked box does not move, turn or go', async ({ page, appUrl }) => {
  await openPlaces(page, appUrl);
  await drawShip(page);
  await page.keyboard.press('Shift+L');
  const locked = await onlyBox(page);
  expect(locked.locked).toBe(true);
  const toScreen = await calibrate(page);
  await sweep(page, toScreen([220, 185]), toScreen([260, 220]));
  await sweep(page, toScreen(BOW), toScreen([330, 120]));
  await pressKeys(page, 'ArrowLeft', ']', 'Delete', 'r', '2');
  expect(await onlyBox(page)).toEqual(locked);
  await page.getByText('Unlock it to move it').waitFor();
  await page.keyboard.press('Shift+L');
  await page.keyboard.press('ArrowLeft');
  expect((await onlyBox(page)).geometry.x).toBeCloseTo(locked.geometry.x - 1, 9);
});

test('the pointer may leave the window in the middle of a drag', async ({ page, appUrl }) => {
  await openPlaces(page, appUrl);
  await drawShip(page);
  const before = (await onlyBox(page)).geometry;
  const toScreen = await calibrate(page);
  const from = toScreen([220, 185]);
  await page.mouse.move(from.x, from.y);
  await page.mouse.down();
  await page.mouse.move(from.x, 300, { steps: 3 });
  await page.mouse.move(from.x, -60, { steps: 3 });
  await page.mouse.move(-80, -60, { steps: 3 });
  const to = toScreen([240, 200]);
  await page.mouse.move(to.x, to.y, { steps: 5 });
  await page.mouse.up();
  const after = (await onlyBox(page)).geometry;
  expect(Math.abs(after.x - before.x - 20)).toBeLessThan(HAND);
  expect(Math.abs(after.y - before.y - 15)).toBeLessThan(HAND);
  // Let go outside: the drag has ended, and moving on drags nothing.
  await page.mouse.move(to.x, to.y);
  await page.mouse.down();
  await page.mouse.move(-50, to.y, { steps: 4 });
  await page.mouse.up();
  const out = await onlyBox(page);
  await page.mouse.move(to.x, to.y, { steps: 4 });
  expect(await onlyBox(page)).toEqual(out);
});

test('a tab that only reads never edits', async ({ page, context, appUrl }) => {
  await openPlaces(page, appUrl);
  await drawShip(page);
  const before = await storedBoxes(page);
  const second = await context.newPage();
  await second.goto(page.url());
  await second.getByRole('button', { name: 'Take over' }).waitFor();
  await second
    .getByRole('treeitem', { name: /cargo ship/i })
    .first()
    .waitFor();
  const toScreen = await calibrate(second);
  await click(second, toScreen([220, 185]));
  expect(await selectedNumbers(second)).toEqual([1]);
  await sweep(second, toScreen([220, 185]), toScreen([260, 200]));
  await pressKeys(
    second,
    'ArrowLeft',
    ']',
    'r',
    'Delete',
    'Control+d',
    '3',
    'Control+c',
    'Control+v',
  );
  await pressKeys(second, 's');
  await sweep(second, toScreen([60, 60]), toScreen([100, 60]));
  await click(second, toScreen([80, 75]));
  await pressKeys(second, 'Escape', 'Control+z');
  expect(await storedBoxes(second)).toEqual(before);
  const inspector = second.getByRole('region', { name: 'Inspector' });
  expect(await inspector.getByRole('radio').first().isDisabled()).toBe(true);
  // What is typed into a field that stores nothing would be lost.
  expect(await inspector.getByLabel('Link to').getAttribute('readonly')).not.toBeNull();
});
