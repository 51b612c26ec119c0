/** Boxes drawn by hand: the gestures, their measures, and how they are dropped. */
import { expect } from 'vitest';
import { pressKeys } from './support/app';
import {
  onlyBox,
  openPlaces,
  recordPaintedTexts,
  selectedNumbers,
  storedBoxes,
  sweep,
} from './support/desk';
import { calibrate, mapArea } from './support/map-view';
import { BOW, click, drawShip, expectKeel, HAND, KEEL, STERN } from './support/ship';
import { test } from './support/test';

test('an oriented box in one gesture along the keel, with its size and heading shown meanwhile', async ({
  page,
  appUrl,
}) => {
  const painted = await recordPaintedTexts(page);
  await openPlaces(page, appUrl);
  const toScreen = await calibrate(page);
  await page.keyboard.press('s');
  const [stern, bow] = [toScreen(STERN), toScreen(BOW)];
  await page.mouse.move(stern.x, stern.y);
  await page.mouse.down();
  await painted();
  await page.mouse.move(bow.x, bow.y, { steps: 4 });
  await page.waitForTimeout(50);
  // 156.5 px of half a metre, seen from UTM's grid: 78.3 m, heading 63.4° from the grid's north and
  // 0.87° more from true north (the convergence there).
  const keelTexts = await painted();
  expect(
    keelTexts.some((text) => /^78\.[234]/.test(text)),
    `${keelTexts}`,
  ).toBe(true);
  expect(
    keelTexts.some((text) => /^06[34]\.\d° T$|^06[34]° T$/.test(text)),
    `${keelTexts}`,
  ).toBe(true);
  await page.mouse.up();
  const scale = Math.hypot(bow.x - stern.x, bow.y - stern.y) / KEEL.length;
  const across = { x: (15 * scale * 70) / KEEL.length, y: (15 * scale * 140) / KEEL.length };
  await page.mouse.move((stern.x + bow.x) / 2 + across.x, (stern.y + bow.y) / 2 + across.y, {
    steps: 4,
  });
  await page.waitForTimeout(50);
  const beamTexts = await painted();
  expect(
    beamTexts.some((text) => /^78\.[234] × 1[45]\.\d m$/.test(text)),
    `${beamTexts}`,
  ).toBe(true);
  expect(await storedBoxes(page)).toHaveLength(0);
  await page.mouse.down();
  await page.mouse.up();
  expectKeel(await onlyBox(page), 30);
});

test('the same box by three clicks, in either mode', async ({ page, appUrl }) => {
  await openPlaces(page, appUrl);
  const toScreen = await calibrate(page);
  const beside = { x: KEEL.x + (15 * 70) / KEEL.length, y: KEEL.y + (15 * 140) / KEEL.length };
  const threeClicks = async () => {
    await page.keyboard.press('s');
    for (const point of [STERN, BOW, [beside.x, beside.y] as const]) {
      const { x, y } = toScreen(point);
      await page.mouse.move(x, y, { steps: 4 });
      await page.mouse.down();
      await page.mouse.up();
    }
    await page.keyboard.press('v');
  };
  await threeClicks();
  expectKeel(await onlyBox(page), 30);
  await pressKeys(page, 'Delete', 'Shift+S');
  await threeClicks();
  expectKeel(await onlyBox(page), 30);
  // In the mode of three clicks a press that trembles is a click all the same.
  await pressKeys(page, 'Delete', 's');
  await sweep(page, toScreen(STERN), toScreen([STERN[0] + 12, STERN[1]]));
  await click(page, toScreen(BOW));
  await click(page, toScreen([beside.x, beside.y]));
  expectKeel(await onlyBox(page), 30);
});

test('an upright box by a drag', async ({ page, appUrl }) => {
  const painted = await recordPaintedTexts(page);
  await openPlaces(page, appUrl);
  const toScreen = await calibrate(page);
  await page.keyboard.press('b');
  const [from, to] = [toScreen([100, 80]), toScreen([180, 120])];
  await page.mouse.move(from.x, from.y);
  await page.mouse.down();
  await page.mouse.move(to.x, to.y, { steps: 4 });
  await page.waitForTimeout(50);
  const texts = await painted();
  expect(
    texts.some((text) => /^40\.[01] × 20\.[01] m$/.test(text)),
    `${texts}`,
  ).toBe(true);
  await page.mouse.up();
  const { geometry, bowKnown } = await onlyBox(page);
  expect(geometry.angle).toBe(0);
  expect(bowKnown).toBe(false);
  for (const [key, value] of [
    ['x', 140],
    ['y', 100],
    ['length', 80],
    ['width', 40],
  ] as const) {
    expect(Math.abs(geometry[key] - value), key).toBeLessThan(2 * HAND);
  }
});

test('Esc drops a gesture at every stage, and what was dragged goes back', async ({
  page,
  appUrl,
}) => {
  await openPlaces(page, appUrl);
  const toScreen = await calibrate(page);
  const [stern, bow] = [toScreen(STERN), toScreen(BOW)];
  await page.keyboard.press('s');
  // While the keel is dragged.
  await page.mouse.move(stern.x, stern.y);
  await page.mouse.down();
  await page.mouse.move(bow.x, bow.y, { steps: 3 });
  await page.keyboard.press('Escape');
  await page.mouse.up();
  // With the stern set by a click; with the keel set.
  await click(page, stern);
  await page.keyboard.press('Escape');
  await sweep(page, stern, bow);
  await page.keyboard.press('Escape');
  await click(page, toScreen([60, 60]));
  await page.keyboard.press('Escape');
  await page.keyboard.press('b');
  await page.mouse.move(stern.x, stern.y);
  await page.mouse.down();
  await page.mouse.move(bow.x, bow.y, { steps: 3 });
  await page.keyboard.press('Escape');
  await page.mouse.up();
  expect(await storedBoxes(page)).toHaveLength(0);

  await drawShip(page);
  const before = await onlyBox(page);
  await page.mouse.move(toScreen([220, 185]).x, toScreen([220, 185]).y);
  await page.mouse.down();
  await page.mouse.move(stern.x, stern.y, { steps: 4 });
  await page.keyboard.press('Escape');
  await page.mouse.up();
  expect(await onlyBox(page)).toEqual(before);
  // Esc once more leaves the selection, and only then.
  await page.keyboard.press('Escape');
  expect(await selectedNumbers(page)).toEqual([]);
});

test('the view pans and zooms in the middle of a gesture, which goes on', async ({
  page,
  appUrl,
}) => {
  await openPlaces(page, appUrl);
  let toScreen = await calibrate(page);
  const area = await mapArea(page);
  await page.keyboard.press('s');
  await sweep(page, toScreen(STERN), toScreen(BOW));
  // The keel is set; now wheel, right drag and space drag before the beam is.
  const middle = { x: area.x + area.width / 2, y: area.y + area.height / 2 };
  await page.mouse.move(middle.x, middle.y);
  await page.mouse.wheel(0, -240);
  await page.waitForTimeout(400);
  await page.mouse.down({ button: 'right' });
  await page.mouse.move(middle.x + 40, middle.y + 25, { steps: 4 });
  await page.mouse.up({ button: 'right' });
  await page.keyboard.down('Space');
  await page.mouse.down();
  await page.mouse.move(middle.x + 90, middle.y + 45, { steps: 4 });
  await page.mouse.up();
  await page.keyboard.up('Space');
  expect(await storedBoxes(page)).toHaveLength(0);
  toScreen = await calibrate(page);
  const beside = toScreen([KEEL.x + (15 * 70) / KEEL.length, KEEL.y + (15 * 140) / KEEL.length]);
  await page.mouse.move(beside.x, beside.y, { steps: 4 });
  await click(page, beside);
  expectKeel(await onlyBox(page), 30);
  // Wheel while the button is down.
  await page.keyboard.press('Delete');
  await page.keyboard.press('b');
  const from = toScreen([200, 170]);
  await page.mouse.move(from.x, from.y);
  await page.mouse.down();
  await page.mouse.move(from.x + 80, from.y + 50, { steps: 3 });
  await page.mouse.wheel(0, 240);
  await page.waitForTimeout(400);
  await page.mouse.move(from.x + 100, from.y + 60);
  await page.mouse.up();
  const { geometry } = await onlyBox(page);
  expect(Math.abs(geometry.x - geometry.length / 2 - 200)).toBeLessThan(2 * HAND);
  expect(Math.abs(geometry.y - geometry.width / 2 - 170)).toBeLessThan(2 * HAND);
});
