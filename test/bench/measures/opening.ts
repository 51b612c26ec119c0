/** From dropping an image file to its picture, and to the frame being on record. */
import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { pipeline } from 'node:stream/promises';
import type { Page } from 'playwright-core';
import { dropFiles, openApp } from '../../e2e/support/app';
import { demoFile, SEPTEMBER } from '../../e2e/support/demo';
import { mapArea } from '../../e2e/support/map-view';
import { BIG_TIFFS, bigTiff } from '../make-big-tiffs.mjs';
import { type BenchContext, type Figure, type Measure, percentile } from '../measure';
import { serveBarePage } from '../support/bare-pages';
import { awaitEntry, awaitStored, longestTask, now } from '../support/diary';
import { inNewPage } from '../support/drawing';

const RUNS = 3;
/** Milliseconds that a page is left alone before the drop, as until a person has found the file. */
const SETTLED = 1500;
/** Optical demo frame of four bands and 16 bits. */
const OCTOBER = '23OCT09021843-M2AS-504820013010_01_P001.tif';

/** Milliseconds from the drop, and from the key that goes to 1:1. */
type Opened = { readonly first: number; readonly whole: number; readonly near: number };
type OpenedInApp = Opened & { readonly stored: number; readonly longest: number };
/** Addresses of the bare pages. */
type Pages = { readonly ours: string; readonly stock: string };
type Size = { readonly width: number; readonly height: number };

async function dropAndWatch(page: Page, path: string) {
  await dropFiles(page, [path]);
  const { at: dropped } = await awaitEntry(page, 'drop');
  const { at: first } = await awaitEntry(page, 'first pixels', dropped);
  const { at: whole } = await awaitEntry(page, 'picture whole', dropped);
  // The look for first pixels may come just after the drawing that was the last one too.
  return { dropped, first: Math.min(first, whole) - dropped, whole: whole - dropped };
}

/** To 1:1, as a whole picture. */
async function goNear(page: Page): Promise<number> {
  const before = await now(page);
  await page.keyboard.press('x');
  const { at: pressed } = await awaitEntry(page, 'keydown x', before);
  const { at: asked } = await awaitEntry(page, 'picture loading', pressed);
  const { at: whole } = await awaitEntry(page, 'picture whole', asked);
  return whole - pressed;
}

function openInApp(context: BenchContext, path: string): Promise<OpenedInApp & { size: Size }> {
  return inNewPage(context, async (page) => {
    await openApp(page, context.appUrl);
    await page.waitForTimeout(SETTLED);
    const { dropped, ...opened } = await dropAndWatch(page, path);
    const near = await goNear(page);
    const stored = await awaitStored(page, 'frames', 1);
    const longest = await longestTask(page, dropped);
    const { width, height } = await mapArea(page);
    return { ...opened, near, stored: stored - dropped, longest, size: { width, height } };
  });
}

function openBare(context: BenchContext, url: string, path: string): Promise<Opened> {
  return inNewPage(context, async (page) => {
    await page.goto(url);
    await page.waitForTimeout(SETTLED);
    const { first, whole } = await dropAndWatch(page, path);
    return { first, whole, near: await goNear(page) };
  });
}

/** Milliseconds that Node takes to hash the file, which the application must do too. */
async function hashTime(path: string): Promise<number> {
  const began = performance.now();
  await pipeline(createReadStream(path, { highWaterMark: 2 ** 22 }), createHash('sha256'));
  return performance.now() - began;
}

type OnDisk = { readonly what: string; readonly path: string; readonly bands: 3 | 4 };
type Runs = {
  readonly app: readonly OpenedInApp[];
  readonly ours: readonly Opened[];
  readonly stock: readonly Opened[];
};

/** One after the other in turn, so that what else the machine does falls on all alike. */
async function inTurn(context: BenchContext, pages: Pages, { path, bands }: OnDisk): Promise<Runs> {
  const app: OpenedInApp[] = [];
  const ours: Opened[] = [];
  const stock: Opened[] = [];
  for (let run = 0; run < RUNS; run++) {
    const { size, ...opened } = await openInApp(context, path);
    app.push(opened);
    const query = `?bands=${bands}&width=${size.width}&height=${size.height}`;
    ours.push(await openBare(context, `${pages.ours}${query}`, path));
    stock.push(await openBare(context, `${pages.stock}${query}`, path));
  }
  return { app, ours, stock };
}

const PARTS = [
  { key: 'first', part: 'first pixels' },
  { key: 'whole', part: 'whole picture' },
  { key: 'near', part: 'then zoomed to 1:1' },
] as const;

async function openFile(
  context: BenchContext,
  pages: Pages,
  file: OnDisk,
): Promise<readonly Figure[]> {
  const { what, path } = file;
  context.say(what);
  // Read once, so that all runs find the file in the system's cache alike.
  const hashed = await hashTime(path);
  const { app, ours, stock } = await inTurn(context, pages, file);
  const middle = <T>(list: readonly T[], of: (one: T) => number) => percentile(list.map(of), 0.5);
  const name = (part: string) => `opening: ${what}, ${part}`;
  const unit = 'ms';
  const against = (runs: readonly Opened[], how: string): readonly Figure[] =>
    PARTS.map(({ key, part }) => ({
      name: name(`${how}${part}`),
      value: middle(runs, (run) => run[key]),
      unit,
      baseline: middle(stock, (run) => run[key]),
    }));
  return [
    ...against(ours, 'bare page, '),
    ...against(app, ''),
    {
      name: name('on record'),
      value: middle(app, ({ stored }) => stored),
      unit,
      baseline: hashed,
    },
    { name: name('longest task'), value: Math.max(...app.map(({ longest }) => longest)), unit },
  ];
}

export const opening: Measure = {
  name: 'opening',
  what: `from the drop to the picture, in the application and with its picture alone on a bare page, median of ${RUNS}; baselines: OpenLayers' own GeoTIFF source on a bare page, and for "on record" SHA-256 by Node`,
  run: async (context) => {
    context.say('Large files are made when they are not there yet.');
    const files = [
      { what: 'demo, 8-bit RGB JPEG', path: demoFile(SEPTEMBER), bands: 3 },
      { what: 'demo, 16-bit 4-band', path: demoFile(OCTOBER), bands: 4 },
      { what: 'large 8-bit RGB JPEG', path: await bigTiff(BIG_TIFFS.jpeg8), bands: 3 },
      { what: '0.5 GB 8-bit RGB', path: await bigTiff(BIG_TIFFS.rgb8), bands: 3 },
      { what: '1.2 GB 16-bit 4-band', path: await bigTiff(BIG_TIFFS.multi16), bands: 4 },
    ] as const;
    const servers = await Promise.all([serveBarePage('picture'), serveBarePage('openlayers')]);
    const [ours, stock] = servers;
    try {
      const figures: Figure[] = [];
      const pages = { ours: ours.url, stock: stock.url };
      for (const file of files) figures.push(...(await openFile(context, pages, file)));
      return figures;
    } finally {
      await Promise.all(servers.map((server) => server.close()));
    }
  },
};
