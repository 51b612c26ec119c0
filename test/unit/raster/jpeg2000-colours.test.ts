/** Aperio's two ways of storing colours as JPEG 2000: 33003 holds YCbCr, 33005 red, green and blue. */
import { describe, expect, it } from 'vitest';
import { readStoredRows } from '../../../src/raster/blocks/stored';
import { openBytes } from './support';
import { encodingBytes } from './support-encodings';

/** A file whose stream holds its components as they are, with another number of its compression. */
async function rowsOf(compression: number): Promise<readonly Uint8Array[]> {
  const bytes = Buffer.from(encodingBytes('rgb-jpeg-2000.tif'));
  const directory = bytes.readUInt32LE(4);
  for (let i = 0; i < bytes.readUInt16LE(directory); i++) {
    const field = directory + 2 + i * 12;
    if (bytes.readUInt16LE(field) === 259) bytes.writeUInt16LE(compression, field + 8);
  }
  const { mainReader, layout } = await openBytes(bytes);
  const bands = [0, 1, 2].map((band) => readStoredRows(mainReader, band, 0, layout.height));
  return (await Promise.all(bands)).map((rows) => rows.bytes);
}

/** ITU-T T.871 (JFIF), section 7, in floating-point numbers. */
function fromYCbCr(y: number, cb: number, cr: number): readonly number[] {
  const parts = [
    y + 1.402 * (cr - 128),
    y - (0.114 * 1.772 * (cb - 128) + 0.299 * 1.402 * (cr - 128)) / 0.587,
    y + 1.772 * (cb - 128),
  ];
  return parts.map((part) => Math.min(255, Math.max(0, Math.round(part))));
}

describe('JPEG 2000 in Aperio’s files', () => {
  it('33005 gives the components as they are', async () => {
    expect(await rowsOf(33005)).toEqual(await rowsOf(34712));
  });

  it('33003 gives red, green and blue of brightness and colour differences', async () => {
    const [y = [], cb = [], cr = []] = await rowsOf(34712);
    const converted = await rowsOf(33003);
    let furthest = 0;
    for (let i = 0; i < y.length; i++) {
      const wanted = fromYCbCr(y[i] ?? 0, cb[i] ?? 0, cr[i] ?? 0);
      for (const [c, band] of converted.entries()) {
        furthest = Math.max(furthest, Math.abs((band[i] ?? 0) - (wanted[c] ?? 0)));
      }
    }
    expect(furthest).toBeLessThanOrEqual(1);
    expect(converted[0]).not.toEqual(y);
  });
});
