/** Where in its box a find has cells: stacks around a corner have boxes in common, and no ground. */
import { localToPlane, planeToLocal } from '../geometry/box-geometry';
import type { BoxGeometry } from '../model/box-geometry';

/** Fields along a box and across it, at most, and the cells that the side of one has at least. */
const MOST_FIELDS = 8;
const FIELD_CELLS = 3;

/** A box cut into fields: how much of each is filled, 0 to 1, row by row from the stern's port corner. */
export type Footprint = {
  readonly columns: number;
  readonly rows: number;
  readonly shares: readonly number[];
};

type Placed = { readonly box: BoxGeometry; readonly footprint: Footprint };

/** All of a box. */
export const FULL: Footprint = { columns: 1, rows: 1, shares: [1] };

/**
 * How the cells of a group fill its box, which is given in cells.
 * @param width columns of the grid that they are indices of
 */
export function footprintOf(cells: Int32Array, box: BoxGeometry, width: number): Footprint {
  const fields = (side: number) =>
    Math.max(1, Math.min(MOST_FIELDS, Math.floor(side / FIELD_CELLS)));
  const [columns, rows] = [fields(box.length), fields(box.width)];
  const counts = new Array<number>(columns * rows).fill(0);
  for (const cell of cells) {
    const at = fieldAt(box, columns, rows, [(cell % width) + 0.5, Math.floor(cell / width) + 0.5]);
    if (at !== null) counts[at] = (counts[at] as number) + 1;
  }
  const whole = (box.length * box.width) / counts.length;
  return { columns, rows, shares: counts.map((count) => Math.min(1, count / whole)) };
}

/** The larger of the shares that each of two finds has in common with the other, 0 to 1. */
export function inCommon(a: Placed, b: Placed): number {
  return Math.max(shareIn(a, b), shareIn(b, a));
}

function shareIn({ box, footprint }: Placed, other: Placed): number {
  const { columns, rows, shares } = footprint;
  let [common, all] = [0, 0];
  shares.forEach((share, at) => {
    const along = (((at % columns) + 0.5) / columns - 0.5) * box.length;
    const across = ((Math.floor(at / columns) + 0.5) / rows - 0.5) * box.width;
    const there = shareAt(other, localToPlane(box, along, across, 1));
    common += Math.min(share, there);
    all += share;
  });
  return all === 0 ? 0 : common / all;
}

function shareAt({ box, footprint: { columns, rows, shares } }: Placed, point: Point): number {
  const at = fieldAt(box, columns, rows, point);
  return at === null ? 0 : (shares[at] as number);
}

type Point = Parameters<typeof planeToLocal>[1];

/** Index of the field that holds a point; null outside the box. */
function fieldAt(box: BoxGeometry, columns: number, rows: number, point: Point): number | null {
  const [along, across] = planeToLocal(box, point, 1);
  const column = Math.floor((along / box.length + 0.5) * columns);
  const row = Math.floor((across / box.width + 0.5) * rows);
  const isInside = column >= 0 && row >= 0 && column < columns && row < rows;
  return isInside ? row * columns + column : null;
}
