/** Differences of light that all bands share, and those of colour that they do not. */
import { expect, test } from 'vitest';
import { sampledCells } from '../../../src/domain/change/local-statistics';
import { blendMisfit } from '../../../src/domain/change/misfit';
import { Scratch } from '../../../src/domain/change/scratch';
import { randomOf } from '../registration/support';

const size = { width: 160, height: 160 };
const cells = size.width * size.height;
const inThing = (i: number) => {
  const [x, y] = [i % size.width, Math.floor(i / size.width)];
  return x >= 70 && x < 94 && y >= 70 && y < 94;
};

test('a thing as bright as its ground is known by its colour, through uneven light', async () => {
  const random = randomOf(9);
  // Light in patches of 8 × 8 cells, which no shift by a cell explains.
  const patches = Float32Array.from({ length: 400 }, () => 60 * (random() - 0.5));
  const light = (i: number) =>
    patches[Math.floor((i % size.width) / 8) + 20 * Math.floor(i / size.width / 8)] as number;
  const noise = () => 2 * (random() - 0.5);
  const band = (valueAt: (i: number) => number) =>
    Float32Array.from({ length: cells }, (_, i) => valueAt(i) + noise());
  const before = [0, 1, 2].map(() => band(() => 120));
  const after = [14, 0, -14].map((hue) => band((i) => 120 + light(i) + (inThing(i) ? hue : 0)));
  const strength = new Float32Array(cells);
  const sampled = sampledCells(new Uint8Array(cells).fill(1), size);
  const [columns, rows] = [sampled.columns + 1, sampled.rows + 1];
  const ground = { columns, rows, values: new Float32Array(columns * rows).fill(1) };
  const input = { before, after, match: null, sampled, size, reach: 1, scratch: new Scratch() };
  await blendMisfit(strength, input, ground, () => {});
  const meanWhere = (wanted: boolean) => {
    const those = strength.filter((_, i) => inThing(i) === wanted);
    return those.reduce((sum, value) => sum + value, 0) / those.length;
  };
  expect(meanWhere(true)).toBeGreaterThan(6);
  expect(meanWhere(false)).toBeLessThan(1);
});
