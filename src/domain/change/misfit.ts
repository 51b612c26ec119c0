/** On ground that both dates show: differences that neither light nor a small shift explains. */
import type { Size } from './planes';
import { type BandMatch, matcherOf } from './radiometry';
import { CEILING, floored } from './saliency';
import { type Lattice, localStatistics, quarterOf, STEP } from './tiles';

/** Share of the local contrast (that of the calmer date) that a difference may have for nothing. */
const BUSY = 0.3;

export type MisfitInput = {
  readonly before: readonly Float32Array[];
  readonly after: readonly Float32Array[];
  /** Lays each band of after on before's scale; null where they are taken as they are. */
  readonly match: readonly BandMatch[] | null;
  readonly valid: Uint8Array;
  readonly size: Size;
  /** Cells that the dates may be shifted against each other. */
  readonly reach: number;
};

/** One band of both dates as the blocks need it. */
type Band = {
  readonly a: Float32Array;
  readonly b: Float32Array;
  readonly onScale: (value: number) => number;
  /** What is left between the dates around each point (haze), and how much differences spread there. */
  readonly haze: Lattice;
  readonly spread: Lattice;
};

/**
 * Replaces the strength of each cell, by the share of ground there, by how far its value on either date
 * lies outside the range of the other's values within reach, in spreads of the local difference; root
 * mean square over the bands. Blocks without ground are left out.
 */
export function blendMisfit(strength: Float32Array, input: MisfitInput, ground: Lattice): void {
  const bands = input.before.map((_, band) => bandOf(input, band));
  const work = new Block(input.size, input.reach);
  for (let row = 0; row < ground.rows - 1; row += 1) {
    for (let column = 0; column < ground.columns - 1; column += 1) {
      const share = quarterOf(ground, column, row);
      if (share.every((value) => value === 0)) continue;
      work.moveTo(column * STEP, row * STEP);
      for (const band of bands) {
        work.add(band, quarterOf(band.haze, column, row), quarterOf(band.spread, column, row));
      }
      work.blendInto(strength, share, bands.length);
    }
  }
}

function bandOf({ before, after, match, valid, size }: MisfitInput, band: number): Band {
  const [a, b] = [before[band] as Float32Array, after[band] as Float32Array];
  const fit = match?.[band];
  const onScale = fit ? matcherOf(fit) : (value: number) => value;
  const rest = (cell: number) => (a[cell] as number) - onScale(b[cell] as number);
  const { middle, spread } = localStatistics(rest, valid, size);
  return { a, b, onScale, haze: middle, spread: floored(spread) };
}

/** Values at the corners of a block: top left, top right, bottom left, bottom right. */
type Corners = readonly [number, number, number, number];

/** The arithmetic on one block of STEP × STEP cells, in buffers that are used again. */
class Block {
  private left = 0;
  private top = 0;
  private width = 0;
  private height = 0;
  private readonly sum = new Float32Array(STEP * STEP);
  private readonly a: Float32Array;
  private readonly b: Float32Array;
  private readonly most: readonly [Float32Array, Float32Array];
  private readonly least: readonly [Float32Array, Float32Array];
  private readonly side: number;

  constructor(
    private readonly size: Size,
    private readonly reach: number,
  ) {
    this.side = STEP + 2 * reach;
    const cells = this.side ** 2;
    this.a = new Float32Array(cells);
    this.b = new Float32Array(cells);
    this.most = [new Float32Array(cells), new Float32Array(cells)];
    this.least = [new Float32Array(cells), new Float32Array(cells)];
  }

  moveTo(left: number, top: number): void {
    this.left = left;
    this.top = top;
    this.width = Math.min(STEP, this.size.width - left);
    this.height = Math.min(STEP, this.size.height - top);
    this.sum.fill(0);
  }

  add(band: Band, haze: Corners, spread: Corners): void {
    this.load(band, haze);
    this.ranges(this.a, 0);
    this.ranges(this.b, 1);
    const { reach, side, sum } = this;
    const [mostA, mostB] = this.most;
    const [leastA, leastB] = this.least;
    for (let y = 0; y < this.height; y += 1) {
      const [start, slope] = along(spread, y);
      for (let x = 0; x < this.width; x += 1) {
        const at = y * side + x;
        const inner = at + reach * side + reach;
        const here = this.a[inner] as number;
        const there = this.b[inner] as number;
        const [highA, lowA] = [mostA[at] as number, leastA[at] as number];
        const [highB, lowB] = [mostB[at] as number, leastB[at] as number];
        const off = Math.max(here - highB, lowB - here, there - highA, lowA - there);
        if (off <= 0) continue;
        // At edges and in busy ground the same misfit of sharpness or light makes larger differences.
        const busy = BUSY * Math.min(highA - lowA, highB - lowB);
        const z = off / (start + slope * x + busy);
        sum[y * STEP + x] = (sum[y * STEP + x] as number) + z * z;
      }
    }
  }

  blendInto(strength: Float32Array, share: Corners, bands: number): void {
    for (let y = 0; y < this.height; y += 1) {
      const [start, slope] = along(share, y);
      for (let x = 0; x < this.width; x += 1) {
        const cell = (this.top + y) * this.size.width + this.left + x;
        const misfit = Math.min(CEILING, Math.sqrt((this.sum[y * STEP + x] as number) / bands));
        const part = start + slope * x;
        strength[cell] = (1 - part) * (strength[cell] as number) + part * misfit;
      }
    }
  }

  /** Both dates' values with a rim of `reach`; the picture's edge repeats outwards. */
  private load({ a, b, onScale }: Band, haze: Corners): void {
    const { reach, side, size } = this;
    for (let y = -reach; y < this.height + reach; y += 1) {
      const row = Math.min(size.height - 1, Math.max(0, this.top + y)) * size.width;
      const [start, slope] = along(haze, y);
      for (let x = -reach; x < this.width + reach; x += 1) {
        const cell = row + Math.min(size.width - 1, Math.max(0, this.left + x));
        const at = (y + reach) * side + x + reach;
        this.a[at] = a[cell] as number;
        this.b[at] = onScale(b[cell] as number) + start + slope * x;
      }
    }
  }

  /** Largest and smallest values within reach of the cells inside the rim. */
  private ranges(values: Float32Array, date: 0 | 1): void {
    const { reach, side } = this;
    const [most, least] = [this.most[date], this.least[date]];
    for (let y = 0; y < this.height; y += 1) {
      for (let x = 0; x < this.width; x += 1) {
        let high = Number.NEGATIVE_INFINITY;
        let low = Number.POSITIVE_INFINITY;
        for (let v = y; v <= y + 2 * reach; v += 1) {
          const end = v * side + x + 2 * reach;
          for (let at = v * side + x; at <= end; at += 1) {
            const value = values[at] as number;
            if (value > high) high = value;
            if (value < low) low = value;
          }
        }
        most[y * side + x] = high;
        least[y * side + x] = low;
      }
    }
  }
}

/** A block's row between its corners, bilinear: the value at its left and the step to the right. */
function along([a, b, c, d]: Corners, y: number): readonly [start: number, slope: number] {
  const down = y / STEP;
  const start = a + (c - a) * down;
  return [start, (b + (d - b) * down - start) / STEP];
}
