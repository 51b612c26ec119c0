/**
 * Whole hulls from the parts of them that differ. Where ships lie at one berth on both dates, only what sticks
 * out beyond the other one differs: a bow, a stern, the outer side. The hull goes on from there along the quay,
 * and reaches as far as the quay, whose line shows beyond both of its ends.
 */
import type { BoxGeometry } from '../model/box-geometry';
import type { BitPlane } from './bit-plane';
import type { Component } from './components';

/** A hull's length in its widths. */
const SLENDER = [3, 9] as const;
/**
 * A part that is less than this many times as long as wide does not tell the hull's direction: the smallest
 * box around a bow lies along one of its sides, and what sticks out by little lies across the hull.
 */
const SQUAT = 2;
/** How far the direction of a longer part may be off, and the steps that are tried, radians. */
const OFF = (12 * Math.PI) / 180;
const TURN = Math.PI / 180;
/** Share of a part's cells on either side that do not tell how wide it is. */
const RAGGED = 0.05;
/** Share of a line across the hull, or along its side, that is no water; where a few across have less, it ends. */
const SOLID = 0.5;
const GAP = 3;
/**
 * A part holds at least this share of the hull's length, and not nearly all of it: what runs along all of a
 * hull is the fringe that radar gives to one that stayed, or the hull itself.
 */
const LEAST_PART = 0.1;
const ENTIRE = 0.75;
/** A hull fills at least this share of its strip, and water as much of what lies on its other side. */
const LEAST_FILL = 0.85;
/** Beyond each end, where the quay is looked for, metres; water in corners is too narrow to be known. */
const BEYOND_M = [8, 26] as const;
const FEWEST_LINES = 5;
/** How far the quay's line beyond one end may be off that beyond the other, cells or share of the width. */
const OUT_OF_LINE = 2;
const OUT_OF_LINE_SHARE = 0.2;
/** Share of a hull's length, about its middle, from which the other date's hull is looked for. */
const MIDDLE = 1 / 3;
/** Cells that tell where a part lies, at most, and across the narrowest strip. */
const SAMPLES = 400;
const NARROWEST = 3;

/** What is asked of the date that shows the part. */
export type Berth = {
  /** Its open water. */
  readonly wet: BitPlane;
  /** Ground size of a cell, and the length of the longest ship in cells. */
  readonly metres: number;
  readonly longest: number;
};

/** Coordinates along a hull and across it, cells from the part's middle. */
type Span = readonly [low: number, high: number];
type Strip = { readonly along: Span; readonly across: Span };

/** A hull and the share of its box that is no water. */
export type Hull = { readonly box: BoxGeometry; readonly fill: number };

/**
 * The hull that a part belongs to: the longest strip that goes on from it, is no water, ends in water at
 * both ends, has water along one side and along the other a quay, as its line beyond both ends tells.
 * null where there is none, or the part is all of it.
 * @param box the smallest around the part
 */
export function wholeHull(cells: Component, box: BoxGeometry, berth: Berth): Hull | null {
  return hullAbout(cells, box, berth, box.length < SQUAT * box.width ? Math.PI / 2 : OFF);
}

/** @param most how far the hull's direction may be off the box's, radians */
function hullAbout(cells: Component, box: BoxGeometry, berth: Berth, most: number): Hull | null {
  const { width } = berth.wet.size;
  const stride = Math.ceil(cells.length / SAMPLES);
  const points = Array.from(cells.filter((_, i) => i % stride === 0)).map((cell) => {
    return [(cell % width) + 0.5 - box.x, Math.floor(cell / width) + 0.5 - box.y] as const;
  });
  let best: Hull | null = null;
  for (let off = -most; off <= most; off += TURN) {
    const angle = box.angle + off;
    const strip = new Water(berth, box, angle).hullAt(points);
    if (!strip || (best && lengthOf(strip.along) <= best.box.length)) continue;
    best = { box: boxOf(strip, angle, box), fill: strip.fill };
  }
  return best;
}

/**
 * The hull that lies where another date's does, told from its middle on as wholeHull tells it; null where there
 * is none such.
 */
export function hullWhere({ x, y, length, width, angle }: BoxGeometry, berth: Berth): Hull | null {
  const { size } = berth.wet;
  const middle = { x, y, length: MIDDLE * length, width, angle };
  const [cos, sin] = [Math.cos(angle), Math.sin(angle)];
  const cells: number[] = [];
  for (let along = 0.5 - middle.length / 2; along < middle.length / 2; along += 1) {
    for (let across = 0.5 - width / 2; across < width / 2; across += 1) {
      const u = Math.floor(x + along * cos - across * sin);
      const v = Math.floor(y + along * sin + across * cos);
      if (u < 0 || v < 0 || u >= size.width || v >= size.height) return null;
      cells.push(v * size.width + u);
    }
  }
  return hullAbout(Int32Array.from(cells), middle, berth, OFF);
}

const lengthOf = ([low, high]: Span) => high - low;
const middleOf = ([low, high]: Span) => (low + high) / 2;

function boxOf({ along, across }: Strip, angle: number, { x, y }: BoxGeometry): BoxGeometry {
  const [cos, sin, u, v] = [Math.cos(angle), Math.sin(angle), middleOf(along), middleOf(across)];
  return {
    x: x + u * cos - v * sin,
    y: y + u * sin + v * cos,
    length: lengthOf(along),
    width: lengthOf(across),
    angle,
  };
}

/** Open water in coordinates along a direction. */
class Water {
  private readonly cos: number;
  private readonly sin: number;

  constructor(
    private readonly berth: Berth,
    private readonly middle: Pick<BoxGeometry, 'x' | 'y'>,
    angle: number,
  ) {
    this.cos = Math.cos(angle);
    this.sin = Math.sin(angle);
  }

  hullAt(points: readonly (readonly [number, number])[]): (Strip & Pick<Hull, 'fill'>) | null {
    const { cos, sin } = this;
    const part: Strip = {
      along: spanOf(points.map(([x, y]) => x * cos + y * sin)),
      across: spanOf(points.map(([x, y]) => y * cos - x * sin)),
    };
    if (lengthOf(part.across) < NARROWEST) return null;
    const first = this.ends(part);
    if (!first) return null;
    const across = this.toTheQuay({ along: first, across: part.across });
    if (!across) return null;
    const along = this.ends({ along: part.along, across });
    if (!along) return null;
    const [length, width] = [lengthOf(along), lengthOf(across)];
    const held = lengthOf(part.along) / length;
    const isHull = length >= SLENDER[0] * width && length <= SLENDER[1] * width;
    if (!isHull || held < LEAST_PART || held > ENTIRE) return null;
    const fill = 1 - this.wetIn({ along, across });
    return fill >= LEAST_FILL ? { along, across, fill } : null;
  }

  /** Whether there is open water; NaN outside the picture. */
  private at(along: number, across: number): number {
    const { wet } = this.berth;
    const x = Math.floor(this.middle.x + along * this.cos - across * this.sin);
    const y = Math.floor(this.middle.y + along * this.sin + across * this.cos);
    if (x < 0 || y < 0 || x >= wet.size.width || y >= wet.size.height) return Number.NaN;
    return wet.has(x, y) ? 1 : 0;
  }

  /** Share of a line across that is water. */
  private wetAcross(along: number, [low, high]: Span): number {
    let [sum, count] = [0, 0];
    for (let across = low + 0.5; across < high; across += 1) {
      sum += this.at(along, across);
      count += 1;
    }
    return sum / count;
  }

  /** Share of a strip that is water. */
  private wetIn({ along: [from, to], across }: Strip): number {
    let [sum, count] = [0, 0];
    for (let along = from + 0.5; along < to; along += 1) {
      sum += this.wetAcross(along, across);
      count += 1;
    }
    return sum / count;
  }

  /** From the strip's middle on both ways to where it is water; null where it does not end. */
  private ends({ along, across }: Strip): Span | null {
    const start = middleOf(along);
    const end = (step: 1 | -1): number => {
      for (let [at, gap] = [start, 0]; Math.abs(at - start) < this.berth.longest; at += step) {
        const share = this.wetAcross(at, across);
        if (Number.isNaN(share)) break;
        gap = share > 1 - SOLID ? gap + 1 : 0;
        if (gap === GAP) return at - step * (GAP - 1);
      }
      return Number.NaN;
    };
    const [from, to] = [end(-1), end(1)];
    return to > from ? [from, to] : null;
  }

  /** Across the hull, from its side off the quay to the line on which the quay lies beyond both ends. */
  private toTheQuay({ along, across }: Strip): Span | null {
    const half = lengthOf(across) / 2;
    const low = this.outerSide(along, across[0], -1, half);
    const high = this.outerSide(along, across[1], 1, half);
    const isWet = (across: Span) => this.wetIn({ along, across }) >= LEAST_FILL;
    const [below, above] = [isWet([low - half, low]), isWet([high, high + half])];
    if (below === above) return null;
    const [outer, step] = below ? [low, 1] : [high, -1];
    const gaps = [
      [along[0], -1],
      [along[1], 1],
    ].map(([end, way]) => this.quayBeyond(end as number, way as number, outer, step));
    const [first, second] = gaps as [number, number];
    const width = (first + second) / 2;
    const apart = Math.abs(first - second);
    if (!(apart <= Math.max(OUT_OF_LINE, OUT_OF_LINE_SHARE * width))) return null;
    return below ? [low, low + width] : [high - width, high];
  }

  /** A hull's side: the first line from a part's side on that is water along most of it; the part's where none is near. */
  private outerSide(along: Span, side: number, step: number, most: number): number {
    for (let off = 0; off <= most; off += 1) {
      const line = side + step * (off + 0.5);
      if (this.wetIn({ along, across: [line - 0.5, line + 0.5] }) >= SOLID)
        return side + step * off;
    }
    return side;
  }

  /** How far the quay lies from a hull's outer side, beyond one of its ends; NaN where that is not seen. */
  private quayBeyond(end: number, way: number, outer: number, step: number): number {
    const { metres, longest } = this.berth;
    const gaps: number[] = [];
    for (let off = BEYOND_M[0] / metres; off < BEYOND_M[1] / metres; off += 1) {
      let gap = 0;
      while (gap < longest && this.at(end + way * off, outer + step * (gap + 0.5)) === 1) gap += 1;
      if (gap > 0 && gap < longest) gaps.push(gap);
    }
    if (gaps.length < FEWEST_LINES) return Number.NaN;
    return gaps.sort((a, b) => a - b)[gaps.length >> 1] as number;
  }
}

function spanOf(values: readonly number[]): Span {
  const sorted = Float32Array.from(values).sort();
  const at = (share: number) => sorted[Math.round(share * (sorted.length - 1))] as number;
  return [at(RAGGED) - 0.5, at(1 - RAGGED) + 0.5];
}
