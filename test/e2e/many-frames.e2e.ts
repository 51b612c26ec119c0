/**
 * What frames took is given back: fifty are shown one after the other, and memory does not grow with them; then
 * all are taken out of the project, and little is left.
 */
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import type { Page } from 'playwright-core';
import { expect, onTestFinished } from 'vitest';
import { writeTiff } from '../unit/raster/support';
import { dropFiles, openApp, pressKeys, waitSaved } from './support/app';
import { table } from './support/desk';
import { watchHeaps } from './support/heaps';
import { test } from './support/test';

const FRAMES = 50;
/** Frames until all that is kept for the last few is there. */
const FEW = 16;
/** Each takes this many bytes once decoded, with its alpha. */
const SIDE = 1024;
const FRAME_BYTES = SIDE * SIDE * 2;

/** Frames whose decoded blocks workers keep for who asks again, and as much for what was loaded meanwhile. */
const FEW_LEFT = 12;
/** Milliseconds until what is done while the start screen waits is over. */
const REHEARSED = 3000;
/** Until what was being read or drawn ahead when the counting began has ended. */
const SETTLES = { timeout: 20_000 };
/** Milliseconds without a new texture after which none is drawn ahead any more. */
const QUIET = 1500;

type CountedWindow = Window & { texturesAlive?: () => number };

/** Counts the textures of all graphics contexts that are neither deleted nor collected as unused. */
function countTextures(page: Page): Promise<unknown> {
  return page.addInitScript(() => {
    const made: WeakRef<WebGLTexture>[] = [];
    const deleted = new WeakSet<WebGLTexture>();
    (window as CountedWindow).texturesAlive = () =>
      made.filter((one) => {
        const texture = one.deref();
        return texture !== undefined && !deleted.has(texture);
      }).length;
    const { createTexture, deleteTexture } = WebGLRenderingContext.prototype;
    WebGLRenderingContext.prototype.createTexture = function create() {
      const texture: WebGLTexture = Reflect.apply(createTexture, this, []);
      made.push(new WeakRef(texture));
      return texture;
    };
    WebGLRenderingContext.prototype.deleteTexture = function remove(texture) {
      if (texture) deleted.add(texture);
      Reflect.apply(deleteTexture, this, [texture]);
    };
  });
}

/** Frames of one place on fifty days. */
async function writeFrames(): Promise<string[]> {
  const folder = await mkdtemp(join(tmpdir(), 'quaymark-'));
  onTestFinished(() => rm(folder, { recursive: true }));
  return Promise.all(
    Array.from({ length: FRAMES }, async (_, i) => {
      const day = new Date(Date.UTC(2023, 0, 1 + i)).toISOString().slice(0, 10);
      const path = join(folder, `${day.replaceAll('-', '')}_frame.tif`);
      const data = Uint8Array.from({ length: SIDE * SIDE }, (_, at) => (at * (i + 3)) % 251);
      const fields = [
        [33550, 12, [0.5, 0.5, 0]],
        [33922, 12, [0, 0, 0, 606_000, 4_677_000, 0]],
        [34735, 3, [1, 1, 0, 3, 1024, 0, 1, 1, 1025, 0, 1, 1, 3072, 0, 1, 32_652]],
      ] as const;
      await writeFile(path, writeTiff({ width: SIDE, height: SIDE, data, fields: [...fields] }));
      return path;
    }),
  );
}

/** Steps from date to date, each until its picture is whole. */
async function step(page: Page, times: number): Promise<void> {
  const map = page.getByRole('application');
  for (let i = 0; i < times; i++) {
    const before = await map.getAttribute('aria-label');
    await page.keyboard.press('PageDown');
    await expect.poll(() => map.getAttribute('aria-label'), { timeout: 30_000 }).not.toBe(before);
    await page.locator('[data-picture="whole"]').waitFor({ timeout: 30_000 });
  }
}

/** What is held once nothing is drawn ahead any more. */
async function settled<T extends { textures: number }>(held: () => Promise<T>): Promise<T> {
  let before = await held();
  for (;;) {
    await pause(QUIET);
    const now = await held();
    if (now.textures === before.textures) return now;
    before = now;
  }
}

/** Takes the frame on screen out of the project, until none is left. */
async function removeAll(page: Page): Promise<void> {
  const palette = page.getByRole('combobox', { name: 'Find or run a command' });
  for (let left = FRAMES - 1; left >= 0; left--) {
    await pressKeys(page, 'Control+k');
    await palette.fill('Remove this frame');
    await page.getByRole('option', { name: /Remove this frame/ }).waitFor();
    await palette.press('Enter');
    await expect.poll(async () => (await table(page, 'frames')).length).toBe(left);
  }
}

test('fifty frames take no more memory than a few', async ({ page, appUrl }) => {
  const paths = await writeFrames();
  await countTextures(page);
  const heaps = await watchHeaps(page);
  await openApp(page, appUrl);
  await page.waitForTimeout(REHEARSED);
  const textures = () => page.evaluate(() => (window as CountedWindow).texturesAlive?.() ?? 0);
  const held = async () => ({ bytes: await heaps.held(), textures: await textures() });
  const none = await held();
  await dropFiles(page, paths);
  await expect
    .poll(() => table(page, 'frames').then((frames) => frames.length), { timeout: 150_000 })
    .toBe(FRAMES);
  await waitSaved(page, 60_000);

  await page.getByRole('option').first().click();
  await page.getByRole('application').focus();
  await step(page, FEW);
  const few = await settled(held);
  expect(few.textures).toBeGreaterThan(0);
  await step(page, FRAMES - 1 - FEW);
  const all = await held();
  expect((all.bytes - few.bytes) / FRAME_BYTES).toBeLessThan((FRAMES - FEW) / 4);
  await expect
    .poll(async () => (await held()).textures, SETTLES)
    .toBeLessThanOrEqual(few.textures + 8);

  await removeAll(page);
  const closed = await held();
  expect((closed.bytes - none.bytes) / FRAME_BYTES).toBeLessThan(FEW_LEFT);
  await expect
    .poll(async () => (await held()).textures, SETTLES)
    .toBeLessThanOrEqual(none.textures + 8);
}, 300_000);
