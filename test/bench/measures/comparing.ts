/** How smoothly two dates of 16 bits are compared: frame times while swiping, blinking and mixing them. */
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import type { Page } from 'playwright-core';
import { dropFiles, openApp, pressKeys } from '../../e2e/support/app';
import { writeTiff } from '../../unit/raster/support';
import { type BenchContext, type Figure, type Measure, percentile } from '../measure';
import { serveBarePage } from '../support/bare-pages';
import { awaitEntry, awaitStored } from '../support/diary';
import { inNewPage } from '../support/drawing';
import { framesWhile } from '../support/frame-times';

const SIDE = 2048;
const WATCHED_MS = 3000;
const ROUND_MS = 1500;
const STEP_MS = 16;

type Area = {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
};

/** A 16-bit picture of half a metre with structure everywhere, `shift` metres further east. */
function picture(shift: number): Uint8Array {
  const samples = new Uint16Array(SIDE * SIDE);
  for (let i = 0; i < samples.length; i += 1) {
    const [x, y] = [i % SIDE, Math.floor(i / SIDE)];
    samples[i] = 3000 + 2000 * Math.sin(x / 9 + shift) * Math.cos(y / 13) + ((x * 7 + y * 3) % 500);
  }
  return writeTiff({
    ...{ width: SIDE, height: SIDE, data: new Uint8Array(samples.buffer) },
    fields: [
      [258, 3, [16]],
      [33550, 12, [0.5, 0.5, 0]],
      [33922, 12, [0, 0, 0, 606_000 + shift, 4_677_000, 0]],
      [34735, 3, [1, 1, 0, 3, 1024, 0, 1, 1, 1025, 0, 1, 1, 3072, 0, 1, 32652]],
    ],
  });
}

async function writePair(folder: string): Promise<readonly string[]> {
  const names = ['20231012_014709_before.tif', '20231019_014709_after.tif'];
  return Promise.all(
    names.map(async (name, i) => {
      const path = join(folder, name);
      await writeFile(path, picture(i * 3));
      return path;
    }),
  );
}

/** Moves the pointer to and fro across the area. */
async function swing(page: Page, { x, y, width, height }: Area): Promise<void> {
  const began = performance.now();
  for (let passed = 0; passed < WATCHED_MS; passed = performance.now() - began) {
    const part = 0.5 + 0.4 * Math.sin((2 * Math.PI * passed) / ROUND_MS);
    await page.mouse.move(x + width * part, y + height * 0.3);
    await pause(Math.max(0, began + passed + STEP_MS - performance.now()));
  }
}

type Times = { readonly swipe: readonly number[]; readonly blink: readonly number[] };
type AppTimes = Times & {
  readonly composite: readonly number[];
  readonly sides: readonly number[];
  readonly area: Area;
};

async function drag(page: Page, area: Area): Promise<readonly number[]> {
  await pressKeys(page, 'h');
  await page.mouse.move(area.x + area.width * 0.7, area.y + area.height * 0.3);
  await page.mouse.down();
  const frames = await framesWhile(page, () => swing(page, { ...area, width: area.width * 0.6 }));
  await page.mouse.up();
  await pressKeys(page, 'v');
  return frames;
}

function inApp(context: BenchContext, paths: readonly string[]): Promise<AppTimes> {
  return inNewPage(context, async (page) => {
    await openApp(page, context.appUrl);
    await dropFiles(page, paths);
    await awaitStored(page, 'frames', 2);
    await page.getByRole('option').nth(1).click();
    await pressKeys(page, 'c');
    const area = await page.locator('.qm-compare').boundingBox();
    if (!area) throw new Error('Nothing is compared.');
    // Pictures come, and coarser ones are made of them, which takes the machine's time.
    await page.waitForTimeout(6000);
    await page.mouse.move(area.x + area.width / 2, area.y + area.height * 0.3);
    await page.mouse.down();
    const swipe = await framesWhile(page, () => swing(page, area));
    await page.mouse.up();
    await pressKeys(page, '3');
    await page.getByRole('textbox', { name: 'Per second, typed' }).fill('5');
    await pressKeys(page, 'Enter');
    const blink = await framesWhile(page, () => page.waitForTimeout(WATCHED_MS));
    await page.getByRole('button', { name: /Composite/ }).click();
    const composite = await drag(page, area);
    await page.getByRole('button', { name: /Side by side/ }).click();
    await page.waitForTimeout(1000);
    const sides = await drag(page, { ...area, width: area.width / 2 });
    return { swipe, blink, composite, sides, area };
  });
}

function bare(context: BenchContext, paths: readonly string[], area: Area): Promise<Times> {
  return inNewPage(context, async (page) => {
    const server = await serveBarePage('swipe');
    try {
      await page.goto(`${server.url}?width=${area.width}&height=${area.height}`);
      await dropFiles(page, paths);
      const { at } = await awaitEntry(page, 'drop');
      await awaitEntry(page, 'picture whole', at);
      const place = { ...area, x: 0, y: 0 };
      const swipe = await framesWhile(page, () => swing(page, place));
      await pressKeys(page, 'b');
      const blink = await framesWhile(page, () => page.waitForTimeout(WATCHED_MS));
      return { swipe, blink };
    } finally {
      await server.close();
    }
  });
}

function figures(
  name: string,
  frames: readonly number[],
  baseline: readonly number[] | null,
): readonly Figure[] {
  return ([0.5, 0.95] as const).map((share) => ({
    name: `comparing: ${name}, p${share * 100}`,
    value: percentile(frames, share),
    unit: 'ms',
    ...(baseline ? { baseline: percentile(baseline, share) } : {}),
  }));
}

export const comparing: Measure = {
  name: 'comparing',
  what: 'between animation frames, two frames of 16 bits; baseline: OpenLayers’ own swipe of two layers',
  run: async (context) => {
    const folder = await mkdtemp(join(tmpdir(), 'quaymark-comparing-'));
    try {
      const paths = await writePair(folder);
      const app = await inApp(context, paths);
      const plain = await bare(context, paths, app.area);
      return [
        ...figures('swiping for 3 s', app.swipe, plain.swipe),
        ...figures('blinking 5 times a second', app.blink, plain.blink),
        ...figures('dragging the composite', app.composite, null),
        ...figures('dragging side by side', app.sides, null),
      ];
    } finally {
      await rm(folder, { recursive: true, force: true });
    }
  },
};
