/** Margins that are filled with one value and not declared to hold no data. */
import { expect, test } from 'vitest';
import { withoutCollar } from '../../../src/domain/change/collar';
import { findChanges } from '../../../src/domain/change/find-changes';
import type { ChangeFrame } from '../../../src/domain/change/types';
import { containsPoint } from '../../../src/domain/geometry/box-geometry';
import { box, portScene, SIDE, type Thing } from './scenes';

const THINGS: readonly Thing[] = [
  { box: box(150, 300, 80, 16, 20), colour: [150, 60, 50] },
  { box: box(300, 90, 50, 30), colour: [200, 200, 195] },
];
const scene = (date: number) => portScene({ date, things: THINGS });

/** The frame with one value wherever a test of a cell holds. */
function filledWhere(
  frame: ChangeFrame,
  value: number,
  isOutside: (x: number, y: number) => boolean,
): ChangeFrame {
  return {
    ...frame,
    bands: frame.bands.map((band) =>
      band.map((own, i) => (isOutside(i % SIDE, Math.floor(i / SIDE)) ? value : own)),
    ),
  };
}

/** Beyond the edge of a turned swath. */
const beyond = (x: number, y: number) => x + 0.25 * y > 400;
const left = ({ valid }: ChangeFrame) => valid.reduce((sum, value) => sum + value, 0);

test.each([0, 255])('a turned margin of %d is covered by neither date', async (value) => {
  const turned = withoutCollar(filledWhere(scene(2), value, beyond));
  const outside = [...turned.valid.keys()].filter((i) => beyond(i % SIDE, Math.floor(i / SIDE)));
  expect(outside.filter((i) => turned.valid[i] === 1)).toEqual([]);
  expect(left(turned)).toBeGreaterThan(0.98 * (SIDE * SIDE - outside.length));
  const options = { area: null, misalignment: 0.5 };
  expect(await findChanges(scene(1), turned, options)).toEqual([]);
});

test('a margin around frames that lie inside the grid', () => {
  const frame = filledWhere(scene(1), 0, (x, y) => x < 60 || y > 350);
  const inner = { ...frame, valid: frame.valid.map((_, i) => (i % SIDE < 20 ? 0 : 1)) };
  expect(left(withoutCollar(inner))).toBe((SIDE - 62) * 349);
});

test('pictures without a margin are as they were', () => {
  const frame = scene(1);
  expect(withoutCollar(frame)).toBe(frame);
});

test('water that is black all over is no margin: its ships are islands in it', () => {
  const black = filledWhere(scene(1), 0, (x, y) => {
    return y >= 160 && !THINGS.some((thing) => containsPoint(thing.box, [x + 0.5, y + 0.5], 0, 1));
  });
  expect(withoutCollar(black)).toBe(black);
});

test('nor is black water with glints all over it', () => {
  const black = filledWhere(scene(1), 0, (x, y) => y >= 160 && (x * 7 + y * 13) % 11 !== 0);
  expect(withoutCollar(black)).toBe(black);
});
