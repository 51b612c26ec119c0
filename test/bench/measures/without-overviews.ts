/** Large files without overviews: their first whole picture, and their overviews made in the background. */
import { execFile } from 'node:child_process';
import { rm } from 'node:fs/promises';
import { promisify } from 'node:util';
import type { Page } from 'playwright-core';
import { dropFiles, openApp } from '../../e2e/support/app';
import { MASKED_TIFFS, maskedTiff } from '../make-masked-tiffs.mjs';
import { PLAIN_TIFFS, plainTiff } from '../make-plain-tiffs.mjs';
import { type BenchContext, type Figure, type Measure, percentile } from '../measure';
import { serveBarePage } from '../support/bare-pages';
import { awaitEntry, awaitStored, now } from '../support/diary';
import { inNewPage, onDisk } from '../support/drawing';
import { withPeakMemory } from '../support/memory';

const RUNS = 3;
/** Milliseconds that OpenLayers' own source is waited for. */
const PATIENCE = 60_000;
const SIZE = 'width=1000&height=640';
const MAKING = 240_000;

/** Milliseconds from the drop to the whole picture; null when that takes longer than we wait. */
async function wholeAfter(page: Page, path: string, patience: number): Promise<number | null> {
  await dropFiles(page, [path]);
  const { at: dropped } = await awaitEntry(page, 'drop');
  const whole = page.locator('[data-picture="whole"]').waitFor({ timeout: patience });
  const came = await whole.then(
    () => true,
    () => false,
  );
  if (!came) return null;
  const { at } = await awaitEntry(page, 'picture whole', dropped);
  return at - dropped;
}

const onBarePage = (context: BenchContext, url: string, path: string) =>
  inNewPage(context, async (page) => {
    await page.goto(`${url}?bands=3&${SIZE}`);
    await page.waitForTimeout(1000);
    return wholeAfter(page, path, PATIENCE);
  });

/** Whether the one journal of overviews in the browser says that they are complete. */
function overviewsMade(page: Page): Promise<boolean> {
  return page.evaluate(async () => {
    type Entries = { entries(): AsyncIterable<[string, FileSystemFileHandle]> };
    const root = await navigator.storage.getDirectory();
    const folder = await root.getDirectoryHandle('overviews', { create: true });
    for await (const [name, handle] of (folder as unknown as Entries).entries()) {
      if (!name.endsWith('.journal')) continue;
      const file = await handle.getFile();
      // While a line is being written the file cannot be read: it is not complete then.
      const text = await file.text().catch(() => '');
      if (text.endsWith('{"complete":true}\n')) return true;
    }
    return false;
  });
}

/** In the application: to the whole picture, then to the overviews, with the memory that these took. */
function inApp(context: BenchContext, path: string) {
  return onDisk(context, async (page) => {
    await openApp(page, context.appUrl);
    await page.waitForTimeout(1000);
    const whole = await wholeAfter(page, path, PATIENCE);
    const { result, growthBytes } = await withPeakMemory(page, async () => {
      await awaitStored(page, 'frames', 1);
      const began = await now(page);
      const end = Date.now() + MAKING;
      while (!(await overviewsMade(page))) {
        if (Date.now() > end) throw new Error('The overviews took too long.');
        await page.waitForTimeout(250);
      }
      return (await now(page)) - began;
    });
    return { whole: whole ?? PATIENCE, overviews: result, growthBytes };
  });
}

/** How GDAL makes overviews: indices of a palette cannot be averaged. */
type Resampling = 'average' | 'nearest';

/** Milliseconds that GDAL takes for overviews beside the file; null where there is no GDAL. */
async function gdalTime(path: string, resampling: Resampling): Promise<number | null> {
  const began = performance.now();
  try {
    await promisify(execFile)('gdaladdo', ['-q', '-ro', '-r', resampling, path]);
    return performance.now() - began;
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return null;
    throw error;
  } finally {
    await rm(`${path}.ovr`, { force: true });
  }
}

async function firstPictures(
  context: BenchContext,
  pages: { readonly ours: string; readonly stock: string },
  what: string,
  path: string,
): Promise<readonly Figure[]> {
  const ours: number[] = [];
  for (let run = 0; run < RUNS; run++) {
    ours.push((await onBarePage(context, pages.ours, path)) ?? PATIENCE);
  }
  const stock = await onBarePage(context, pages.stock, path);
  const least = stock === null ? `, baseline more than ${PATIENCE / 1000} s` : '';
  return [
    {
      name: `without-overviews: ${what}, whole picture on a bare page${least}`,
      value: percentile(ours, 0.5),
      unit: 'ms',
      baseline: stock ?? PATIENCE,
    },
  ];
}

async function making(
  context: BenchContext,
  what: string,
  path: string,
  resampling: Resampling = 'average',
) {
  const app = await inApp(context, path);
  const gdal = await gdalTime(path, resampling);
  const made = `overviews made; baseline gdaladdo -r ${resampling}`;
  const name = (part: string) => `without-overviews: ${what}, ${part}`;
  return [
    { name: name('whole picture in the application'), value: app.whole, unit: 'ms' },
    {
      name: name(gdal === null ? 'overviews made' : made),
      value: app.overviews,
      unit: 'ms',
      ...(gdal === null ? {} : { baseline: gdal }),
    },
    {
      name: name('most memory that the tab took more meanwhile'),
      value: app.growthBytes / 1e6,
      unit: 'MB',
      baseline: 300,
    },
  ];
}

/** Shapes of strips that take memory in other ways: deep samples, long rows, bands apart. */
async function otherShapes(context: BenchContext): Promise<readonly Figure[]> {
  const { strips16, wide, planar } = PLAIN_TIFFS;
  return [
    ...(await making(context, '6144 × 6144, 16-bit × 4, strips', await plainTiff(strips16))),
    ...(await making(context, '40000 × 2048, strips of one row', await plainTiff(wide))),
    ...(await making(context, '8192 × 8192, bands apart', await plainTiff(planar))),
  ];
}

/** Files of which some pixels hold no data, and one whose colours must not be mixed. */
async function withoutData(context: BenchContext): Promise<readonly Figure[]> {
  const { float, alpha, palette } = MASKED_TIFFS;
  return [
    ...(await making(context, 'float32 with nodata', await maskedTiff(float))),
    ...(await making(context, '8-bit RGB and alpha', await maskedTiff(alpha))),
    ...(await making(context, '8-bit palette', await maskedTiff(palette), 'nearest')),
  ];
}

export const withoutOverviews: Measure = {
  name: 'without-overviews',
  what: `files without overviews, median of ${RUNS}; baselines: OpenLayers' own GeoTIFF source, waited for ${PATIENCE / 1000} s, gdaladdo, and the 300 MB that may be used`,
  run: async (context) => {
    context.say('Large files are made when they are not there yet.');
    const striped = await plainTiff(PLAIN_TIFFS.striped);
    const tiled = await plainTiff(PLAIN_TIFFS.tiled);
    const servers = await Promise.all([serveBarePage('picture'), serveBarePage('openlayers')]);
    const pages = { ours: servers[0].url, stock: servers[1].url };
    const strips = '0.3 GB 8-bit RGB, LZW strips of one row';
    try {
      return [
        ...(await firstPictures(context, pages, strips, striped)),
        ...(await firstPictures(context, pages, '10240 × 8496 tiled', tiled)),
        ...(await making(context, strips, striped)),
        ...(await otherShapes(context)),
        ...(await withoutData(context)),
      ];
    } finally {
      await Promise.all(servers.map((server) => server.close()));
    }
  },
};
