/**
 * Cut and altered files of every encoding: a picture or a sentence that names the file, soon; and neither the
 * pixels of another file that is open beside, nor other pixels of that one.
 */
import { readdirSync } from 'node:fs';
import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import { fixture } from './support';
import { directoryPlaces, random } from './support-damage';
import { encodingBytes, provideJpegXl } from './support-encodings';
import { isRefused, Neighbours } from './support-neighbours';

const names = readdirSync(new URL('../../fixtures/encodings/', import.meta.url)).filter(
  (name) => name.endsWith('.tif') && !name.includes('webp'),
);
const corpus = names.map((name) => encodingBytes(name));

beforeAll(provideJpegXl);

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
    const beside = new Neighbours();
    await beside.open();
    let refused = 0;
    await fc.assert(
      fc.asyncProperty(damage, async (how) => {
        if (await isRefused(damaged(how), beside)) refused++;
      }),
      { numRuns: 400, seed: 20_231_012, endOnFailure: true },
    );
    await beside.areWhole();
    expect(refused).toBeGreaterThan(50);
  }, 60_000);
});

/** Each compression, byte order, layout and kind of sample once. */
const STRUCTURES = [
  ...['grey-packbits-tiles', 'lzw-old-style', 'u64-lzw', 'u12-deflate', 'c64', 'lines-ccitt-4'],
  ...['f64-predictor-3-bigtiff', 'u16-lerc-zstd', 'rgba-jpeg', 'old-jpeg', 'rgb-lzma'],
  ...['u16-jpeg-xl', 'u16-jpeg-2000', 'u32-big-endian-predictor-2-planes', 'grey-sparse-tiles'],
].map((name) => [name, () => encodingBytes(`${name}.tif`)] as const);
const OTHERS = ['rgb-mask', 'rgba-alpha', 's16-bigtiff', 'u16-bigendian-strips'].map(
  (name) => [name, () => fixture(`${name}.tif`)] as const,
);

describe.each([...STRUCTURES, ...OTHERS])('%s', (name, bytesOf) => {
  it('may be damaged in any byte of its header and directories, or end there', async () => {
    const whole = Uint8Array.from(bytesOf());
    const beside = new Neighbours();
    await beside.open();
    const places = directoryPlaces(whole);
    const next = random(name.length);
    let refused = 0;
    for (const at of places) {
      // Every place is cut at or altered in one of three ways; which, differs from file to file.
      const way = (at + name.length) % 3;
      const bytes = way === 0 ? whole.slice(0, at) : whole.slice();
      if (way > 0) bytes[at] = (bytes[at] ?? 0) ^ (way === 1 ? 0xff : 1 << (next() % 8));
      if (await isRefused(bytes, beside)) refused++;
    }
    for (let i = 0; i < 40; i++) {
      const bytes = whole.slice();
      const at = (next() * 65_536 + next() * 256 + next()) % whole.length;
      bytes[at] = (bytes[at] ?? 0) ^ (1 + (next() % 255));
      await isRefused(bytes, beside);
    }
    await beside.areWhole();
    // A cut in or before the first directory leaves nothing to read.
    expect(refused).toBeGreaterThan(4);
  }, 60_000);
});

/** Tiny files of different kinds: sparse, ZSTD in planes, fax, LZW, JPEG XL, JPEG old and new, LERC. */
const TINY = [
  'grey-sparse-tiles.tif',
  'u32-big-endian-predictor-2-planes.tif',
  'lines-ccitt-rle.tif',
  'u64-lzw.tif',
  'u16-jpeg-xl.tif',
  'old-jpeg.tif',
  'grey-jpeg.tif',
  'rgb-jpeg.tif',
  'f32-lerc-deflate.tif',
];

describe.each(TINY)('every byte of %s', (name) => {
  const whole = Uint8Array.from(encodingBytes(name));
  const witnessed = async (damageAt: (at: number) => Uint8Array<ArrayBuffer>) => {
    const beside = new Neighbours();
    await beside.open();
    let refused = 0;
    for (let at = 0; at < whole.length; at++) {
      if (await isRefused(damageAt(at), beside, true)) refused++;
    }
    await beside.areWhole();
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
