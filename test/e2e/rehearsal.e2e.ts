/** While the start screen waits, made images are opened, unseen, by what the first real one is opened by. */
import type { Page } from 'playwright-core';
import { expect } from 'vitest';
import { dropFiles, openApp, pressKeys, waitSaved } from './support/app';
import { demoFile, SEPTEMBER } from './support/demo';
import { settled, table } from './support/desk';
import { test } from './support/test';

/** What a graphics context was used for. */
type Use = {
  /** The shaders that were compiled for it. */
  readonly shaders: string[];
  /** Red, green, blue and alpha in the middle, after each thing drawn. */
  readonly middles: number[][];
  /** Whether its canvas was to be seen whenever it was drawn on. */
  readonly seen: boolean[];
  readonly lost: () => boolean;
};

type WatchedWindow = Window & { contexts?: Map<WebGLRenderingContext, Use> };

/** Keeps a diary of all graphics contexts from the page's beginning. */
function watchContexts(): void {
  const contexts = new Map<WebGLRenderingContext, Use>();
  (window as WatchedWindow).contexts = contexts;
  const entryOf = (gl: WebGLRenderingContext): Use => {
    const known = contexts.get(gl);
    if (known) return known;
    const use = { shaders: [], middles: [], seen: [], lost: () => gl.isContextLost() };
    contexts.set(gl, use);
    return use;
  };
  const { prototype } = WebGLRenderingContext;
  const { shaderSource, drawElements } = prototype;
  prototype.shaderSource = function source(shader, text) {
    entryOf(this).shaders.push(text);
    shaderSource.call(this, shader, text);
  };
  prototype.drawElements = function draw(...args) {
    drawElements.apply(this, args);
    const { drawingBufferWidth: width, drawingBufferHeight: height } = this;
    const pixel = new Uint8Array(4);
    this.readPixels(width >> 1, height >> 1, 1, 1, this.RGBA, this.UNSIGNED_BYTE, pixel);
    entryOf(this).middles.push([...pixel]);
    const canvas = this.canvas as HTMLCanvasElement;
    entryOf(this).seen.push(canvas.checkVisibility({ visibilityProperty: true }));
  };
}

/** The contexts so far, in the order in which they were first used. */
function contextsOf(page: Page) {
  return page.evaluate(() =>
    [...((window as WatchedWindow).contexts?.values() ?? [])].map(({ lost, ...use }) => ({
      ...use,
      lost: lost(),
    })),
  );
}

/** Waits until all is over. */
async function rehearsed(page: Page): Promise<void> {
  await expect.poll(async () => (await contextsOf(page)).length).toBe(1);
  await expect.poll(() => page.locator('canvas').count()).toBe(0);
}

async function dropPicture(page: Page): Promise<void> {
  await dropFiles(page, [demoFile(SEPTEMBER)]);
  await page.getByRole('application', { name: /^Map of / }).waitFor();
  await waitSaved(page);
  await settled(page);
}

test('made images are opened unseen and leave nothing, and the first real one is drawn with what was compiled for them', async ({
  page,
  appUrl,
}) => {
  await page.addInitScript(watchContexts);
  await openApp(page, appUrl);
  // In one look: it is soon gone.
  const visibility = await page.waitForFunction(() => {
    const place = document.querySelector('[inert]');
    return place && getComputedStyle(place).visibility;
  });
  expect(await visibility.jsonValue()).toBe('hidden');
  await rehearsed(page);
  const [rehearsal] = await contextsOf(page);
  // Noise between dark and bright, of which nothing is transparent.
  const drawn = rehearsal?.middles.filter(([red = 0, , , alpha]) => red > 0 && alpha === 255);
  expect(drawn?.length).toBeGreaterThan(0);
  expect(rehearsal?.seen).not.toContain(true);
  expect(await page.locator('[inert]').count()).toBe(0);
  expect(await table(page, 'projects')).toEqual([]);
  expect(await table(page, 'thumbnails')).toEqual([]);

  await dropPicture(page);
  const [picture, ...others] = await contextsOf(page);
  expect(others).toEqual([]);
  expect(picture?.seen).toContain(true);
  // OpenLayers compiles what puts a layer's texture on the canvas with each layer, which nothing can keep it from.
  const ofPictures = (use: typeof picture) =>
    use?.shaders.filter((text) => text.includes('u_var_'));
  expect(ofPictures(rehearsal)?.length).toBeGreaterThan(0);
  expect(ofPictures(picture)).toEqual(ofPictures(rehearsal));
  expect((await table(page, 'frames')).length).toBe(1);
});

test('what is dropped meanwhile is opened at once, and nothing made is left beside it', async ({
  page,
  appUrl,
}) => {
  await openApp(page, appUrl);
  await page.locator('[inert]').waitFor({ state: 'attached' });
  await dropPicture(page);
  expect(await page.locator('[inert]').count()).toBe(0);
  expect(await page.getByRole('application', { name: /^Map of / }).count()).toBe(1);
  expect((await table(page, 'frames')).length).toBe(1);
});

test('what was kept for the next map may be lost: the picture is drawn again as soon as there is a graphics context', async ({
  page,
  appUrl,
}) => {
  await page.addInitScript(watchContexts);
  await openApp(page, appUrl);
  await rehearsed(page);
  await dropPicture(page);
  await page.evaluate(async () => {
    const [gl] = (window as WatchedWindow).contexts?.keys() ?? [];
    const extension = gl?.getExtension('WEBGL_lose_context');
    const told = (type: string) =>
      new Promise((resolve) => gl?.canvas.addEventListener(type, resolve, { once: true }));
    const lost = told('webglcontextlost');
    extension?.loseContext();
    await lost;
    // As a browser does when its graphics process has come back.
    const restored = told('webglcontextrestored');
    setTimeout(() => extension?.restoreContext());
    await restored;
  });
  const drawn = async () => (await contextsOf(page)).flatMap(({ middles }) => middles);
  const before = (await drawn()).length;
  await pressKeys(page, '+');
  await expect.poll(async () => (await drawn()).length).toBeGreaterThan(before);
  await settled(page);
  const anew = (await contextsOf(page)).filter(({ lost }) => !lost);
  expect(anew).toHaveLength(1);
  expect(anew[0]?.middles.at(-1)?.[3]).toBe(255);
  expect(anew[0]?.seen.at(-1)).toBe(true);
});
