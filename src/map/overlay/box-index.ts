/** The boxes of one frame by place: a projection of the document for drawing and picking. */
import { boundsPlane, intersectsRect } from '../../domain/geometry/box-geometry';
import { pick } from '../../domain/geometry/pick';
import type { PlaneRect } from '../../domain/geometry/plane';
import type { Box, BoxGeometry } from '../../domain/model/box';
import type { BoxId } from '../../domain/model/ids';
import type { PlaneXY } from '../../domain/model/units';
import { type Bounds, SizeGrid } from './size-grid';

/** A geometry made ready for drawing: its centre and half sides as vectors of the plane. */
export type PlaneShape = {
  readonly u: number;
  readonly v: number;
  /** From the centre to the middle of the bow side. */
  readonly alongU: number;
  readonly alongV: number;
  /** From the centre to the middle of the starboard side. */
  readonly acrossU: number;
  readonly acrossV: number;
  /** The longer of length and width. */
  readonly size: number;
};

export type IndexedBox = PlaneShape & Bounds & { readonly box: Box };

export function planeShape(geometry: BoxGeometry, aspect: number): PlaneShape {
  const cos = Math.cos(geometry.angle);
  const sin = Math.sin(geometry.angle);
  return {
    u: geometry.x * aspect,
    v: geometry.y,
    alongU: (geometry.length / 2) * cos,
    alongV: (geometry.length / 2) * sin,
    acrossU: (-geometry.width / 2) * sin,
    acrossV: (geometry.width / 2) * cos,
    size: Math.max(geometry.length, geometry.width),
  };
}

function indexed(box: Box, aspect: number): IndexedBox {
  const { minU, minV, maxU, maxV } = boundsPlane(box.geometry, aspect);
  const shape = planeShape(box.geometry, aspect);
  return { box, ...shape, minX: minU, minY: minV, maxX: maxU, maxY: maxV };
}

export class BoxIndex {
  private readonly grid = new SizeGrid<IndexedBox>();
  private readonly byId = new Map<BoxId, IndexedBox>();

  constructor(
    boxes: readonly Box[],
    private readonly aspect: number,
  ) {
    for (const box of boxes) this.put(box);
  }

  get size(): number {
    return this.byId.size;
  }

  get(id: BoxId): Box | undefined {
    return this.byId.get(id)?.box;
  }

  /** Puts a box in its new place, or takes it out where `after` is null. */
  replace(id: BoxId, after: Box | null): void {
    const before = this.byId.get(id);
    if (before) this.grid.remove(before);
    this.byId.delete(id);
    if (after) this.put(after);
  }

  private put(box: Box): void {
    const item = indexed(box, this.aspect);
    this.byId.set(box.id, item);
    this.grid.insert(item);
  }

  search({ minU, minV, maxU, maxV }: PlaneRect): readonly IndexedBox[] {
    return this.grid.search({ minX: minU, minY: minV, maxX: maxU, maxY: maxV });
  }

  /** Boxes within `tolerance` plane units of a point: the one to take first, then those beneath. */
  at(point: PlaneXY, tolerance: number): readonly Box[] {
    const [u, v] = point;
    const rect = {
      minU: u - tolerance,
      minV: v - tolerance,
      maxU: u + tolerance,
      maxV: v + tolerance,
    };
    const rest = new Set(this.search(rect).map(({ box }) => box));
    const found: Box[] = [];
    for (;;) {
      const best = pick(rest, point, tolerance, this.aspect);
      if (!best) return found;
      found.push(best);
      rest.delete(best);
    }
  }

  /** Boxes that touch an upright rectangle. */
  within(rect: PlaneRect): readonly BoxId[] {
    const touched = this.search(rect).filter(({ box }) =>
      intersectsRect(box.geometry, rect, this.aspect),
    );
    return touched
      .map(({ box }) => box)
      .sort((a, b) => a.number - b.number)
      .map(({ id }) => id);
  }
}
