/** Samples of 11 bits are uploaded as half floats, without any loss, and larger ones never. */
import { expect, it } from 'vitest';
import { displayTile } from '../../../src/map/picture/display-tile';
import { halfFloats } from '../../../src/raster/blocks/unpack-bits';

const CARRIED = [0, 1, 2, 3];

/** What is uploaded of pixels of four bands and alpha, of which the first three are shown in reverse. */
function shown(pixels: readonly (readonly number[])[], passing = false) {
  const data = Uint16Array.from(pixels.flat());
  const tile = { width: pixels.length, height: 1, channels: 5, data };
  return displayTile(tile, { bands: [2, 1, 0], decibel: false }, CARRIED, passing);
}

const whole = (value: number) => [value, 2047 - value, 7, 65_535, 1];

it('all 2048 values are kept, whatever the band that is not shown holds', () => {
  const uploaded = shown(Array.from({ length: 2048 }, (_, value) => whole(value)));
  if (!(uploaded instanceof DataView)) throw new Error('These are no half floats.');
  const values = halfFloats(new Uint16Array(uploaded.buffer));
  expect(values.length).toBe(2048 * 4);
  for (let value = 0; value < 2048; value++) {
    expect([...values.subarray(value * 4, value * 4 + 4)]).toEqual([7, 2047 - value, value, 1]);
  }
});

it('nothing is held of pixels without data, which may hold any number', () => {
  const uploaded = shown([whole(1), [65_535, 9, 9, 9, 0], whole(2)]);
  if (!(uploaded instanceof DataView)) throw new Error('These are no half floats.');
  expect([...halfFloats(new Uint16Array(uploaded.buffer))]).toEqual([
    ...[7, 2046, 1, 1],
    ...[0, 0, 0, 0],
    ...[7, 2045, 2, 1],
  ]);
});

it('one sample of more bits anywhere makes floats of all', () => {
  for (const place of [0, 1, 60, 61, 199]) {
    const pixels = Array.from({ length: 200 }, () => [...whole(1)]);
    pixels[place] = [2049, 1, 1, 1, 1];
    const uploaded = shown(pixels);
    expect(uploaded).toBeInstanceOf(Float32Array);
    const floats = uploaded as Float32Array;
    expect([...floats.subarray(place * 4, place * 4 + 4)]).toEqual([1, 1, 2049, 1]);
  }
});

it('what is written over what was uploaded before holds nothing of it', () => {
  const empty = [3, 3, 3, 3, 0];
  shown(
    Array.from({ length: 9 }, () => whole(5)),
    true,
  );
  const uploaded = shown([empty, whole(6), empty], true);
  if (!(uploaded instanceof DataView)) throw new Error('These are no half floats.');
  const { buffer, byteOffset, byteLength } = uploaded;
  const values = halfFloats(new Uint16Array(buffer, byteOffset, byteLength / 2));
  expect([...values]).toEqual([...[0, 0, 0, 0], ...[7, 2041, 6, 1], ...[0, 0, 0, 0]]);
});
