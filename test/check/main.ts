/** Holds every TIFF of a folder against what GDAL reads from it, in a real browser. */
import { existsSync } from 'node:fs';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import type { Page } from 'playwright-core';
import { build } from 'vite';
import { z } from 'zod';
import { GdalMissing, gdalSamples, gdalTruth } from '../../src/scripts/lib/gdal-truth.mjs';
import { ROOT } from '../../src/scripts/lib/paths.mjs';
import { startStaticServer } from '../../src/scripts/lib/static-server.mjs';
import { launchBrowser } from '../e2e/support/browser';
import type { BandSums, CheckPage, ReadFile } from './page/page';

const number = z.number().nullable();
const Truth = z.array(
  z.object({
    file: z.string(),
    gdal_error: z.string().optional(),
    bands: z.number().optional(),
    dtype: z.string().optional(),
    compression: z.string().optional(),
    /** A file beside with GDAL's 8-bit samples, band after band. */
    samples: z.string().optional(),
    band_values: z
      .array(z.object({ sha256: z.string(), min: number, max: number, mean: number }))
      .optional(),
  }),
);
type Entry = z.infer<typeof Truth>[number];

const OUTCOMES = ['exact', 'near', 'refused', 'mismatch', 'fault'] as const;
type Outcome = (typeof OUTCOMES)[number];
type Row = { readonly entry: Entry; readonly outcome: Outcome; readonly detail: string };

/** Lossy compressions, whose decoders may differ in the last places. */
const LOSSY = /jpeg|webp/i;
const NEAR = 2;

type CheckWindow = Window & { checkPage: CheckPage };

const readInPage = (page: Page, url: string, name: string): Promise<ReadFile> =>
  page.evaluate(([u, n]) => (window as unknown as CheckWindow).checkPage.readFile(u, n), [
    url,
    name,
  ] as const);

function isExact(entry: Entry, bands: readonly BandSums[]): boolean {
  const truth = entry.band_values ?? [];
  const same = bands.every(
    (band, i) => truth[i] && [band.sha256, band.floatSha256].includes(truth[i].sha256),
  );
  // GDAL adds an opaque alpha to colours that it converts.
  const rest = truth.slice(bands.length);
  return same && bands.length > 0 && rest.every(({ min, max }) => min === 255 && max === 255);
}

const distanceFrom = (page: Page, urls: Urls, { file }: Entry, truth: string): Promise<number> =>
  page.evaluate(([u, n, t]) => (window as unknown as CheckWindow).checkPage.distance(u, n, t), [
    urls.of(file),
    file,
    truth,
  ] as const);

/** Largest difference from GDAL's samples: those that lie beside, or that gdal_translate gives; null without both. */
async function distance(page: Page, urls: Urls, entry: Entry): Promise<number | null> {
  if (entry.samples) return distanceFrom(page, urls, entry, urls.of(entry.samples));
  try {
    const { bands } = await gdalSamples(join(urls.folder, entry.file), urls.scratch, 'Byte');
    await writeFile(join(urls.scratch, 'truth.bin'), Buffer.concat(bands));
  } catch (error) {
    if (error instanceof GdalMissing) return null;
    throw error;
  }
  return distanceFrom(page, urls, entry, urls.truth);
}

type Urls = {
  readonly folder: string;
  readonly scratch: string;
  readonly truth: string;
  readonly of: (file: string) => string;
};

async function checkFile(page: Page, urls: Urls, entry: Entry): Promise<Row> {
  const read = await readInPage(page, urls.of(entry.file), entry.file);
  if (read.kind !== 'read') return { entry, outcome: read.kind, detail: read.sentence };
  if (isExact(entry, read.bands)) return { entry, outcome: 'exact', detail: read.codec };
  if (!LOSSY.test(`${entry.compression} ${read.codec}`)) {
    return { entry, outcome: 'mismatch', detail: `${read.codec}, ${read.type}` };
  }
  const apart = entry.gdal_error ? null : await distance(page, urls, entry);
  const sums = apart ?? statisticalDistance(entry, read.bands);
  const detail = `${read.codec}, ${apart === null ? 'statistics' : 'samples'} within ${sums.toFixed(2)}`;
  return { entry, outcome: sums <= NEAR ? 'near' : 'mismatch', detail };
}

function statisticalDistance({ band_values }: Entry, bands: readonly BandSums[]): number {
  const apart = bands.map(({ mean }, i) => Math.abs(mean - (band_values?.[i]?.mean ?? Infinity)));
  return Math.max(...apart);
}

function report(rows: readonly Row[]): string {
  const lines = rows.map(({ entry, outcome, detail }) => {
    const what = entry.gdal_error ? `${outcome} (GDAL fails too)` : outcome;
    return `${what.padEnd(24)} ${entry.file}: ${detail}`;
  });
  const readable = rows.filter(({ entry }) => !entry.gdal_error);
  const totals = OUTCOMES.map((outcome) => {
    const count = readable.filter((row) => row.outcome === outcome).length;
    const share = ((100 * count) / Math.max(1, readable.length)).toFixed(1);
    return `${outcome.padEnd(9)} ${String(count).padStart(4)}  ${share.padStart(5)} %`;
  });
  return [
    ...lines,
    '',
    `${rows.length} files, ${readable.length} of which GDAL opens:`,
    ...totals,
  ].join('\n');
}

async function buildPage(): Promise<string> {
  const outDir = join(ROOT, 'test/.cache/pages/check');
  await build({
    configFile: false,
    root: join(ROOT, 'test/check/page'),
    base: './',
    logLevel: 'warn',
    worker: { format: 'es' },
    build: { outDir, emptyOutDir: true, target: 'es2023', chunkSizeWarningLimit: 4000 },
  });
  return outDir;
}

export type Check = {
  /** A line a file, and totals. */
  readonly table: string;
  /** Files that were read otherwise than GDAL reads them, or failed without a sentence. */
  readonly wrong: readonly string[];
  readonly refused: readonly string[];
};

/** What is written beside the files, else what GDAL says now. */
async function truthOf(folder: string): Promise<Entry[]> {
  const written = join(folder, 'truth.json');
  if (!existsSync(written)) return Truth.parse(await gdalTruth(folder));
  return Truth.parse(JSON.parse(await readFile(written, 'utf8')));
}

/**
 * @param folder with TIFFs, also in folders of its own, and GDAL's truth.json unless GDAL is there to be asked
 * @param only which of its files
 */
export async function checkEncodings(
  folder: string,
  executablePath: string,
  only: (file: string) => boolean = () => true,
): Promise<Check> {
  const truth = await truthOf(resolve(folder));
  return onCheckPage(folder, executablePath, async (page, urls) => {
    const rows: Row[] = [];
    for (const entry of truth) {
      if (only(entry.file)) rows.push(await checkFile(page, urls, entry));
    }
    const withOutcome = (...outcomes: readonly Outcome[]) =>
      rows.filter((row) => outcomes.includes(row.outcome)).map(({ entry }) => entry.file);
    return {
      table: report(rows),
      wrong: withOutcome('mismatch', 'fault'),
      refused: withOutcome('refused'),
    };
  });
}

/** Serves a folder to the page that reads by the application's own worker, and works there. */
async function onCheckPage<T>(
  folder: string,
  executablePath: string,
  work: (page: Page, urls: Urls) => Promise<T>,
): Promise<T> {
  const path = resolve(folder);
  const scratch = await mkdtemp(join(tmpdir(), 'check-encodings-'));
  const servers = await Promise.all([
    startStaticServer({ root: await buildPage(), port: 0 }),
    startStaticServer({ root: path, port: 0, cors: true }),
    startStaticServer({ root: scratch, port: 0, cors: true }),
  ]);
  const browser = await launchBrowser(executablePath);
  try {
    const [pages, files, scratchFiles] = servers;
    const page = await browser.newPage();
    await page.goto(pages.url);
    return await work(page, {
      folder: path,
      scratch,
      truth: `${scratchFiles.url}truth.bin`,
      of: (file) => files.url + file.split('/').map(encodeURIComponent).join('/'),
    });
  } finally {
    await browser.close();
    await Promise.all(servers.map((server) => server.close()));
    await rm(scratch, { recursive: true });
  }
}

export type DamageCheck = {
  /** What was neither read nor refused by a sentence that names the file, one line each. */
  readonly faults: readonly string[];
  readonly read: number;
  readonly refused: number;
  /** Undamaged files that were read otherwise than GDAL reads them while damaged ones were read beside. */
  readonly wrong: readonly string[];
};

/**
 * Damages each file of a folder in seeded ways and reads that, and the file itself and the next one whole in between.
 * @param perFile how many damaged versions of each
 */
export async function checkDamaged(
  folder: string,
  executablePath: string,
  perFile: number,
): Promise<DamageCheck> {
  const truth = (await truthOf(resolve(folder))).filter(({ gdal_error }) => !gdal_error);
  return onCheckPage(folder, executablePath, async (page, urls) => {
    const sum = { faults: [] as string[], read: 0, refused: 0, wrong: [] as string[] };
    for (const [i, entry] of truth.entries()) {
      const beside = truth[(i + 1) % truth.length] ?? entry;
      const [damaged, ...whole] = await Promise.all([
        page.evaluate(
          ([url, file, count]) =>
            (window as unknown as CheckWindow).checkPage.readDamaged(url, file, count),
          [urls.of(entry.file), entry.file, perFile] as const,
        ),
        checkFile(page, urls, beside),
        checkFile(page, urls, entry),
      ]);
      sum.faults.push(...damaged.faults);
      sum.read += damaged.read;
      sum.refused += damaged.refused;
      const bad = whole.filter(({ outcome }) => outcome === 'mismatch' || outcome === 'fault');
      sum.wrong.push(...bad.map(({ entry: { file }, detail }) => `${file}: ${detail}`));
    }
    return sum;
  });
}
