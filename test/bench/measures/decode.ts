/**
 * How fast each compression is undone on one core: single decoders in this process, and whole files read by
 * a page on its one thread, since browsers undo some of them by themselves.
 */
import { randomBytes } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { deflateSync } from 'node:zlib';
import { getDecoder } from 'geotiff';
import { codecFor } from '../../../src/raster/codecs/codecs';
import type { Layout } from '../../../src/raster/directory/layout-types';
import { ROOT } from '../../../src/scripts/lib/paths.mjs';
import { newContext } from '../../e2e/support/browser';
import { encodeLzw } from '../lzw-encoder.mjs';
import { type BenchContext, type Figure, type Measure, percentile } from '../measure';
import type { DecodingPage, ReaderName } from '../pages/decoding/page';
import { serveBarePage } from '../support/bare-pages';

const SIDE = 512;
const SAMPLES = 3;
const RUNS = 7;
/** Milliseconds that a run lasts at least. */
const RUN_MS = 60;
const SPELL_MS = 300;

/** Samples like a picture's: smooth ground with some noise, so that nothing compresses too well. */
function pictureBytes(): Uint8Array<ArrayBuffer> {
  const noise = randomBytes(SIDE * SIDE * SAMPLES);
  return Uint8Array.from({ length: SIDE * SIDE * SAMPLES }, (_, i) => {
    const pixel = Math.floor(i / SAMPLES);
    const ground = 90 + 60 * Math.sin((pixel % SIDE) / 40) * Math.cos(pixel / SIDE / 55);
    return ground + (i % SAMPLES) * 12 + (noise[i] ?? 0) / 32;
  });
}

/** PackBits of runs that do not repeat, which is what noise gives. */
function encodePackBits(data: Uint8Array): Uint8Array<ArrayBuffer> {
  const out: number[] = [];
  for (let at = 0; at < data.length; at += 128) {
    const run = data.subarray(at, at + 128);
    out.push(run.length - 1, ...run);
  }
  return Uint8Array.from(out);
}

type Undo = (data: Uint8Array<ArrayBuffer>) => Promise<Uint8Array>;

/** Median of the megabytes of samples that come out in a second. */
async function throughput(undo: Undo, data: Uint8Array<ArrayBuffer>, whole: Uint8Array) {
  const first = await undo(data.slice());
  if (!Buffer.from(first).equals(Buffer.from(whole))) throw new Error('Decoded to other bytes.');
  const rates: number[] = [];
  for (let run = 0; run < RUNS; run++) {
    let [bytes, spent] = [0, 0];
    while (spent < RUN_MS) {
      // Decoders may change what they are given.
      const copy = data.slice();
      const began = performance.now();
      bytes += (await undo(copy)).length;
      spent += performance.now() - began;
    }
    rates.push(bytes / 1e6 / (spent / 1000));
  }
  return percentile(rates, 0.5);
}

const layoutOf = (compression: number) =>
  ({
    width: SIDE,
    height: SIDE,
    blockWidth: SIDE,
    blockHeight: SIDE,
    blockSamples: SAMPLES,
    samples: SAMPLES,
    bits: 8,
    planar: false,
    predictor: 1,
    compression,
    littleEndian: true,
    special: { jpegTables: null, lercParameters: null },
  }) as unknown as Layout;

function ours(compression: number, length: number): Undo {
  const codec = codecFor(compression, 'bench');
  const layout = layoutOf(compression);
  return async (data) => codec.decode(data, length, layout, SIDE);
}

async function theirs(compression: number): Promise<Undo> {
  const decoder = await getDecoder(compression, {
    tileWidth: SIDE,
    tileHeight: SIDE,
    predictor: 1,
    bitsPerSample: 8,
    planarConfiguration: 1,
    samplesPerPixel: SAMPLES,
  });
  return async (data) => new Uint8Array((await decoder.decode(data.buffer)) as ArrayBuffer);
}

const native: Undo = async (data) => {
  const stream = new Blob([data]).stream().pipeThrough(new DecompressionStream('deflate'));
  return new Uint8Array(await new Response(stream).arrayBuffer());
};

const CODED = join(ROOT, 'test/fixtures/coded');

/** Files of one block, read in the browser by our reader and by the geotiff package. */
async function inBrowser({ browser, say }: BenchContext): Promise<readonly Figure[]> {
  const server = await serveBarePage('decoding');
  const context = await newContext(browser);
  try {
    const page = await context.newPage();
    await page.goto(server.url);
    await page.waitForFunction(() => 'decoding' in window);
    const figures: Figure[] = [];
    for (const file of (await readdir(CODED)).sort()) {
      say(file);
      const base64 = await readFile(join(CODED, file), 'base64');
      const rate = (who: ReaderName) =>
        page.evaluate(
          ([data, reader, spells, ms]) => {
            const { decoding } = window as unknown as { decoding: DecodingPage };
            return decoding.rate(data, reader, spells, ms);
          },
          [base64, who, RUNS, SPELL_MS] as const,
        );
      const [value, baseline] = [await rate('ours'), await rate('theirs')];
      if (value === null) throw new Error(`${file} cannot be read.`);
      const name = `decode: ${file}, 512 × 512, read by a page`;
      figures.push({ name, value, unit: 'MB/s', ...(baseline === null ? {} : { baseline }) });
      const alone = await rate('native');
      if (alone === null) continue;
      figures.push({ name: `${name}: DecompressionStream alone`, value: alone, unit: 'MB/s' });
    }
    return figures;
  } finally {
    await context.close();
    await server.close();
  }
}

export const decode: Measure = {
  name: 'decode',
  what: `a block of ${SIDE} × ${SIDE} × ${SAMPLES} bytes on one core, in Node (median of ${RUNS}) and by a page (best of ${RUNS}); baseline: the geotiff package`,
  run: async (context) => {
    const { say } = context;
    const whole = pictureBytes();
    const streams = [
      { name: 'LZW', compression: 5, data: encodeLzw(whole) },
      { name: 'Deflate', compression: 8, data: new Uint8Array(deflateSync(whole)) },
      { name: 'PackBits', compression: 32773, data: encodePackBits(whole) },
    ];
    const figures: Figure[] = [];
    for (const { name, compression, data } of streams) {
      say(name);
      const value = await throughput(ours(compression, whole.length), data, whole);
      const baseline = await throughput(await theirs(compression), data, whole);
      figures.push({ name: `decode: ${name}`, value, unit: 'MB/s', baseline });
    }
    const [, deflated] = streams;
    if (deflated) {
      const value = await throughput(native, deflated.data, whole);
      figures.push({ name: 'decode: Deflate, DecompressionStream alone', value, unit: 'MB/s' });
    }
    return [...figures, ...(await inBrowser(context))];
  },
};
