/** Pixels made of 2 × 2 others, against the formula written out for each pixel. */
import { describe, expect, it } from 'vitest';
import { type Pixels, shrinkInto } from '../../../src/raster/blocks/box-mean';

/** Numbers that look as if by chance, the same in every run. */
function* noise(): Generator<number, never> {
  let state = 0x2545f491;
  for (;;) {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    yield state >>> 0;
  }
}

/** Of so many pixels in a hundred there is no data. */
function picture(width: number, height: number, channels: number, missing: number): Pixels {
  const data = new Uint8Array(width * height * channels);
  const numbers = noise();
  for (let pixel = 0; pixel < width * height; pixel++) {
    if (numbers.next().value % 100 < missing) continue;
    for (let c = 0; c < channels; c++) {
      const value = numbers.next().value & 255;
      data[pixel * channels + c] = c === channels - 1 ? 255 : value;
    }
  }
  return { data, width, height, channels };
}

/** The mean of those of a box's pixels that hold data, a half rounded up; all 0 where none does. */
function meanOf({ data, width, height, channels }: Pixels, left: number, top: number): number[] {
  const found: number[] = [];
  for (const [x, y] of [
    [left, top],
    [left + 1, top],
    [left, top + 1],
    [left + 1, top + 1],
  ] as const) {
    const at = (y * width + x) * channels;
    if (x < width && y < height && data[at + channels - 1] !== 0) found.push(at);
  }
  if (found.length === 0) return Array(channels).fill(0);
  return Array.from({ length: channels }, (_, c) => {
    const sum = found.reduce((total, at) => total + (data[at + c] ?? 0), 0);
    return Math.floor(sum / found.length + 0.5);
  });
}

describe('pixels of half the size', () => {
  it.each([
    ['three bands, all with data', 64, 32, 4, 0],
    ['three bands with gaps', 64, 32, 4, 3],
    ['three bands, mostly gaps', 64, 32, 4, 80],
    ['three bands, odd width and height', 33, 17, 4, 3],
    ['three bands, one column', 1, 9, 4, 3],
    ['one band with gaps', 33, 17, 2, 3],
    ['four bands with gaps', 33, 17, 5, 3],
  ])('are the means of those that hold data: %s', (_, width, height, channels, missing) => {
    const source = picture(width, height, channels, missing);
    const [across, down] = [Math.ceil(width / 2), Math.ceil(height / 2)];
    // Into the midst of a larger picture, as rows of tiles are filled.
    const [left, top] = [3, 2];
    const [outWidth, outHeight] = [across + 5, down + 3];
    const data = new Uint8Array(outWidth * outHeight * channels);
    const out = { data, width: outWidth, height: outHeight, channels };
    shrinkInto(source, { across: 2, down: 2 }, 'mean', out, { left, top });
    const expected = new Uint8Array(data.length);
    for (let y = 0; y < down; y++) {
      for (let x = 0; x < across; x++) {
        const at = ((top + y) * outWidth + left + x) * channels;
        expected.set(meanOf(source, 2 * x, 2 * y), at);
      }
    }
    expect(data).toEqual(expected);
  });

  it.each([
    ['all with data', 64, 32, 0],
    ['with gaps', 33, 17, 3],
    ['mostly gaps', 33, 17, 80],
  ])(
    'are the first of those that hold data where colours must not be mixed: %s',
    (_, width, height, missing) => {
      const source = picture(width, height, 4, missing);
      const [across, down] = [Math.ceil(width / 2), Math.ceil(height / 2)];
      const out = {
        data: new Uint8Array(across * down * 4),
        width: across,
        height: down,
        channels: 4,
      };
      shrinkInto(source, { across: 2, down: 2 }, 'nearest', out, { left: 0, top: 0 });
      const pixelAt = (x: number, y: number) => {
        const at = (y * width + x) * 4;
        return x < width && y < height
          ? Array.from(source.data.subarray(at, at + 4))
          : [0, 0, 0, 0];
      };
      for (let i = 0; i < across * down; i++) {
        const [x, y] = [2 * (i % across), 2 * Math.floor(i / across)];
        const four = [pixelAt(x, y), pixelAt(x + 1, y), pixelAt(x, y + 1), pixelAt(x + 1, y + 1)];
        const first = four.find(([, , , alpha]) => alpha !== 0) ?? [0, 0, 0, 0];
        expect(Array.from(out.data.subarray(i * 4, i * 4 + 4)), `${x}, ${y}`).toEqual(first);
      }
    },
  );
});
