/** Files that are no pictures, or broken ones: one sentence that names the file, in bounded time. */
import { describe, expect, it } from 'vitest';
import { UserError } from '../../../src/domain/errors';
import { parsePam } from '../../../src/raster/place/pam';
import { type Field, fixture, inspectBytes, openBytes, writeTiff } from './support';

const grey = { width: 8, height: 4, data: new Uint8Array(32) };

async function refusal(bytes: Uint8Array<ArrayBuffer>, name = 'a<b>.tif'): Promise<string> {
  try {
    await inspectBytes(bytes, name);
  } catch (error) {
    if (error instanceof UserError) return error.message;
    throw error;
  }
  return 'opened';
}

const text = (s: string) => new TextEncoder().encode(s.padEnd(64));

describe('files that are something else', () => {
  it.each([
    ['', /is empty/],
    ['\u0089PNG', /not a TIFF/],
    ['%PDF-1.7', /a PDF document/],
    ['PK\u0003\u0004', /a ZIP archive/],
    ['NITF02.10', /a NITF file/],
    ['{"type":"FeatureCollection"}', /a JSON text/],
    ['<!DOCTYPE html>', /a web page/],
    ['hello', /not a TIFF/],
  ])('%j', async (start, says) => {
    const message = await refusal(start === '' ? new Uint8Array(0) : text(start));
    expect(message).toMatch(says);
    expect(message).toContain('“a<b>.tif”');
  });

  it('tells PNG, JPEG and JPEG 2000 by their bytes', async () => {
    const head = (...bytes: number[]) => Uint8Array.from({ length: 64 }, (_, i) => bytes[i] ?? 0);
    expect(await refusal(head(0x89, 0x50, 0x4e, 0x47))).toMatch(/a PNG picture/);
    expect(await refusal(head(0xff, 0xd8, 0xff, 0xe0))).toMatch(/a JPEG picture/);
    expect(await refusal(head(0, 0, 0, 12, 0x6a, 0x50, 0x20, 0x20))).toMatch(/a JPEG 2000/);
  });
});

describe('broken TIFFs', () => {
  it.each([
    ['no width', { fields: [[256, 4, [0]]] }, /size of 0 × 4/],
    ['2^32 − 1 rows', { fields: [[257, 4, [0xffffffff]]] }, /which cannot be/],
    ['no bands', { fields: [[277, 3, [0]]] }, /claims 0 bands/],
    ['an unknown compression', { fields: [[259, 3, [777]]] }, /the unknown method 777/],
    ['a known one that is not read', { fields: [[259, 3, [34661]]] }, /JBIG/],
    [
      'complex samples of a depth that does not exist',
      {
        fields: [
          [258, 3, [24]],
          [339, 3, [5]],
        ],
      },
      /24-bit complex samples/,
    ],
    ['a strip beyond the end', { fields: [[273, 4, [100000]]] }, /cut short/],
    [
      'huge tiles',
      {
        fields: [
          [322, 4, [100000]],
          [323, 4, [100000]],
          [324, 4, [8]],
        ],
      },
      /too large|cut short|damaged/,
    ],
    ['too few strips', { fields: [[278, 4, [1]]] }, /lists 1 of the 4 pieces/],
    ['data cut short', { height: 400 }, /cut short/],
  ] as const)('%s', async (_, change, says) => {
    const message = await refusal(writeTiff({ ...grey, ...change } as never));
    expect(message).toMatch(says);
    expect(message).toContain('“a<b>.tif”');
  });

  it('ends where directories run in a circle', async () => {
    const { remarks } = await inspectBytes(writeTiff({ ...grey, next: 40 }));
    expect(remarks.join(' ')).toMatch(/circle/);
  });

  it('opens a picture of which some strips are damaged, and says so', async () => {
    const bytes = fixture('u16-bigendian-strips.tif');
    const picture = await openBytes(bytes);
    const strip = picture.layout.offsets[26] ?? 0;
    const damaged = Uint8Array.from(bytes);
    damaged.fill(0xff, strip, strip + (picture.layout.byteCounts[26] ?? 0));
    const { remarks } = await inspectBytes(damaged);
    expect(remarks.join(' ')).toMatch(/Parts of the picture are damaged/);
    await expect((await openBytes(damaged)).readTile(0, 0, 0)).rejects.toThrow(/strip 27 of/);
  });
});

describe('what would never end, or take all memory', () => {
  const soon = (began: number) => expect(performance.now() - began).toBeLessThan(5000);

  it('is not the reading of a text beside a picture, of elements that are never closed', () => {
    const began = performance.now();
    const bands = (name: string) => `<PAMDataset>${`<${name}>`.repeat(2 ** 22 / name.length)}`;
    for (const name of ['PAMRasterBand', 'GCPList', 'SRS', 'MDI', 'GCP ']) {
      expect(parsePam(bands(name))).toMatchObject({ wkt: null, transform: null, gcps: [] });
    }
    soon(began);
  });

  it('is not the reading of names of coordinate systems that are bars', async () => {
    const keys = Array.from({ length: 1500 }, () => [1026, 34737, 65_535, 0]).flat();
    const fields: Field[] = [
      [34735, 3, [1, 1, 0, 1500, ...keys]],
      [34737, 2, `${'|'.repeat(65_000)}x`],
    ];
    const began = performance.now();
    await inspectBytes(writeTiff({ ...grey, fields }));
    soon(began);
  });

  it('is not a picture that claims to be wide or high and holds nothing', async () => {
    const sparse: Field = [273, 4, [0]];
    const wide = writeTiff({ ...grey, width: 2 ** 31 - 1, height: 1, fields: [sparse] });
    expect(await refusal(wide, 'wide.tif')).toMatch(/“wide\.tif” is stored in pieces of 2048 MB/);
    const high = writeTiff({ ...grey, width: 2 ** 20, height: 2 ** 30, fields: [sparse] });
    expect(await refusal(high, 'high.tif')).toMatch(/claims a size of 1048576 × 1073741824 pixels/);
  });
});

describe('any damage', () => {
  /** mulberry32, so that every run has the same cases. */
  const random = (seed: number) => () => {
    seed = (seed + 0x6d2b79f5) | 0;
    let t = Math.imul(seed ^ (seed >>> 15), 1 | seed);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32;
  };
  const names = [
    'rgb-tiled-deflate.tif',
    'rgb-strips-lzw-predictor.tif',
    'rgb-planar-packbits.tif',
    'u16-bigendian-strips.tif',
    's16-bigtiff.tif',
    'f32-predictor3.tif',
  ];

  it('opens or is refused with a sentence, and ends, for 600 cut or altered files', async () => {
    const next = random(20231012);
    let refused = 0;
    for (let i = 0; i < 600; i++) {
      const whole = fixture(names[i % names.length] ?? '');
      let bytes = Uint8Array.from(whole);
      if (next() < 0.3) bytes = bytes.slice(0, Math.floor(next() * bytes.length));
      // Most flips go into the directory, which is at the start of these files or after their data.
      const flips = Math.floor(next() * 8);
      const range = next() < 0.7 ? Math.min(bytes.length, 600) : bytes.length;
      for (let k = 0; k < flips && range > 0; k++) {
        bytes[Math.floor(next() * range)] = Math.floor(next() * 256);
      }
      try {
        const picture = await openBytes(bytes, `case-${i}.tif`);
        await picture.readTile(picture.levels.length - 1, 0, 0);
        await inspectBytes(bytes, `case-${i}.tif`);
      } catch (error) {
        if (!(error instanceof UserError)) throw new Error(`case ${i}`, { cause: error });
        expect(error.message).toContain(`case-${i}.tif`);
        refused++;
      }
    }
    expect(refused).toBeGreaterThan(100);
  }, 60_000);
});
