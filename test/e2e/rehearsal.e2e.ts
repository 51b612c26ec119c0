/** While the start screen waits, a made picture is shown once, unseen, by what the first real one is shown by. */
import type { Page } from 'playwright-core';
import { expect } from 'vitest';
import { dropFiles, openApp, waitSaved } from './support/app';
import { demoFile, SEPTEMBER } from './support/demo';
import { settled } from './support/desk';
import { test } from './support/test';

/** What a graphics context was used for. */
type Use = {
  /** The shaders that were compiled for it. */
  readonly shaders: string[];
  /** Red, green, blue and alpha in the middle, after each thing drawn. */
  readonly middles: number[][];
  /** Whether the page held its canvas whenever it was drawn on. */
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
    entryOf(this).seen.push(document.contains(this.canvas as HTMLCanvasElement));
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

test('a made picture is drawn unseen before the first real one, and given back', async ({
  page,
  appUrl,
}) => {
  await page.addInitScript(watchContexts);
  await openApp(page, appUrl);
  await expect.poll(async () => (await contextsOf(page)).map(({ lost }) => lost)).toEqual([true]);
  const [rehearsal] = await contextsOf(page);
  // All of its samples are at the upper end of its stretch.
  expect(rehearsal?.middles).toContainEqual([255, 255, 255, 255]);
  expect(rehearsal?.seen).not.toContain(true);
  expect(await page.locator('canvas').count()).toBe(0);

  await dropFiles(page, [demoFile(SEPTEMBER)]);
  await page.getByRole('application', { name: /^Map of / }).waitFor();
  await waitSaved(page);
  await settled(page);
  const pictures = (await contextsOf(page)).slice(1);
  expect(pictures.some(({ seen }) => seen.includes(true))).toBe(true);
  // What it had compiled serves the real picture: otherwise it would be of no use.
  const compiled = new Set(rehearsal?.shaders);
  const others = pictures.flatMap(({ shaders }) => shaders).filter((text) => !compiled.has(text));
  expect(others).toEqual([]);
});
