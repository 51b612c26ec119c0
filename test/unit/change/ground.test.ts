/** On ground: what a change of the surroundings, a strip along an edge, or a small thing is worth. */
import { describe, expect, test } from 'vitest';
import { candidatesOf } from '../../../src/domain/change/candidates';
import type { Evidence } from '../../../src/domain/change/evidence';
import { matchedAlike } from '../../../src/domain/change/local-match';
import { spillOf } from '../../../src/domain/change/surroundings';
import type { ChangeFrame } from '../../../src/domain/change/types';
import { standingOut } from './scenes';

const size = { width: 160, height: 96 };
const cells = size.width * size.height;
const valid = new Uint8Array(cells).fill(1);
type Rect = readonly [x: number, y: number, width: number, height: number];

/** A plane of one value with rectangles of another. */
function plane(rest: number, value: number, ...rects: readonly Rect[]): Float32Array {
  const out = new Float32Array(cells).fill(rest);
  for (const [left, top, width, height] of rects) {
    for (let y = top; y < top + height; y += 1) {
      out.fill(value, y * size.width + left, y * size.width + left + width);
    }
  }
  return out;
}

function evidenceOf(rects: readonly Rect[], onGround: boolean): Evidence {
  const strength = plane(0, 12, ...rects);
  const lattice = { columns: 6, rows: 4, values: new Float32Array(24).fill(onGround ? 1 : 0) };
  const planes = [[plane(50, 50)], [plane(50, 50)]] as const;
  const [before, after] = [standingOut(strength, size.width), standingOut(plane(0, 0), size.width)];
  return {
    strength,
    before,
    after,
    ground: lattice,
    planes,
    match: null,
    waterside: null,
    quayside: null,
  };
}

/** Of rectangles of strong evidence in a grid of 1 m: size and score of what is proposed. */
function proposed(rects: readonly Rect[], onGround: boolean) {
  const frame: ChangeFrame = { ...size, bands: [], valid, metresPerPixel: 1, kind: 'optical' };
  return candidatesOf(frame, evidenceOf(rects, onGround)).map(({ box, score }) => ({
    size: [Math.round(box.length), Math.round(box.width)],
    score,
  }));
}

describe('a proposal on ground', () => {
  test('a strip as narrow as a wall counts less than a hull or a stack of its length', () => {
    const [stack, strip] = proposed(
      [
        [10, 10, 60, 18],
        [10, 60, 60, 6],
      ],
      true,
    );
    expect(stack).toMatchObject({ size: [60, 18] });
    expect(strip).toMatchObject({ size: [60, 6] });
    // Less than its smaller area alone would take: evidence grows with the root of the area.
    const odds = (score = 0) => score / (1 - score);
    expect(odds(strip?.score) / odds(stack?.score)).toBeLessThan(0.5 * Math.sqrt(6 / 18));
  });

  test('on water a slender hull keeps its weight and a wake does not', () => {
    const [hull, wake] = proposed(
      [
        [10, 10, 49, 7],
        [10, 60, 80, 8],
      ],
      false,
    );
    expect(hull).toMatchObject({ size: [49, 7] });
    expect(wake).toMatchObject({ size: [80, 8] });
  });

  test('a boat of 6 m by 5 m is proposed on water, a car of that size on a quay is not', () => {
    const small: readonly Rect[] = [[50, 50, 6, 5]];
    expect(proposed(small, false)).toHaveLength(1);
    expect(proposed(small, true)).toEqual([]);
  });
});

test('what lies on ground is inland where no water is beside it, and not at a quay', () => {
  const frame: ChangeFrame = { ...size, bands: [], valid, metresPerPixel: 1, kind: 'optical' };
  const hull = [[30, 22, 60, 12]] as const;
  const inlandOn = (waterFromRow: number) => {
    const evidence = evidenceOf(hull, true);
    const values = new Float32Array(24).map((_, i) => (Math.floor(i / 6) < waterFromRow ? 1 : 0));
    const ground = { columns: 6, rows: 4, values };
    return candidatesOf(frame, { ...evidence, ground }).map(({ onGround, inland }) => [
      onGround,
      inland,
    ]);
  };
  expect(inlandOn(4)).toEqual([[true, true]]);
  // Water from row 64 on, 30 cells off the hull.
  expect(inlandOn(2)).toEqual([[true, false]]);
});

describe('surroundings', () => {
  const box = { x: 60, y: 40, length: 20, width: 10, angle: 0 };
  const match = [
    { gain: 1, offset: 0, from: Float32Array.of(0, 255), to: Float32Array.of(0, 255) },
  ];
  const spill = (after: Float32Array, known = valid) =>
    spillOf(
      { ...evidenceOf([], true), planes: [[plane(50, 50)], [after]], match: matchedAlike(match) },
      known,
      size,
    )(box);

  test('did not change around a thing that came, and did under snow', () => {
    expect(spill(plane(50, 200, [50, 35, 20, 10]))).toBe(0);
    expect(spill(plane(200, 200))).toBe(1);
    // Snow of 150 more all around, and a thing of 50 more: the ring changed three times as much.
    expect(spill(plane(200, 100, [50, 35, 20, 10]))).toBeCloseTo(3, 6);
  });

  test('a neighbour that changed too is no change of the ground; without data nothing is said', () => {
    expect(spill(plane(50, 200, [50, 35, 20, 10], [72, 20, 40, 40]))).toBe(0);
    expect(spill(plane(200, 200), new Uint8Array(cells))).toBe(0);
  });
});
