/** Where a chip's values come from, on a picture whose values are their own coordinates. */
import { expect, it } from 'vitest';
import {
  CHIP_LENGTH,
  CHIP_SPAN,
  CHIP_WIDTH,
  rectifyChip,
  type SampleWindow,
} from '../../../src/domain/identity/chip';

const SIDE = 200;
/** Planes of x and y of each pixel's middle. */
const ramps: SampleWindow = {
  width: SIDE,
  height: SIDE,
  x: 1000,
  y: 500,
  step: 1,
  aspect: 1,
  planes: [
    Float32Array.from({ length: SIDE * SIDE }, (_, i) => 1000.5 + (i % SIDE)),
    Float32Array.from({ length: SIDE * SIDE }, (_, i) => 500.5 + Math.floor(i / SIDE)),
  ],
};

/** Pixel that a chip's cell must show: its middle, taken from stern to bow and port to starboard. */
function expected(angle: number, station: number, row: number, length: number, width: number) {
  const forward = ((station + 0.5) / CHIP_LENGTH - 0.5) * CHIP_SPAN * length;
  const starboard = ((row + 0.5) / CHIP_WIDTH - 0.5) * CHIP_SPAN * width;
  return [
    1100 + forward * Math.cos(angle) - starboard * Math.sin(angle),
    600 + forward * Math.sin(angle) + starboard * Math.cos(angle),
  ] as const;
}

it.each([0, 0.7, Math.PI / 2, -2.5])('lies along the keel at an angle of %d', (angle) => {
  const chip = rectifyChip(ramps, { x: 1100, y: 600, length: 90, width: 20, angle });
  for (const [station, row] of [
    [0, 0],
    [127, 0],
    [0, 31],
    [127, 31],
    [70, 9],
  ] as const) {
    const [x, y] = expected(angle, station, row, 90, 20);
    const cell = row * CHIP_LENGTH + station;
    expect(chip?.planes[0]?.[cell]).toBeCloseTo(x, 2);
    expect(chip?.planes[1]?.[cell]).toBeCloseTo(y, 2);
  }
});

it('reads overviews and pixels that are not square where they are', () => {
  const half: SampleWindow = {
    ...ramps,
    x: 2000,
    step: 2,
    aspect: 0.5,
    planes: [Float32Array.from({ length: SIDE * SIDE }, (_, i) => 2001 + 2 * (i % SIDE))],
  };
  // 100 plane units along u are 200 pixels.
  const chip = rectifyChip(half, { x: 2200, y: 700, length: 100, width: 20, angle: 0 });
  const station = CHIP_LENGTH - 1;
  const forward = ((station + 0.5) / CHIP_LENGTH - 0.5) * CHIP_SPAN * 200;
  expect(chip?.planes[0]?.[16 * CHIP_LENGTH + station]).toBeCloseTo(2200 + forward, 2);
});

it('takes the mean of all pixels of a cell', () => {
  const stripes: SampleWindow = {
    ...ramps,
    x: 0,
    y: 0,
    planes: [Float32Array.from({ length: SIDE * SIDE }, (_, i) => 100 * (i % 2))],
  };
  const chip = rectifyChip(stripes, {
    x: 100,
    y: 100,
    length: 150,
    width: 100,
    angle: Math.PI / 2,
  });
  for (const value of chip?.planes[0] ?? []) expect(Math.abs(value - 50)).toBeLessThan(20);
});

it('leaves out where there is no data', () => {
  const valid = Uint8Array.from({ length: SIDE * SIDE }, (_, i) => Number(i % SIDE < 120));
  const chip = rectifyChip(
    { ...ramps, valid },
    { x: 1100, y: 600, length: 90, width: 20, angle: 0 },
  );
  expect(chip?.valid[16 * CHIP_LENGTH + 64]).toBe(1);
  expect(chip?.valid[16 * CHIP_LENGTH + 110]).toBe(0);
});
