/** Compressed pieces whose streams say another size than the directory: refused, and no memory taken for them. */
import { afterEach, describe, expect, it, vi } from 'vitest';
import { type Field, openBytes, writeTiff } from './support';
import { encodingBytes } from './support-encodings';

const SIDE = 16;

/** What the first tile of a picture of one strip is, or why it cannot be read. */
async function firstTile(bytes: Uint8Array<ArrayBuffer> | Buffer): Promise<string> {
  const picture = await openBytes(bytes);
  return picture.readTile(0, 0, 0).then(
    ({ data }) => [...data.slice(0, 2)].join(' '),
    (error: Error) => error.message,
  );
}

const strip = (compression: number, data: Uint8Array, fields: readonly Field[] = []) => {
  const size = { width: SIDE, height: SIDE };
  return writeTiff({ ...size, data, fields: [[259, 3, [compression]], ...fields] });
};

/** A LERC stream of version 2 (Esri/lerc, Lerc2.h): a surface that is 7 everywhere. */
function surface(width: number, height: number, length?: number): Uint8Array {
  const stream = Buffer.alloc(66);
  stream.write('Lerc2 ');
  const numbers = [2, height, width, width * height, 8, length ?? stream.length, 1];
  for (const [i, value] of numbers.entries()) stream.writeUInt32LE(value, 6 + 4 * i);
  for (const [i, value] of [0.5, 7, 7].entries()) stream.writeDoubleLE(value, 34 + 8 * i);
  return stream;
}

afterEach(() => vi.unstubAllGlobals());

describe('a stream that is not of its block’s size', () => {
  it('is refused where it is LERC, of which a few bytes can claim gigabytes', async () => {
    const read = (stream: Uint8Array) => firstTile(strip(34887, stream, [[50674, 4, [2, 0]]]));
    expect(await read(surface(SIDE, SIDE))).toBe('7 255');
    const began = performance.now();
    for (const stream of [
      surface(60_000, 60_000),
      surface(SIDE + 1, SIDE),
      surface(SIDE, SIDE - 1),
      surface(SIDE, SIDE, 0),
    ]) {
      expect(await read(stream)).toMatch(/strip 1 of 1 \(LERC\) is damaged/);
    }
    expect(performance.now() - began).toBeLessThan(5000);
  });

  it('is refused where it is old-style JPEG', async () => {
    const bytes = Uint8Array.from(encodingBytes('old-jpeg.tif'));
    expect(await firstTile(bytes)).toMatch(/^\d+ \d+$/);
    const frame = bytes.findIndex((byte, i) => byte === 0xff && bytes[i + 1] === 0xc0);
    expect(frame).toBeGreaterThan(0);
    bytes[frame + 8] = (bytes[frame + 8] ?? 0) ^ 0x20;
    expect(await firstTile(bytes)).toMatch(/old-style JPEG\) is damaged/);
  });

  it('is refused where it is WebP', async () => {
    // Node has no decoder: one that gives pixels of any size stands in for the browser's.
    let [width, height] = [SIDE, SIDE];
    const graphics = { readPixels: (...args: unknown[]) => (args[6] as Uint8Array).fill(9) };
    const context = new Proxy(graphics, {
      get: (known, name) => (name === 'readPixels' ? known.readPixels : () => null),
    });
    vi.stubGlobal('createImageBitmap', async () => ({ width, height, close: () => undefined }));
    vi.stubGlobal(
      'OffscreenCanvas',
      class {
        getContext = () => context;
      },
    );
    const fields: Field[] = [
      [258, 3, [8, 8, 8]],
      [262, 3, [2]],
      [277, 3, [3]],
    ];
    const read = () => firstTile(strip(50001, new Uint8Array(40), fields));
    expect(await read()).toBe('9 9');
    [width, height] = [SIDE + 4, SIDE];
    expect(await read()).toMatch(/\(WebP\) is damaged/);
    [width, height] = [SIDE, SIDE + 4];
    expect(await read()).toMatch(/\(WebP\) is damaged/);
  });
});
