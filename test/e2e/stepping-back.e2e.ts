/**
 * Going back to a date finds its picture as it was left, and going on to the next its picture made ready: nothing
 * is compiled, uploaded or read.
 */
import type { Page } from 'playwright-core';
import { expect } from 'vitest';
import { drawKeel, openDemo, pressKeys, waitSaved } from './support/app';
import { settled, table } from './support/desk';
import { mapArea } from './support/map-view';
import { test } from './support/test';

type Work = { programs: number; uploads: number };
type CountedWindow = Window & { graphicsWork?: Work };

/** Counts what costs the graphics card more than drawing does. */
function countWork(page: Page): Promise<unknown> {
  return page.addInitScript(() => {
    const work = { programs: 0, uploads: 0 };
    (window as CountedWindow).graphicsWork = work;
    const { linkProgram, texImage2D } = WebGLRenderingContext.prototype;
    WebGLRenderingContext.prototype.linkProgram = function link(program) {
      work.programs++;
      Reflect.apply(linkProgram, this, [program]);
    };
    WebGLRenderingContext.prototype.texImage2D = function upload(...all: unknown[]) {
      // Without samples, room is made on the card for what is drawn there.
      if (all.at(-1) !== null) work.uploads++;
      Reflect.apply(texImage2D, this, all);
    };
  });
}

const workDone = (page: Page) =>
  page.evaluate(() => ({ ...((window as CountedWindow).graphicsWork as Work) }));

async function step(page: Page, key: 'PageDown' | 'PageUp'): Promise<void> {
  const map = page.getByRole('application');
  const before = await map.getAttribute('aria-label');
  await page.keyboard.press(key);
  await expect.poll(() => map.getAttribute('aria-label')).not.toBe(before);
  await settled(page);
}

async function openOnFirst(page: Page, url: string): Promise<void> {
  await openDemo(page, url);
  await expect
    .poll(() => table(page, 'frames').then(({ length }) => length), { timeout: 60_000 })
    .toBe(6);
  await page.getByRole('option').first().click();
  await page.getByRole('application').focus();
  await settled(page);
}

/** The picture's own canvas, in coarse cells. */
const coarse = (page: Page) =>
  page.evaluate(() => {
    const context = new OffscreenCanvas(24, 16).getContext('2d');
    const [canvas] = document.querySelectorAll<HTMLCanvasElement>('.ol-layers canvas');
    if (!context || !canvas) throw new Error('There is no picture.');
    context.drawImage(canvas, 0, 0, 24, 16);
    return [...context.getImageData(0, 0, 24, 16).data];
  });

test('going back to dates that were seen compiles and uploads nothing', async ({
  page,
  appUrl,
}) => {
  await countWork(page);
  await openOnFirst(page, appUrl);
  const first = await coarse(page);
  for (let i = 0; i < 3; i++) await step(page, 'PageDown');
  const last = await coarse(page);
  const seen = await workDone(page);
  expect(seen.programs).toBeGreaterThan(0);
  expect(seen.uploads).toBeGreaterThan(0);

  for (let i = 0; i < 3; i++) await step(page, 'PageUp');
  expect(await coarse(page)).toEqual(first);
  for (let i = 0; i < 3; i++) await step(page, 'PageDown');
  expect(await coarse(page)).toEqual(last);
  expect(last).not.toEqual(first);
  expect(await workDone(page)).toEqual(seen);
}, 120_000);

/** Waits until the graphics card has been given more than before and nothing more comes, and gives the sum. */
async function madeReady(page: Page, before: Work): Promise<Work> {
  let last = before;
  const poll = async () => {
    const now = await workDone(page);
    const still = now.uploads > before.uploads && now.uploads === last.uploads;
    last = now;
    return still;
  };
  await expect.poll(poll, { timeout: 30_000, interval: 1500 }).toBe(true);
  return last;
}

test('dates beside the one that is looked at are shown for the first time without compiling or uploading', async ({
  page,
  appUrl,
}) => {
  await countWork(page);
  await openOnFirst(page, appUrl);
  await step(page, 'PageDown');
  const before = await coarse(page);
  const ready = await madeReady(page, await workDone(page));

  // What is done until the next picture is whole; after that the next but one is made ready.
  await page.evaluate(() => {
    const map = document.querySelector('[data-picture]');
    const { graphicsWork } = window as CountedWindow;
    new MutationObserver((_, observer) => {
      if (map?.getAttribute('data-picture') !== 'whole') return;
      observer.disconnect();
      Object.assign(window, { workUntilWhole: { ...graphicsWork } });
    }).observe(map as Element, { attributeFilter: ['data-picture'] });
  });
  await step(page, 'PageDown');
  await expect
    .poll(() => page.evaluate(() => Reflect.get(window, 'workUntilWhole')))
    .toEqual(ready);
  const shown = await coarse(page);
  expect(shown).not.toEqual(before);
  expect(shown.filter((value, i) => i % 4 === 3 && value === 255).length).toBeGreaterThan(200);
}, 120_000);

test('what happened to a date while another was on screen is seen on going back', async ({
  page,
  appUrl,
}) => {
  await openOnFirst(page, appUrl);
  const { x, y, width, height } = await mapArea(page);
  const before = (await page.getByRole('application').getAttribute('aria-label')) ?? '';
  await pressKeys(page, 's');
  const [stern, bow] = [
    { x: x + width * 0.3, y: y + height * 0.5 },
    { x: x + width * 0.5, y: y + height * 0.5 },
  ];
  await drawKeel(page, stern, bow, 30);
  await waitSaved(page);
  const map = page.getByRole('application');
  const withBox = await map.getAttribute('aria-label');
  expect(withBox).not.toBe(before);
  await step(page, 'PageDown');
  await pressKeys(page, 'Control+z');
  await waitSaved(page);
  if ((await map.getAttribute('aria-label')) !== before) await step(page, 'PageUp');
  expect(await map.getAttribute('aria-label')).toBe(before);
}, 120_000);

test('the canvas of the picture is not antialiased', async ({ page, appUrl }) => {
  await openDemo(page, appUrl);
  const antialias = await page
    .locator('.ol-layers canvas')
    .first()
    .evaluate(
      (canvas: HTMLCanvasElement) => canvas.getContext('webgl')?.getContextAttributes()?.antialias,
    );
  expect(antialias).toBe(false);
});
