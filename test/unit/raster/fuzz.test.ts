/** Cut and altered files of every encoding: a picture, or a sentence that names the file; soon, and no other's pixels. */
import { readdirSync } from 'node:fs';
import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import { UserError } from '../../../src/domain/errors';
import { inspectPicture } from '../../../src/raster/inspect/inspect';
import { makeCaches, openPicture } from '../../../src/raster/pictures/picture';
import type { RasterCaches } from '../../../src/raster/pictures/tiled-image';
import { openSource } from '../../../src/raster/remote/sources';
import type { RasterTile } from '../../../src/raster/types';
import { encodingBytes, provideJpegXl } from './support-encodings';

const corpus = readdirSync(new URL('../../fixtures/encodings/', import.meta.url))
  .filter((name) => name.endsWith('.tif') && !name.includes('webp'))
  .map((name) => encodingBytes(name));

async function open(bytes: Uint8Array<ArrayBuffer>, name: string, caches: RasterCaches) {
  const source = { kind: 'blob', blob: new Blob([bytes]), name } as const;
  return openPicture(await openSource(source), caches);
}

beforeAll(provideJpegXl);

const bytesOf = ({ data }: RasterTile) => Buffer.from(data.buffer);

const damage = fc.record({
  file: fc.nat(corpus.length - 1),
  keep: fc.option(fc.double({ min: 0, max: 1, noNaN: true }), { freq: 3 }),
  // Most flips go to the ends, where the directories and the heads of streams are.
  flips: fc.array(
    fc.record({ end: fc.constantFrom('first', 'last', 'any'), at: fc.nat(), to: fc.nat(255) }),
    { maxLength: 6 },
  ),
});

function damaged({ file, keep, flips }: typeof damage extends fc.Arbitrary<infer T> ? T : never) {
  const whole = Uint8Array.from(corpus[file] ?? []);
  const bytes = keep === null ? whole : whole.slice(0, Math.floor(keep * whole.length));
  for (const { end, at, to } of flips) {
    const span = end === 'any' ? bytes.length : Math.min(bytes.length, 400);
    const place = at % Math.max(1, span);
    bytes[end === 'last' ? bytes.length - 1 - place : place] = to;
  }
  return bytes;
}

describe('any damage to any encoding', () => {
  it('ends soon in a picture or in a sentence that names the file, and never in another’s pixels', async () => {
    const caches = makeCaches(2 ** 22, 2 ** 22);
    const clean = corpus[corpus.length - 1] as Buffer;
    const witness = await open(Uint8Array.from(clean), 'witness.tif', caches);
    const before = await witness.readTile(0, 0, 0);
    let refused = 0;
    await fc.assert(
      fc.asyncProperty(damage, async (how) => {
        const began = performance.now();
        try {
          const picture = await open(damaged(how), 'damaged.tif', caches);
          await picture.readTile(0, 0, 0);
          picture.close();
        } catch (error) {
          if (!(error instanceof UserError)) throw error;
          expect(error.message).toContain('“damaged.tif”');
          refused++;
        }
        expect(performance.now() - began).toBeLessThan(3000);
        const after = await witness.readTile(0, 0, 0);
        expect(bytesOf(after).equals(bytesOf(before))).toBe(true);
      }),
      { numRuns: 400, seed: 20_231_012, endOnFailure: true },
    );
    expect(refused).toBeGreaterThan(50);
  }, 30_000);
});

/** Tiny files of different kinds: sparse, ZSTD in planes, fax, LZW, JPEG XL. */
const TINY = [
  'grey-sparse-tiles.tif',
  'u32-big-endian-predictor-2-planes.tif',
  'lines-ccitt-rle.tif',
  'u64-lzw.tif',
  'u16-jpeg-xl.tif',
];

/** Opens a damaged file, inspects it and reads a tile. Whether it was refused, with a sentence that names it. */
async function isRefused(bytes: Uint8Array<ArrayBuffer>, caches: RasterCaches): Promise<boolean> {
  try {
    const picture = await open(bytes, 'damaged.tif', caches);
    await inspectPicture(picture);
    await picture.readTile(0, 0, 0);
    picture.close();
    return false;
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    expect(error.message).toContain('“damaged.tif”');
    return true;
  }
}

describe.each(TINY)('every byte of %s', (name) => {
  const whole = Uint8Array.from(encodingBytes(name));
  const witnessed = async (damageAt: (at: number) => Uint8Array<ArrayBuffer>) => {
    const caches = makeCaches(2 ** 22, 2 ** 22);
    const witness = await open(Uint8Array.from(encodingBytes('s8.tif')), 'witness.tif', caches);
    const before = await witness.readTile(0, 0, 0);
    let refused = 0;
    for (let at = 0; at < whole.length; at++) {
      if (await isRefused(damageAt(at), caches)) refused++;
    }
    const after = await witness.readTile(0, 0, 0);
    expect(bytesOf(after).equals(bytesOf(before))).toBe(true);
    return refused;
  };

  it('may be the last: a picture or a sentence, and no other’s pixels', async () => {
    const refused = await witnessed((at) => whole.slice(0, at));
    // Without its header and directory no file opens.
    expect(refused).toBeGreaterThan(8);
  }, 120_000);

  it('may have all of its bits turned: a picture or a sentence, and no other’s pixels', async () => {
    const refused = await witnessed((at) => {
      const bytes = whole.slice();
      bytes[at] = (bytes[at] ?? 0) ^ 0xff;
      return bytes;
    });
    expect(refused).toBeGreaterThan(2);
  }, 120_000);
});
