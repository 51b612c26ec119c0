/**
 * Ships that lie at a quay where on the other date another lay. Of both only what sticks out differs: it is
 * followed to the whole hull, and where the other date has no water there either, to that date's hull.
 */
import { containsPoint } from '../geometry/box-geometry';
import type { BoxGeometry } from '../model/box-geometry';
import { type Berth, type Hull, hullWhere, wholeHull } from './berths';
import type { Component } from './components';
import type { Evidence } from './evidence';
import type { Size } from './planes';
import type { ChangeCandidate, ChangeKind } from './types';

/** Share of a part that lies in the hull it is of, at least, and in the hull that it sticks out of, at most. */
const MOSTLY = 0.5;

/** What is known of the grid. */
type Grid = Size & Pick<Berth, 'metres' | 'longest'>;

export type Alongside = {
  /** The hull that a part along the shore is of; null where it is of none. */
  wholeOf(cells: Component, part: BoxGeometry, kind: () => ChangeKind): Hull | null;
  /** The other date's hull at the berth of one that was found by a part; null where none is seen. */
  otherOf(found: ChangeCandidate, cells: Component): ChangeCandidate | null;
};

export function alongsideOf({ waterside, quayside }: Evidence, grid: Grid): Alongside {
  const { metres, longest } = grid;
  const seen = () => waterside ?? quayside?.() ?? null;
  const wholes = new Set<BoxGeometry>();
  return {
    wholeOf(cells, part, kind) {
      const water = seen();
      if (!water?.shore.has(Math.floor(part.x), Math.floor(part.y))) return null;
      const which = kind();
      if (which === 'changed') return null;
      const wet = water.wet[which === 'gone' ? 0 : 1];
      const hull = wholeHull(cells, part, { wet, metres, longest });
      // Light shows parts as they are; radar lays them a little off.
      if (!hull || (!waterside && shareIn(hull.box, cells, grid) < MOSTLY)) return null;
      wholes.add(hull.box);
      return hull;
    },
    otherOf(found, cells) {
      const water = seen();
      if (!water || !wholes.has(found.box)) return null;
      const isGone = found.kind === 'gone';
      const hull = hullWhere(found.box, { wet: water.wet[isGone ? 1 : 0], metres, longest });
      // Of a ship that stayed, and of which a part looks otherwise, the part is in both.
      if (!hull || shareIn(hull.box, cells, grid) > MOSTLY) return null;
      const { box, fill } = hull;
      const area = Math.round(fill * box.length * box.width);
      return { ...found, kind: isGone ? 'appeared' : 'gone', box, fill, area };
    },
  };
}

/** Share of a group's cells whose middles lie in a box. */
function shareIn(box: BoxGeometry, cells: Component, { width }: Size): number {
  let inside = 0;
  for (const cell of cells) {
    const middle = [(cell % width) + 0.5, Math.floor(cell / width) + 0.5] as const;
    if (containsPoint(box, middle, 0, 1)) inside += 1;
  }
  return inside / cells.length;
}
