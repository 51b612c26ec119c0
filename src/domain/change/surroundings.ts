/** Telling things that come and go from ground that changes: snow, mud and grass go on beyond any outline. */
import { planeToLocal } from '../geometry/box-geometry';
import type { BoxGeometry } from '../model/box-geometry';
import type { Evidence } from './evidence';
import { matchAt } from './local-match';
import type { Size } from './planes';
import { matcherOf } from './radiometry';

/** The ring around a box begins and ends so many cells outside. */
const RING_FROM = 2;
const RING_TO = 7;
/** Cells that are looked at, at most, of the box and of its ring. */
const SAMPLES = 400;
const FEWEST = 12;

/** How much the surroundings of a box changed: 0 not at all, 1 as much as the box itself. */
export type Spill = (box: BoxGeometry) => number;

/**
 * Median difference of the two dates on a ring around the box over that in the box, root mean square
 * over the bands, once their brightness is matched. 0 without a match or where the ring has no data.
 */
export function spillOf({ planes, match }: Evidence, valid: Uint8Array, size: Size): Spill {
  if (!match) return () => 0;
  const [before, after] = planes;
  return (box) => {
    const bands = matchAt(match, box.x, box.y).map((fit, i) => {
      const onScale = matcherOf(fit);
      const [first, later] = [before[i] as Float32Array, after[i] as Float32Array];
      return (cell: number) => (first[cell] as number) - onScale(later[cell] as number);
    });
    const { inside, ring } = cellsAround(box, valid, size);
    if (inside.length < FEWEST || ring.length < FEWEST) return 0;
    let [within, beyond] = [0, 0];
    for (const difference of bands) {
      within += medianOf(inside, difference) ** 2;
      beyond += medianOf(ring, difference) ** 2;
    }
    return within > 0 ? Math.sqrt(beyond / within) : 0;
  };
}

function cellsAround(box: BoxGeometry, valid: Uint8Array, { width, height }: Size) {
  const reach = Math.hypot(box.length, box.width) / 2 + RING_TO;
  const stride = Math.max(1, Math.floor(Math.sqrt((box.length * box.width) / SAMPLES)));
  const [inside, ring]: [number[], number[]] = [[], []];
  const from = ([at, most]: readonly [number, number]) =>
    [Math.max(0, Math.ceil(at - reach)), Math.min(most - 1, Math.floor(at + reach))] as const;
  const [left, right] = from([box.x, width]);
  const [top, bottom] = from([box.y, height]);
  for (let y = top; y <= bottom; y += stride) {
    for (let x = left; x <= right; x += stride) {
      if (valid[y * width + x] === 0) continue;
      const [along, across] = planeToLocal(box, [x + 0.5, y + 0.5], 1);
      const off = Math.max(Math.abs(along) - box.length / 2, Math.abs(across) - box.width / 2);
      if (off <= 0) inside.push(y * width + x);
      else if (off >= RING_FROM && off <= RING_TO) ring.push(y * width + x);
    }
  }
  return { inside, ring };
}

function medianOf(cells: readonly number[], valueAt: (cell: number) => number): number {
  const values = new Float32Array(cells.length);
  for (let i = 0; i < values.length; i += 1) values[i] = valueAt(cells[i] as number);
  return values.sort()[values.length >> 1] as number;
}
