import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { cornersPlane, distanceToOutline } from '../../../src/domain/geometry/box-geometry';
import { convexHull, minAreaRect } from '../../../src/domain/geometry/min-area-rect';
import type { PlaneXY } from '../../../src/domain/model/units';

/** Evenly spread; fc.double alone would mostly give numbers next to 0. */
const finite = (min: number, max: number) =>
  fc.oneof(
    fc.integer({ min: 0, max: 1_000_000 }).map((i) => min + ((max - min) * i) / 1_000_000),
    fc.double({ min, max, noNaN: true, noDefaultInfinity: true }).map((value) => value + 0),
  );

/** The least area over all directions by trying 9,000 of them: slow, plain and independent. */
function leastAreaBySearch(points: readonly PlaneXY[]): number {
  let best = Infinity;
  for (let step = 0; step < 9000; step += 1) {
    const angle = (step * Math.PI) / 18_000;
    const [cos, sin] = [Math.cos(angle), Math.sin(angle)];
    const along = points.map(([u, v]) => u * cos + v * sin);
    const across = points.map(([u, v]) => v * cos - u * sin);
    const size =
      (Math.max(...along) - Math.min(...along)) * (Math.max(...across) - Math.min(...across));
    best = Math.min(best, size);
  }
  return best;
}

describe('minAreaRect', () => {
  it('finds a turned rectangle again, with points inside it ignored', () => {
    fc.assert(
      fc.property(
        fc.record({
          x: finite(0, 40_000),
          y: finite(0, 40_000),
          length: finite(60, 400),
          width: finite(5, 50),
          angle: finite(-1.5, 1.5),
        }),
        finite(0.4, 1),
        (box, aspect) => {
          const corners = cornersPlane(box, aspect);
          const found = minAreaRect([...corners, [box.x * aspect, box.y]], aspect);
          expect(found?.x).toBeCloseTo(box.x, 4);
          expect(found?.y).toBeCloseTo(box.y, 4);
          expect(found?.length).toBeCloseTo(box.length, 4);
          expect(found?.width).toBeCloseTo(box.width, 4);
          expect(found?.angle).toBeCloseTo(box.angle, 5);
        },
      ),
    );
  });

  it('is never larger than the best of a search over all directions, and holds every point', () => {
    const points = fc.array(fc.tuple(finite(-500, 500), finite(-500, 500)), {
      minLength: 3,
      maxLength: 40,
    });
    fc.assert(
      fc.property(points, (cloud) => {
        const found = minAreaRect(cloud, 1);
        const searched = leastAreaBySearch(cloud);
        if (!found || searched < 1000) return;
        expect(found.length).toBeGreaterThanOrEqual(found.width);
        expect(found.length * found.width).toBeLessThanOrEqual(searched * (1 + 1e-9) + 1e-6);
        const [a, b, c] = cornersPlane(found, 1);
        for (const [u, v] of cloud) {
          const along = (u - a[0]) * (b[0] - a[0]) + (v - a[1]) * (b[1] - a[1]);
          const across = (u - b[0]) * (c[0] - b[0]) + (v - b[1]) * (c[1] - b[1]);
          expect(along / found.length).toBeGreaterThan(-1e-6);
          expect(along / found.length).toBeLessThan(found.length + 1e-6);
          expect(across / found.width).toBeGreaterThan(-1e-6);
          expect(across / found.width).toBeLessThan(found.width + 1e-6);
        }
      }),
      { numRuns: 40, endOnFailure: true },
    );
  });

  it('fits 2,000 points of a circle as a square that touches it', () => {
    const circle = Array.from({ length: 2000 }, (_, i): PlaneXY => {
      const t = (i / 2000) * 2 * Math.PI;
      return [100 * Math.cos(t), 100 * Math.sin(t)];
    });
    const found = minAreaRect(circle, 1);
    expect(found?.length).toBeCloseTo(200, 2);
    expect(found?.width).toBeCloseTo(200, 2);
    expect(found && distanceToOutline(found, [0, 0], 1)).toBeCloseTo(100, 2);
  });

  it('gives nothing for points without an area', () => {
    expect(minAreaRect([], 1)).toBeNull();
    expect(minAreaRect([[3, 3]], 1)).toBeNull();
    expect(
      minAreaRect(
        [
          [0, 0],
          [1, 1],
          [5, 5],
        ],
        1,
      ),
    ).toBeNull();
  });

  it('leaves points inside and on straight edges out of the hull', () => {
    const hull = convexHull([
      [0, 0],
      [2, 0],
      [4, 0],
      [4, 4],
      [0, 4],
      [2, 2],
      [0, 0],
    ]);
    expect(hull).toHaveLength(4);
  });
});
