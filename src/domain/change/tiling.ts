/** A large grid looked at in parts that overlap, and the finds of the parts made one list. */
import type { PlaneXY } from '../model/units';
import { distinct } from './distinct';
import { pairMoves } from './moves';
import type { ChangeCandidate } from './types';

/** A part of a grid: its first column and row, and its size. */
export type GridPart = {
  readonly left: number;
  readonly top: number;
  readonly width: number;
  readonly height: number;
};

/** Parts of at most `side` cells a side, no larger than needed, that overlap by `overlap`, row by row. */
export function partsOf(width: number, height: number, side: number, overlap: number): GridPart[] {
  const [across, down] = [spans(width, side, overlap), spans(height, side, overlap)];
  return down.flatMap(([top, high]) =>
    across.map(([left, wide]) => ({ left, top, width: wide, height: high })),
  );
}

/** Starts and lengths of the parts of one side. */
function spans(length: number, side: number, overlap: number): (readonly [number, number])[] {
  if (length <= side) return [[0, length]];
  const count = Math.ceil((length - overlap) / (side - overlap));
  const size = Math.ceil((length + (count - 1) * overlap) / count);
  const step = (length - size) / (count - 1);
  return Array.from({ length: count }, (_, i) => [Math.floor(i * step), size]);
}

/** The outline in a part's own coordinates. */
export function outlineIn(part: GridPart, outline: readonly PlaneXY[]): readonly PlaneXY[] {
  return outline.map(([x, y]): PlaneXY => [x - part.left, y - part.top]);
}

/** One list, best first, of what was found in each part; what two parts saw is kept once. */
export function joinParts(
  found: readonly { readonly part: GridPart; readonly list: readonly ChangeCandidate[] }[],
): ChangeCandidate[] {
  const all = found.flatMap(({ part, list }) =>
    list.map((candidate) => {
      const { x, y } = candidate.box;
      return { ...candidate, box: { ...candidate.box, x: x + part.left, y: y + part.top } };
    }),
  );
  all.sort((a, b) => b.score - a.score);
  return pairMoves(distinct(all));
}
