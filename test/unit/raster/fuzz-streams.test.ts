/**
 * Streams of JPEG 2000 and JPEG XL, cut and altered in every byte of their heads and in a sample of the others, in
 * sound files: the codecs are other people's code, compiled, and take what the streams say for true.
 */
import { beforeAll, describe, expect, it } from 'vitest';
import { type Field, openBytes, writeTiff } from './support';
import { random } from './support-damage';
import { encodingBytes, provideJpegXl } from './support-encodings';
import { isRefused, Neighbours } from './support-neighbours';

beforeAll(provideJpegXl);

/** Bytes that are taken for the head: sizes, depths, colours, and how all is coded. */
const HEAD = 112;
/** Places that are tried behind it. */
const SAMPLE = 60;
/** The longest that a stream of a few kilobytes may take, in a build of the codecs that is loaded anew; ms. */
const SOON = 5000;

type Stream = {
  readonly bytes: Uint8Array;
  readonly into: (bytes: Uint8Array) => Uint8Array<ArrayBuffer>;
};

/** The first block of a file, and what makes a file of one block of another stream. */
async function firstStream(name: string, compression: number): Promise<Stream> {
  const file = encodingBytes(name);
  const { layout } = await openBytes(file);
  const { blockWidth: width, blockHeight: height, samples, bits, photometric, alpha } = layout;
  const [from = 0, length = 0] = [layout.offsets[0], layout.byteCounts[0]];
  const fields: readonly Field[] = [
    [258, 3, Array.from({ length: samples }, () => bits)],
    [259, 3, [compression]],
    [262, 3, [photometric]],
    ...(alpha === null ? [] : [[338, 3, [2]] as const]),
  ];
  return {
    bytes: Uint8Array.from(file.subarray(from, from + length)),
    into: (data) => writeTiff({ width, height, samples, data, fields }),
  };
}

/** Every byte of the head, and a sample of the others that is the same every time. */
function placesIn({ length }: Uint8Array): readonly number[] {
  const next = random(length);
  const all = new Set(Array.from({ length: Math.min(HEAD, length) }, (_, at) => at));
  for (let i = 0; i < SAMPLE && all.size < length; i++) {
    all.add((next() * 65_536 + next() * 256 + next()) % length);
  }
  return [...all].sort((a, b) => a - b);
}

describe.each([
  ['rgb-jpeg-2000.tif', 34712],
  ['u16-jpeg-2000.tif', 34712],
  ['grey-jpeg-xl.tif', 50002],
  ['rgba-jpeg-xl.tif', 50002],
] as const)('the stream of %s', (name, compression) => {
  const damagedAt = async (damage: (whole: Uint8Array, at: number) => Uint8Array) => {
    const { bytes, into } = await firstStream(name, compression);
    const beside = new Neighbours();
    await beside.open();
    expect(await isRefused(into(bytes), beside), 'the whole stream').toBe(false);
    let [refused, longest] = [0, 0];
    for (const at of placesIn(bytes)) {
      const began = performance.now();
      if (await isRefused(into(damage(bytes, at)), beside)) refused++;
      longest = Math.max(longest, performance.now() - began);
    }
    // What a damaged stream leaves behind in its codec is not in the next picture.
    expect(await isRefused(into(bytes), beside), 'the whole stream, after all').toBe(false);
    await beside.areWhole();
    expect(longest).toBeLessThan(SOON);
    return refused;
  };

  it('may end anywhere: a picture or a sentence, soon, and no other’s pixels', async () => {
    const refused = await damagedAt((whole, at) => whole.slice(0, at));
    // Without its head no stream is read.
    expect(refused).toBeGreaterThan(30);
  }, 120_000);

  it('may have a byte turned anywhere: a picture or a sentence, soon, and no other’s pixels', async () => {
    const refused = await damagedAt((whole, at) => {
      const bytes = whole.slice();
      bytes[at] = (bytes[at] ?? 0) ^ 0xff;
      return bytes;
    });
    expect(refused).toBeGreaterThan(10);
  }, 120_000);
});
