/** What stands out from its surroundings on one of two dates only. */
import { type Lattice, latticeRow, quarterOf, STEP } from './lattice';
import { maxAround, raiseTo, type Size } from './planes';
import { COARSE, type Look, type Rect, type Saliency } from './saliency';
import type { Scratch } from './scratch';

/** Cells of water that are compared between two steps. */
const BREATH = 2 ** 19;
/** What the coarse look adds at most: enough for a change, too little to widen it by a whole cell. */
const COARSE_CEILING = 7;

type Plane = Float32Array<ArrayBuffer>;

/**
 * How much more each cell of a rectangle stands out on one date than anything within reach does on the other,
 * put into `out`, which is given back.
 */
function exclusive(
  [a, b]: readonly [Saliency, Saliency],
  rect: Rect,
  reach: number,
  scratch: Scratch,
  out: Plane,
): Plane {
  const room = (use: string) => scratch.floats(use, rect.width * rect.height);
  const [first, second] = [a.of(rect, room('first')), b.of(rect, room('second'))];
  const aroundFirst = maxAround(first, rect, reach, room('around first'));
  const aroundSecond = maxAround(second, rect, reach, room('around second'));
  out.fill(0);
  for (let i = 0; i < out.length; i += 1) {
    const gone = (first[i] as number) - (aroundSecond[i] as number);
    const come = (second[i] as number) - (aroundFirst[i] as number);
    if (gone > 0) out[i] = gone;
    else if (come > 0) out[i] = come;
  }
  return out;
}

/**
 * Where there is no ground alone, how much more each cell stands out on one of the dates. Elsewhere that
 * does not count, and stays 0.
 * @param ground as of Evidence
 * @param reach cells around within which nothing must stand out as much on the other date
 */
export async function exclusiveOnWater(
  [a, b]: readonly [Look, Look],
  ground: Lattice | null,
  size: Size,
  reach: number,
  scratch: Scratch,
  step: () => Promise<void> | void,
): Promise<Float32Array> {
  const out = new Float32Array(size.width * size.height);
  let cells = 0;
  for (const run of waterRuns(ground, size)) {
    cells += run.width * run.height;
    if (cells > BREATH) {
      cells = 0;
      await step();
    }
    exclusiveIn(run, [a.fine, b.fine], size, reach, scratch, out);
  }
  return out;
}

/** As exclusive, of a rectangle of planes, put into one of their size. */
function exclusiveIn(
  run: Rect,
  looks: readonly [Saliency, Saliency],
  size: Size,
  reach: number,
  scratch: Scratch,
  out: Float32Array,
): void {
  const rim = grownWithin(run, reach, size);
  const room = scratch.floats('exclusive', rim.width * rim.height);
  const found = exclusive(looks, rim, reach, scratch, room);
  const [right, down] = [run.left - rim.left, run.top - rim.top];
  for (let y = 0; y < run.height; y += 1) {
    const from = (down + y) * rim.width + right;
    out.set(found.subarray(from, from + run.width), (run.top + y) * size.width + run.left);
  }
}

/** Neighbouring blocks of one row that are not ground at all of their corners. */
function* waterRuns(ground: Lattice | null, { width, height }: Size): Generator<Rect> {
  const columns = Math.ceil(width / STEP);
  const isWater = (column: number, row: number) =>
    ground === null || quarterOf(ground, column, row).some((share) => share < 1);
  for (let row = 0; row * STEP < height; row += 1) {
    const top = row * STEP;
    const high = Math.min(STEP, height - top);
    for (let from = 0; from < columns; from += 1) {
      let to = from;
      while (to < columns && isWater(to, row)) to += 1;
      if (to === from) continue;
      const left = from * STEP;
      yield { left, top, width: Math.min(width, to * STEP) - left, height: high };
      from = to;
    }
  }
}

/** The coarse cells that a rectangle of blocks is told by: the outermost, where it lies beyond all of them. */
function coarseRect({ left, top, width, height }: Rect, size: Size): Rect {
  const [x, y] = [Math.min(left / COARSE, size.width - 1), Math.min(top / COARSE, size.height - 1)];
  return {
    left: x,
    top: y,
    width: Math.min(size.width, Math.ceil((left + width) / COARSE)) - x,
    height: Math.min(size.height, Math.ceil((top + height) / COARSE)) - y,
  };
}

function grownWithin(rect: Rect, by: number, { width, height }: Size): Rect {
  const [left, top] = [Math.max(0, rect.left - by), Math.max(0, rect.top - by)];
  return {
    left,
    top,
    width: Math.min(width, rect.left + rect.width + by) - left,
    height: Math.min(height, rect.top + rect.height + by) - top,
  };
}

/**
 * Raises the evidence to that of the coarse look, away from coasts, whose middle ground is of no kind, and
 * where there is no ground alone, whose evidence is worked out anew.
 */
export function addCoarse(
  strength: Float32Array,
  size: Size,
  [a, b]: readonly [Look, Look],
  ground: Lattice,
  scratch: Scratch,
): void {
  const { coarseSize } = a;
  const found = scratch.floats('coarse', coarseSize.width * coarseSize.height).fill(0);
  for (const run of waterRuns(ground, size)) {
    // Cells lie between the middles of coarse ones, also of the next ones beyond the run.
    const wider = grownWithin(coarseRect(run, coarseSize), 1, coarseSize);
    exclusiveIn(wider, [a.coarse, b.coarse], coarseSize, 1, scratch, found);
  }
  const row = new Float32Array(coarseSize.width);
  for (const mixed of [...a.mixed, ...b.mixed]) {
    for (let y = 0; y < coarseSize.height; y += 1) {
      latticeRow(mixed, y, row);
      const at = y * coarseSize.width;
      for (let x = 0; x < row.length; x += 1) if ((row[x] as number) > 0) found[at + x] = 0;
    }
  }
  for (let i = 0; i < found.length; i += 1) {
    found[i] = Math.min(found[i] as number, COARSE_CEILING);
  }
  raiseTo(strength, size, found, coarseSize, COARSE);
}
