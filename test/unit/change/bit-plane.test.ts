/** Planes of bits against the plain arithmetic on cells, at widths that end in and between words. */
import { describe, expect, it } from 'vitest';
import { BitPlane } from '../../../src/domain/change/bit-plane';
import type { Size } from '../../../src/domain/change/planes';
import { randomOf } from '../registration/support';

const HEIGHT = 23;

/** Whether each cell is set, row by row. */
type Cells = readonly boolean[];

function planeOf(cells: Cells, size: Size): BitPlane {
  return BitPlane.ofAtLeast(1, Float32Array.from(cells, Number), size);
}

function cellsOf(plane: BitPlane): Cells {
  const { width, height } = plane.size;
  return Array.from({ length: width * height }, (_, i) =>
    plane.has(i % width, Math.floor(i / width)),
  );
}

function neighboursOf(cell: number, { width, height }: Size): readonly number[] {
  const [x, y] = [cell % width, Math.floor(cell / width)];
  return [-1, 0, 1].flatMap((dy) =>
    [-1, 0, 1]
      .map((dx) => [x + dx, y + dy] as const)
      .filter(([u, v]) => u >= 0 && v >= 0 && u < width && v < height)
      .map(([u, v]) => v * width + u),
  );
}

/** Sizes of the groups, by giving each cell the least number among its neighbours until nothing changes. */
function groupSizes(cells: Cells, size: Size): readonly number[] {
  const label = cells.map((set, i) => (set ? i : -1));
  for (let changed = true; changed; ) {
    changed = false;
    for (const [i, own] of label.entries()) {
      if (own < 0) continue;
      const labels = neighboursOf(i, size).map((n) => label[n] ?? -1);
      const least = Math.min(...labels.filter((one) => one >= 0));
      if (least >= own) continue;
      label[i] = least;
      changed = true;
    }
  }
  const counts = new Map<number, number>();
  for (const one of label) if (one >= 0) counts.set(one, (counts.get(one) ?? 0) + 1);
  return [...counts].sort(([a], [b]) => a - b).map(([, count]) => count);
}

describe.each([1, 31, 32, 33, 64, 70])('a plane %i cells wide', (width) => {
  const size = { width, height: HEIGHT };
  const random = randomOf(width);
  const sets = [0.04, 0.3, 0.9, 1.01].map((share) =>
    Array.from({ length: width * HEIGHT }, () => random() < share),
  );

  it('grows to every neighbour, and shrinks to the cells with none unset', () => {
    for (const cells of sets) {
      const around = cells.map((_, i) => neighboursOf(i, size).map((n) => cells[n]));
      const plane = planeOf(cells, size);
      expect(cellsOf(plane)).toEqual(cells);
      expect(cellsOf(plane.grown())).toEqual(around.map((all) => all.includes(true)));
      expect(cellsOf(plane.shrunk())).toEqual(around.map((all) => !all.includes(false)));
    }
  });

  it('has its groups in the order of their first cells, and none twice', () => {
    for (const cells of sets) {
      for (const plane of [planeOf(cells, size), planeOf(cells, size).grown()]) {
        const own = cellsOf(plane);
        const groups = plane.groups();
        expect(groups.map(({ length }) => length)).toEqual(groupSizes(own, size));
        const listed = groups.flatMap((group) => [...group]).sort((a, b) => a - b);
        expect(listed).toEqual(own.flatMap((set, i) => (set ? [i] : [])));
      }
    }
  });
});
