/** Connected groups of cells. */
import { BitPlane } from './bit-plane';
import type { Size } from './planes';
import type { Rect } from './saliency';

/** Cells of one group, as indices of the plane. */
export type Component = Int32Array;

/** A group that fills this much of its box is one thing. */
const WHOLE = 0.6;
/** How much higher the bar is at each try to part a group, and how often it is tried. */
const HIGHER = 1.4;
const TRIES = 4;
/** No hull is longer in its own widths; a boat with its wake is. */
const SLENDEREST = 8;
/** A hull fills this much of its box, and is this much longer than wide. */
const HULL_FILL = 0.66;
const HULL_SLENDERNESS = 1.7;
/** Share of a group that its parts must hold, and how much better they must fill their boxes. */
const MOST_OF_IT = 0.4;
const CLEARLY = 0.12;

export type Thresholds = {
  /** Evidence that belongs to a change, and evidence that makes one. */
  readonly low: number;
  readonly high: number;
  /** Cells of the smallest group. */
  readonly fewest: number;
};

export type Shape = {
  /** Share of its box that the group fills. */
  readonly fill: number;
  /** Length of its box in widths. */
  readonly slenderness: number;
};
export type ShapeOf = (cells: Component) => Shape;

/**
 * Groups of 8-connected cells of at least `low` that hold one of at least `high` (hysteresis). Gaps of
 * up to two cells are closed, then specks and threads narrower than three are cut off. Groups that fill
 * their box badly are parted by which date leads, then at a higher bar: stacks and the
 * crane over them. So are those that are too slender. Of a boat and its wake the boat is left.
 * @param hulls whether what is slimmer than a hull is cut off first
 * @param boatOf the boat in a group that is one with its wake; null where it is none
 * @param lead of the cells of a rectangle: positive where the first date stands out more, else negative
 */
export function strongComponents(
  strength: Float32Array,
  lead: (rect: Rect) => Float32Array,
  size: Size,
  { low, high, fewest }: Thresholds,
  shapeOf: ShapeOf,
  hulls: boolean,
  boatOf: (cells: Component) => Component | null,
): Component[] {
  const opened = BitPlane.ofAtLeast(low, strength, size).grown().shrunk().shrunk().grown();
  const strong = (cells: Component) =>
    cells.length >= fewest && cells.some((cell) => (strength[cell] as number) >= high);
  return opened
    .groups()
    .filter(strong)
    .flatMap((cells) => (hulls ? hullsOf(cells, size, shapeOf).filter(strong) : [cells]))
    .flatMap((cells) => byLead(cells, lead, size, strong, shapeOf))
    .flatMap((cells) => {
      const boat = boatOf(cells);
      if (boat && strong(boat)) return [boat];
      return parted(cells, strength, size, low, 1, strong, shapeOf);
    });
}

/** A ship that swung is two groups in one: where the first date leads, and where the second does. */
function byLead(
  cells: Component,
  lead: (rect: Rect) => Float32Array,
  size: Size,
  strong: (cells: Component) => boolean,
  shapeOf: ShapeOf,
): Component[] {
  const { fill } = shapeOf(cells);
  if (fill >= WHOLE) return [cells];
  const rect = rectAround(cells, size);
  const leads = lead(rect);
  const leadAt = (cell: number) => {
    const [x, y] = [(cell % size.width) - rect.left, Math.floor(cell / size.width) - rect.top];
    return leads[y * rect.width + x] as number;
  };
  const sides = [1, -1].flatMap((side) =>
    windowed(cells, size, 1, (cell) => side * leadAt(cell) > 0).filter(strong),
  );
  return better(sides, cells, fill, shapeOf) ? sides : [cells];
}

/** Whether parts say more than the whole: most of it is in them, and they fill their boxes well. */
function better(
  parts: readonly Component[],
  whole: Component,
  fill: number,
  shapeOf: ShapeOf,
): boolean {
  const covered = parts.reduce((sum, part) => sum + part.length, 0);
  if (covered < MOST_OF_IT * whole.length) return false;
  const mean = parts.reduce((sum, part) => sum + shapeOf(part).fill * part.length, 0) / covered;
  return mean > fill + CLEARLY;
}

/** The group, or its parts above a higher bar where they fill their boxes better. */
function parted(
  cells: Component,
  strength: Float32Array,
  size: Size,
  bar: number,
  tries: number,
  strong: (cells: Component) => boolean,
  shapeOf: ShapeOf,
): Component[] {
  const { fill, slenderness } = shapeOf(cells);
  const wake = slenderness > SLENDEREST;
  if ((fill >= WHOLE && !wake) || tries > TRIES) return [cells];
  const next = bar * HIGHER;
  const parts = windowed(cells, size, tries, (cell) => (strength[cell] as number) >= next)
    .filter(strong)
    .flatMap((part) => parted(part, strength, size, next, tries + 1, strong, shapeOf));
  if (wake && parts.some((part) => shapeOf(part).slenderness <= SLENDEREST)) return parts;
  return better(parts, cells, fill, shapeOf) ? parts : [cells];
}

/** The smallest rectangle that holds all cells of a group. */
function rectAround(cells: Component, { width }: Size): Rect {
  let [left, top, right, bottom] = [width, Number.MAX_SAFE_INTEGER, 0, 0];
  for (const cell of cells) {
    const [x, y] = [cell % width, Math.floor(cell / width)];
    left = Math.min(left, x);
    right = Math.max(right, x);
    top = Math.min(top, y);
    bottom = Math.max(bottom, y);
  }
  return { left, top, width: right - left + 1, height: bottom - top + 1 };
}

/** The kept cells of a group as a plane of bits, with a rim of nothing, since outside counts as the edge. */
function maskOf(cells: Component, plane: Size, kept: (cell: number) => boolean = () => true) {
  const { left, top, ...inner } = rectAround(cells, plane);
  const { width } = plane;
  const mask = new BitPlane({ width: inner.width + 2, height: inner.height + 2 });
  for (const cell of cells) {
    if (kept(cell)) mask.set((cell % width) - left + 1, Math.floor(cell / width) - top + 1);
  }
  return { mask, left, top };
}

/** Groups of those cells that are kept, with threads narrower than 2·radius + 1 cut off. */
function windowed(
  cells: Component,
  plane: Size,
  radius: number,
  kept: (cell: number) => boolean,
): Component[] {
  const { mask: all, left, top } = maskOf(cells, plane, kept);
  const { width } = plane;
  const { size } = all;
  let mask = all;
  for (let i = 0; i < radius; i += 1) mask = mask.shrunk();
  for (let i = 0; i < radius; i += 1) mask = mask.grown();
  return mask
    .groups()
    .map((part) =>
      part.map(
        (at) => (Math.floor(at / size.width) - 1 + top) * width + (at % size.width) - 1 + left,
      ),
    );
}

/** Shares of a group's thickest part below which what is slimmer is cut off, until a hull is left. */
const SLIMMER = [0, 0.3, 0.5, 0.7];

/** A hull in its group, without jibs, wakes and fringes; all of the group's larger parts where none is left. */
function hullsOf(cells: Component, size: Size, shapeOf: ShapeOf): Component[] {
  let depth = 0;
  for (let mask = maskOf(cells, size).mask.shrunk(); mask.next(0) >= 0; mask = mask.shrunk()) {
    depth += 1;
  }
  for (const share of SLIMMER) {
    const parts = windowed(cells, size, Math.floor(share * depth), () => true);
    const largest = parts.reduce((a, b) => (b.length > a.length ? b : a), parts[0] ?? cells);
    if (isHull(shapeOf(largest))) return parts;
  }
  return windowed(cells, size, Math.floor((SLIMMER[1] as number) * depth), () => true);
}

/** Whether a group may be a hull: well filled, and longer than wide. */
export function isHull({ fill, slenderness }: Shape): boolean {
  return fill >= HULL_FILL && slenderness >= HULL_SLENDERNESS;
}
