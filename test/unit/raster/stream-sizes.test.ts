/** Compressed pieces whose streams say another size than the directory: refused, and no memory taken for them. */
import { deflateSync } from 'node:zlib';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { inflate } from '../../../src/raster/codecs/inflate';
import { type Field, openBytes, writeTiff } from './support';
import { encodingBytes, provideJpegXl } from './support-encodings';

const SIDE = 16;
const MB = 2 ** 20;
const COLOURS: readonly Field[] = [
  [258, 3, [8, 8, 8]],
  [262, 3, [2]],
  [277, 3, [3]],
];

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

/** The head of a WebP stream of each kind (RFC 9649, 2.5 to 2.7; RFC 6386, 9.1). */
function webp(kind: 'VP8 ' | 'VP8L' | 'VP8X', width: number, height: number): Uint8Array {
  const stream = Buffer.alloc(40);
  stream.write(`RIFF    WEBP${kind}`, 'latin1');
  if (kind === 'VP8 ') {
    stream.set([0, 0, 0, 0x9d, 0x01, 0x2a], 20);
    stream.writeUInt16LE(width, 26);
    stream.writeUInt16LE(height, 28);
  } else if (kind === 'VP8L') {
    stream[20] = 0x2f;
    stream.writeUInt32LE((width - 1) | ((height - 1) << 14), 21);
  } else {
    stream.writeUIntLE(width - 1, 24, 3);
    stream.writeUIntLE(height - 1, 27, 3);
  }
  return stream;
}

afterEach(() => {
  vi.unstubAllGlobals();
  vi.restoreAllMocks();
});

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

  it.each([
    ['rgb-jpeg-2000.tif', 34712, /\(JPEG 2000\) is damaged/],
    ['u16-jpeg-xl.tif', 50002, /\(JPEG XL\) is damaged/],
  ] as const)('is refused where it is that of %s', async (name, compression, says) => {
    provideJpegXl();
    const bytes = encodingBytes(name);
    const picture = await openBytes(bytes);
    const { offsets, byteCounts, bits } = picture.layout;
    const [from = 0, length = 0] = [offsets[0], byteCounts[0]];
    expect(await firstTile(bytes)).toMatch(/^\d+ \d+$/);
    const stream = bytes.subarray(from, from + length);
    const fields: readonly Field[] = bits === 16 ? [[258, 3, [16]]] : COLOURS;
    expect(await firstTile(strip(compression, stream, fields))).toMatch(says);
  });

  it('is refused where it is WebP, before the browser takes memory for it', async () => {
    // Node has no decoder: one that gives one grey stands in for the browser's.
    const graphics = { readPixels: (...args: unknown[]) => (args[6] as Uint8Array).fill(9) };
    const context = new Proxy(graphics, {
      get: (known, name) => (name === 'readPixels' ? known.readPixels : () => null),
    });
    const decode = vi.fn(async () => ({ width: SIDE, height: SIDE, close: () => undefined }));
    vi.stubGlobal('createImageBitmap', decode);
    vi.stubGlobal(
      'OffscreenCanvas',
      class {
        getContext = () => context;
      },
    );
    const read = (stream: Uint8Array) => firstTile(strip(50001, stream, COLOURS));
    for (const kind of ['VP8 ', 'VP8L', 'VP8X'] as const) {
      expect(await read(webp(kind, SIDE, SIDE))).toBe('9 9');
      decode.mockClear();
      for (const [width, height] of [
        [SIDE + 4, SIDE],
        [SIDE, SIDE + 4],
        [16_000, 16_000],
      ] as const) {
        expect(await read(webp(kind, width, height)), kind).toMatch(/\(WebP\) is damaged/);
      }
      expect(decode).not.toHaveBeenCalled();
    }
    expect(await read(new Uint8Array(40))).toMatch(/\(WebP\) is damaged/);
  });

  it.each(['rgb-jpeg.tif', 'ycbcr-jpeg.tif', 'grey-jpeg.tif'] as const)(
    'is refused where it is JPEG with tables of its own file, that of %s',
    async (name) => {
      const whole = Uint8Array.from(encodingBytes(name));
      const { layout } = await openBytes(whole);
      const { blockWidth, blockHeight, blockSamples } = layout;
      // A block is a frame and a scan alone: what they are decoded by stands once, in JPEGTables (tag 347).
      expect(layout.special.jpegTables?.length).toBeGreaterThan(0);
      expect(await firstTile(whole)).toMatch(/^\d+ \d+$/);
      const from = layout.offsets[0] ?? 0;
      const frame = whole.findIndex(
        (byte, i) => i >= from && byte === 0xff && whole[i + 1] === 0xc0,
      );
      expect(frame - from).toBeLessThan(64);
      const sized = (width: number, height: number, components: number) => {
        const bytes = whole.slice();
        bytes.set([height >> 8, height & 255, width >> 8, width & 255, components], frame + 5);
        return bytes;
      };
      const same = sized(blockWidth, blockHeight, blockSamples);
      expect(same).toEqual(whole);
      const began = performance.now();
      for (const [width, height, components] of [
        [blockWidth + 8, blockHeight, blockSamples],
        [blockWidth - 8, blockHeight, blockSamples],
        [blockWidth, blockHeight + 8, blockSamples],
        [blockWidth, blockHeight - 8, blockSamples],
        [blockWidth, blockHeight, blockSamples === 1 ? 3 : 1],
        [65_500, 65_500, blockSamples],
      ] as const) {
        const said = await firstTile(sized(width, height, components));
        expect(said, `${width} × ${height} × ${components}`).toMatch(/\(JPEG\) is damaged/);
      }
      expect(performance.now() - began).toBeLessThan(2000);
    },
  );

  it('is refused where it is JPEG that goes on to a second frame, of whatever size', async () => {
    const bytes = Uint8Array.from(encodingBytes('rgb-jpeg.tif'));
    expect(await firstTile(bytes)).toMatch(/^\d+ \d+$/);
    // The start of the scan turned into the start of a frame: 18176 × 20992 pixels of 66 components.
    const scan = bytes.findIndex((byte, i) => byte === 0xff && bytes[i + 1] === 0xda);
    bytes[scan + 1] = 0xc0;
    expect(await firstTile(bytes)).toMatch(/\(JPEG\) is damaged/);
  });
});

describe('a Deflate stream that goes on for ever after its block', () => {
  it('is fed to the decoder only as far as the block needs it', async () => {
    const zeros = deflateSync(new Uint8Array(600 * MB));
    const write = vi.spyOn(WritableStreamDefaultWriter.prototype, 'write');
    const out = await inflate(Uint8Array.from(zeros), 65_536);
    expect([out.length, Math.max(...out)]).toEqual([65_536, 0]);
    const fed = write.mock.calls.reduce((sum, [piece]) => sum + piece.length, 0);
    expect(fed).toBeLessThan(zeros.length);
  });
});
