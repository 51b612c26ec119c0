import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { fromDragRect, fromKeel } from '../../../src/domain/geometry/box-drawing';
import {
  boundsPlane,
  containsPoint,
  cornersPixel,
  cornersPlane,
  distanceToOutline,
  intersectsRect,
  localToPlane,
  sideMiddles,
} from '../../../src/domain/geometry/box-geometry';
import {
  flipBow,
  resizeCorner,
  resizeSide,
  rotateBy,
  translate,
} from '../../../src/domain/geometry/box-reshape';
import { pick } from '../../../src/domain/geometry/pick';
import { normalizeAngle, toPlane } from '../../../src/domain/geometry/plane';
import type { BoxGeometry } from '../../../src/domain/model/box';
import type { PlaneXY } from '../../../src/domain/model/units';

/** Evenly spread; fc.double alone would mostly give numbers next to 0. */
const finite = (min: number, max: number) =>
  fc.oneof(
    fc.integer({ min: 0, max: 1_000_000 }).map((i) => min + ((max - min) * i) / 1_000_000),
    fc.double({ min, max, noNaN: true, noDefaultInfinity: true }).map((value) => value + 0),
  );
const anyBox: fc.Arbitrary<BoxGeometry> = fc.record({
  x: finite(-1000, 50_000),
  y: finite(-1000, 50_000),
  length: finite(1, 2000),
  width: finite(1, 500),
  angle: finite(-3.14, 3.14),
});
const anyAspect = finite(0.4, 1);

function expectPoint(actual: PlaneXY | undefined, expected: PlaneXY, digits = 6) {
  expect(actual?.[0]).toBeCloseTo(expected[0], digits);
  expect(actual?.[1]).toBeCloseTo(expected[1], digits);
}

/** Twice the signed area; positive is clockwise on screen, where y runs down. */
function shoelace(points: readonly PlaneXY[]): number {
  return points.reduce((sum, [u, v], i) => {
    const [nu, nv] = points[(i + 1) % points.length] ?? [0, 0];
    return sum + u * nv - nu * v;
  }, 0);
}

describe('corners', () => {
  it('start at the stern port side and run clockwise on screen', () => {
    const box = { x: 100, y: 50, length: 40, width: 10, angle: 0 };
    expect(cornersPlane(box, 1)).toEqual([
      [80, 45],
      [120, 45],
      [120, 55],
      [80, 55],
    ]);
  });

  it('have port to the left of the bow when the bow points up the screen', () => {
    const box = { x: 0, y: 0, length: 40, width: 10, angle: -Math.PI / 2 };
    const [sternPort, bowPort, bowStarboard] = cornersPlane(box, 1);
    expectPoint(sternPort, [-5, 20]);
    expectPoint(bowPort, [-5, -20]);
    expectPoint(bowStarboard, [5, -20]);
  });

  it('are clockwise for any box, and close to its size on the ground for oblong pixels', () => {
    fc.assert(
      fc.property(anyBox, anyAspect, (box, aspect) => {
        const plane = cornersPixel(box, aspect).map((p) => toPlane(p, aspect));
        expect(shoelace(plane) / 2 / (box.length * box.width)).toBeCloseTo(1, 6);
        const [a, b, c] = plane;
        if (!a || !b || !c) throw new Error('four corners');
        expect(Math.hypot(b[0] - a[0], b[1] - a[1])).toBeCloseTo(box.length, 6);
        expect(Math.hypot(c[0] - b[0], c[1] - b[1])).toBeCloseTo(box.width, 6);
      }),
    );
  });

  it('fill the bounds exactly', () => {
    fc.assert(
      fc.property(anyBox, anyAspect, (box, aspect) => {
        const corners = cornersPlane(box, aspect);
        const bounds = boundsPlane(box, aspect);
        expect(Math.min(...corners.map((p) => p[0]))).toBeCloseTo(bounds.minU, 6);
        expect(Math.max(...corners.map((p) => p[1]))).toBeCloseTo(bounds.maxV, 6);
      }),
    );
  });
});

describe('drawing', () => {
  it('makes a box along the keel, as wide as twice the way out to the beam', () => {
    const box = fromKeel([10, 10], [110, 10], [60, 22], 1);
    expect(box).toEqual({ x: 60, y: 10, length: 100, width: 24, angle: 0 });
  });

  it('gives the same box from either side of the keel, wherever along it the beam is shown', () => {
    fc.assert(
      fc.property(anyBox, anyAspect, finite(-3, 3), fc.boolean(), (box, aspect, at, port) => {
        const { bow, stern } = sideMiddles(box, aspect);
        const side = port ? -box.width / 2 : box.width / 2;
        const drawn = fromKeel(
          stern,
          bow,
          localToPlane(box, at * box.length, side, aspect),
          aspect,
        );
        expect(drawn.x).toBeCloseTo(box.x, 5);
        expect(drawn.y).toBeCloseTo(box.y, 5);
        expect(drawn.length).toBeCloseTo(box.length, 5);
        expect(drawn.width).toBeCloseTo(box.width, 4);
        expect(Math.cos(drawn.angle - box.angle)).toBeCloseTo(1, 6);
      }),
    );
  });

  it('survives a press without movement', () => {
    const box = fromKeel([5, 5], [5, 5], [5, 5], 1);
    expect(box).toEqual({ x: 5, y: 5, length: 1, width: 1, angle: 0 });
  });

  it('makes an axis-aligned box from any two opposite corners', () => {
    const expected = { x: 30, y: 30, length: 20, width: 40, angle: 0 };
    expect(fromDragRect([20, 10], [40, 50], 1)).toEqual(expected);
    expect(fromDragRect([40, 10], [20, 50], 1)).toEqual(expected);
    expect(fromDragRect([20, 10], [40, 50], 0.5).x).toBe(60);
  });
});

describe('reshaping', () => {
  const sides = ['bow', 'stern', 'port', 'starboard'] as const;
  const opposite = { bow: 'stern', stern: 'bow', port: 'starboard', starboard: 'port' } as const;
  const names = ['sternPort', 'bowPort', 'bowStarboard', 'sternStarboard'] as const;

  it('keeps the opposite side in place while a side is dragged, however far', () => {
    fc.assert(
      fc.property(
        anyBox,
        anyAspect,
        fc.constantFrom(...sides),
        finite(-9000, 9000),
        finite(-9000, 9000),
        (box, aspect, side, du, dv) => {
          const to: PlaneXY = [box.x * aspect + du, box.y + dv];
          const resized = resizeSide(box, side, to, aspect);
          const fixed = opposite[side];
          expectPoint(sideMiddles(resized, aspect)[fixed], sideMiddles(box, aspect)[fixed], 5);
          expect(resized.length).toBeGreaterThanOrEqual(1);
          expect(resized.width).toBeGreaterThanOrEqual(1);
          expect(resized.angle).toBe(box.angle);
        },
      ),
    );
  });

  it('puts the dragged corner under the pointer and keeps the opposite one', () => {
    fc.assert(
      fc.property(
        anyBox,
        anyAspect,
        fc.integer({ min: 0, max: 3 }),
        finite(1, 900),
        finite(1, 900),
        (box, aspect, index, out, off) => {
          const name = names[index] ?? 'bowPort';
          const alongSign = index === 1 || index === 2 ? 1 : -1;
          const acrossSign = index >= 2 ? 1 : -1;
          const to = localToPlane(
            box,
            alongSign * (box.length / 2 + out),
            acrossSign * (box.width / 2 + off),
            aspect,
          );
          const before = cornersPlane(box, aspect);
          const after = cornersPlane(resizeCorner(box, name, to, aspect), aspect);
          expectPoint(after[index as 0 | 1 | 2 | 3], to, 5);
          const kept = ((index + 2) % 4) as 0 | 1 | 2 | 3;
          expectPoint(after[kept], before[kept], 5);
        },
      ),
    );
  });

  it('moves by pixels of the plane', () => {
    const moved = translate({ x: 10, y: 10, length: 4, width: 2, angle: 1 }, 5, -3, 0.5);
    expect(moved).toEqual({ x: 20, y: 7, length: 4, width: 2, angle: 1 });
  });

  it('keeps the outline when the bow is flipped', () => {
    fc.assert(
      fc.property(anyBox, anyAspect, (box, aspect) => {
        const [sternPort, , bowStarboard] = cornersPlane(box, aspect);
        const flipped = cornersPlane(flipBow(box), aspect);
        expectPoint(flipped[0], bowStarboard, 5);
        expectPoint(flipped[2], sternPort, 5);
      }),
    );
  });

  it('keeps angles above −π and at most π', () => {
    expect(normalizeAngle(-Math.PI)).toBe(Math.PI);
    expect(normalizeAngle(3 * Math.PI)).toBeCloseTo(Math.PI, 12);
    fc.assert(
      fc.property(anyBox, finite(-100, 100), (box, step) => {
        const { angle } = rotateBy(box, step);
        expect(angle).toBeGreaterThan(-Math.PI);
        expect(angle).toBeLessThanOrEqual(Math.PI);
        expect(Math.cos(angle - box.angle - step)).toBeCloseTo(1, 9);
      }),
    );
  });
});

describe('hit testing', () => {
  const ship = { id: 'ship', geometry: { x: 100, y: 100, length: 80, width: 20, angle: 0.5 } };
  const box = { id: 'container', geometry: { x: 104, y: 101, length: 6, width: 3, angle: 0.5 } };

  it('takes the small box inside the large one, whichever was drawn first', () => {
    expect(pick([ship, box], [104, 101], 0, 1)).toBe(box);
    expect(pick([box, ship], [104, 101], 0, 1)).toBe(box);
    expect(pick([box, ship], [90, 95], 0, 1)).toBe(ship);
  });

  it('takes a box by its outline from outside, within the tolerance', () => {
    const above = localToPlane(ship.geometry, 0, -13, 1);
    expect(pick([ship], above, 4, 1)).toBe(ship);
    expect(pick([ship], above, 2, 1)).toBeNull();
    expect(distanceToOutline(ship.geometry, above, 1)).toBeCloseTo(3, 9);
    expect(distanceToOutline(ship.geometry, [100, 100], 1)).toBeCloseTo(10, 9);
  });

  it('knows inside from outside for any turned box', () => {
    fc.assert(
      fc.property(anyBox, anyAspect, finite(-1, 1), finite(-1, 1), (geometry, aspect, a, c) => {
        const point = localToPlane(geometry, a * geometry.length, c * geometry.width, aspect);
        const clear = Math.min(Math.abs(Math.abs(a) - 0.5), Math.abs(Math.abs(c) - 0.5)) > 1e-6;
        if (!clear) return;
        const inside = Math.abs(a) < 0.5 && Math.abs(c) < 0.5;
        expect(containsPoint(geometry, point, 0, aspect)).toBe(inside);
      }),
    );
  });

  it('tells a marquee that touches a turned box from one in the empty corner of its bounds', () => {
    const turned = { x: 0, y: 0, length: 100, width: 10, angle: Math.PI / 4 };
    const corner = { minU: 25, minV: -36, maxU: 36, maxV: -25 };
    const middle = { minU: -1, minV: -1, maxU: 1, maxV: 1 };
    const around = { minU: -99, minV: -99, maxU: 99, maxV: 99 };
    expect(intersectsRect(turned, corner, 1)).toBe(false);
    expect(intersectsRect(turned, middle, 1)).toBe(true);
    expect(intersectsRect(turned, around, 1)).toBe(true);
    expect(intersectsRect({ ...turned, angle: -Math.PI / 4 }, corner, 1)).toBe(true);
  });

  it('agrees for any marquee with cutting the box along its edges', () => {
    const place = finite(-150, 150);
    const near = fc.record({
      x: place,
      y: place,
      length: finite(20, 200),
      width: finite(2, 40),
      angle: finite(-3.14, 3.14),
    });
    fc.assert(
      fc.property(near, finite(1, 90), finite(1, 90), (box, halfU, halfV) => {
        const rect = { minU: -halfU, minV: -halfV, maxU: halfU, maxV: halfV };
        const left = Math.abs(shoelace(cut(cornersPlane(box, 1), rect)));
        const grown = {
          minU: -halfU - 1e-6,
          minV: -halfV - 1e-6,
          maxU: halfU + 1e-6,
          maxV: halfV + 1e-6,
        };
        const touched = cut(cornersPlane(box, 1), grown).length > 0;
        const found = intersectsRect(box, rect, 1);
        if (left > 1e-6) expect(found).toBe(true);
        if (found) expect(touched).toBe(true);
      }),
      { numRuns: 2000 },
    );
  });
});

type Rect = Parameters<typeof intersectsRect>[1];

/** What is left of a polygon inside a rectangle, one edge of the rectangle after the other. */
function cut(polygon: readonly PlaneXY[], rect: Rect): readonly PlaneXY[] {
  const sides: readonly ((p: PlaneXY) => number)[] = [
    ([u]) => u - rect.minU,
    ([u]) => rect.maxU - u,
    ([, v]) => v - rect.minV,
    ([, v]) => rect.maxV - v,
  ];
  return sides.reduce<readonly PlaneXY[]>(
    (points, inside) =>
      points.flatMap((p, i): PlaneXY[] => {
        const q = points[(i + 1) % points.length] ?? p;
        const [a, b] = [inside(p), inside(q)];
        const kept: PlaneXY[] = a >= 0 ? [p] : [];
        const t = a / (a - b);
        return a * b < 0 ? [...kept, [p[0] + t * (q[0] - p[0]), p[1] + t * (q[1] - p[1])]] : kept;
      }),
    polygon,
  );
}
