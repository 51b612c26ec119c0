/** While finer tiles do not come, coarser ones are shown: within the frame the map is never empty. */
import type { Page } from 'playwright-core';
import { expect } from 'vitest';
import { dropFiles, openApp, pressKeys, waitSaved } from './support/app';
import { demoFile, SEPTEMBER } from './support/demo';
import { settled } from './support/desk';
import { mapArea } from './support/map-view';
import { test } from './support/test';

type HeldWindow = Window & { heldTiles?: { count: number } };

/**
 * From now on the workers do not hear of wanted tiles of the finest resolution, as if they took for ever, or are
 * asked for such as are not there, so that none can be read.
 */
function holdFinestTiles(page: Page, fail = false): Promise<void> {
  return page.evaluate((fail) => {
    const { postMessage } = Worker.prototype;
    const held = { count: 0 };
    (window as HeldWindow).heldTiles = held;
    type Job = { readonly name?: string; readonly args?: { level?: number; row?: number } };
    Worker.prototype.postMessage = function post(this: Worker, message: Job, ...rest: unknown[]) {
      const { name, args } = message;
      const isFinest = name === 'tile' && args?.level === 0;
      if (isFinest) held.count++;
      if (isFinest && fail) args.row = 1e6;
      if (!isFinest || fail) Reflect.apply(postMessage, this, [message, ...rest]);
    };
  }, fail);
}

/** From now on notes how many pixels the map is drawn in. */
function noteWidths(page: Page): Promise<void> {
  return page.evaluate(() => {
    const widths: number[] = [];
    Object.assign(window, { drawnWidths: widths });
    const note = () => {
      const canvas = document.querySelector<HTMLCanvasElement>('.ol-layers canvas');
      if (canvas && canvas.width !== widths.at(-1)) widths.push(canvas.width);
      requestAnimationFrame(note);
    };
    note();
  });
}

const drawnWidths = (page: Page) =>
  page.evaluate(() => (window as unknown as { drawnWidths: number[] }).drawnWidths);

const heldTiles = (page: Page) => page.evaluate(() => (window as HeldWindow).heldTiles?.count ?? 0);

/** The part of the map that shows nothing, 0 to 1, once it has been drawn: its canvas is transparent there. */
function emptyPart(page: Page): Promise<number> {
  return page.evaluate(async () => {
    for (let frames = 0; frames < 2; frames++) await new Promise(requestAnimationFrame);
    const side = 96;
    const context = new OffscreenCanvas(side, side).getContext('2d');
    if (!context) throw new Error('There is no canvas.');
    for (const canvas of document.querySelectorAll<HTMLCanvasElement>('.ol-layers canvas')) {
      context.drawImage(canvas, 0, 0, side, side);
    }
    const { data } = context.getImageData(0, 0, side, side);
    return data.filter((value, i) => i % 4 === 3 && value === 0).length / (side * side);
  });
}

test('zooming and panning faster than tiles come shows coarser ones', async ({ page, appUrl }) => {
  await openApp(page, appUrl);
  await dropFiles(page, [demoFile(SEPTEMBER)]);
  await page.getByRole('application', { name: /^Map of / }).waitFor();
  await waitSaved(page);
  await settled(page);
  // Around a whole frame there is nothing: what is looked at can be empty.
  expect(await emptyPart(page)).toBeGreaterThan(0.02);
  await holdFinestTiles(page);

  await pressKeys(page, 'x');
  const { x, y, width, height } = await mapArea(page);
  const middle = { x: x + width / 2, y: y + height / 2 };
  const found = [await emptyPart(page)];
  await pressKeys(page, 'h');
  for (const [dx, dy] of [
    [0.4, 0.3],
    [-0.4, -0.3],
    [-0.4, 0.3],
    [0.4, -0.3],
  ] as const) {
    await page.mouse.move(middle.x, middle.y);
    await page.mouse.down();
    await page.mouse.move(middle.x + width * dx, middle.y + height * dy, { steps: 3 });
    found.push(await emptyPart(page));
    await page.mouse.up();
  }
  for (const notch of [-240, -240, 240]) {
    await page.mouse.wheel(0, notch);
    found.push(await emptyPart(page));
  }
  expect(await heldTiles(page)).toBeGreaterThan(0);
  expect(found).toEqual(found.map(() => 0));
}, 90_000);

test('what stands in for finer tiles takes few pixels while they are read, and all when none comes', async ({
  page,
  appUrl,
}) => {
  await openApp(page, appUrl);
  await dropFiles(page, [demoFile(SEPTEMBER)]);
  await page.getByRole('application', { name: /^Map of / }).waitFor();
  await waitSaved(page);
  await settled(page);
  await holdFinestTiles(page, true);
  await noteWidths(page);
  const [all = 0] = await drawnWidths(page);
  expect(all).toBe(Math.round((await mapArea(page)).width));
  await pressKeys(page, 'x');
  await expect.poll(async () => (await drawnWidths(page)).length).toBe(3);
  const [, few = all, last] = await drawnWidths(page);
  expect(few).toBeLessThanOrEqual(all / 2);
  expect(last).toBe(all);
  expect(await heldTiles(page)).toBeGreaterThan(0);
  expect(await emptyPart(page)).toBe(0);
});
