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
import { awaitEntry, awaitStored, longestTask } from '../support/diary';
import { inNewPage } from '../support/drawing';

const RUNS = 3;
/** Optical demo frame of four bands and 16 bits. */
const OCTOBER = '23OCT09021843-M2AS-504820013010_01_P001.tif';

type Opened = { readonly first: number; readonly whole: number };
type OpenedInApp = Opened & { readonly stored: number; readonly longest: number };

async function dropAndWatch(page: Page, path: string): Promise<Opened & { dropped: number }> {
  await dropFiles(page, [path]);
  const { at: dropped } = await awaitEntry(page, 'drop');
  const { at: first } = await awaitEntry(page, 'first pixels', dropped);
  const { at: whole } = await awaitEntry(page, 'picture whole', dropped);
  // The look for first pixels may come just after the drawing that was the last one too.
  return { dropped, first: Math.min(first, whole) - dropped, whole: whole - dropped };
}

function openInApp(context: BenchContext, path: string): Promise<OpenedInApp & { size: Size }> {
  return inNewPage(context, async (page) => {
    await openApp(page, context.appUrl);
    const { dropped, ...opened } = await dropAndWatch(page, path);
    const stored = await awaitStored(page, 'frames', 1);
    const longest = await longestTask(page, dropped);
    const { width, height } = await mapArea(page);
    return { ...opened, stored: stored - dropped, longest, size: { width, height } };
  });
}

type Size = { readonly width: number; readonly height: number };

function openBare(context: BenchContext, url: string, path: string): Promise<Opened> {
  return inNewPage(context, async (page) => {
    await page.goto(url);
    return dropAndWatch(page, path);
  });
}

/** Milliseconds that Node takes to hash the file, which the application must do too. */
async function hashTime(path: string): Promise<number> {
  const began = performance.now();
  await pipeline(createReadStream(path, { highWaterMark: 2 ** 22 }), createHash('sha256'));
  return performance.now() - began;
}

async function openFile(
  context: BenchContext,
  bareUrl: string,
  file: { readonly what: string; readonly path: string; readonly bands: 3 | 4 },
): Promise<readonly Figure[]> {
  const { what, path, bands } = file;
  context.say(what);
  // Read once, so that all runs find the file in the system's cache alike.
  const hashed = await hashTime(path);
  const ours: (OpenedInApp & { size: Size })[] = [];
  const bare: Opened[] = [];
  for (let run = 0; run < RUNS; run++) {
    const opened = await openInApp(context, path);
    ours.push(opened);
    const { width, height } = opened.size;
    const url = `${bareUrl}?bands=${bands}&width=${width}&height=${height}`;
    bare.push(await openBare(context, url, path));
  }
  const middle = <T>(list: readonly T[], of: (one: T) => number) => percentile(list.map(of), 0.5);
  const name = (part: string) => `opening: ${what}, ${part}`;
  const unit = 'ms';
  return [
    {
      name: name('first pixels'),
      value: middle(ours, ({ first }) => first),
      unit,
      baseline: middle(bare, ({ first }) => first),
    },
    {
      name: name('whole picture'),
      value: middle(ours, ({ whole }) => whole),
      unit,
      baseline: middle(bare, ({ whole }) => whole),
    },
    {
      name: name('on record'),
      value: middle(ours, ({ stored }) => stored),
      unit,
      baseline: hashed,
    },
    { name: name('longest task'), value: Math.max(...ours.map(({ longest }) => longest)), unit },
  ];
}

export const opening: Measure = {
  name: 'opening',
  what: `from the drop to the picture, median of ${RUNS}; baselines: OpenLayers' own GeoTIFF source, and for "on record" SHA-256 by Node`,
  run: async (context) => {
    context.say('Large files are made when they are not there yet.');
    const files = [
      { what: 'demo, 8-bit RGB JPEG', path: demoFile(SEPTEMBER), bands: 3 },
      { what: 'demo, 16-bit 4-band', path: demoFile(OCTOBER), bands: 4 },
      { what: '0.5 GB 8-bit RGB', path: await bigTiff(BIG_TIFFS.rgb8), bands: 3 },
      { what: '1.2 GB 16-bit 4-band', path: await bigTiff(BIG_TIFFS.multi16), bands: 4 },
    ] as const;
    const server = await serveBarePage('openlayers');
    try {
      const figures: Figure[] = [];
      for (const file of files) figures.push(...(await openFile(context, server.url, file)));
      return figures;
    } finally {
      await server.close();
    }
  },
};
