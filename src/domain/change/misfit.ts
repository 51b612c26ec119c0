/** On ground that both dates show: differences that neither light nor a small shift explains. */
import { type Lattice, mapLattice, quarterOf, STEP } from './lattice';
import { type LocalMatch, matchAt } from './local-match';
import { gathered, localStatistics, type Sampled, standardSpread } from './local-statistics';
import type { Size } from './planes';
import { type BandMatch, laidOnScale } from './radiometry';
import { CEILING } from './saliency';
import type { Scratch } from './scratch';

/** Share of the local contrast (that of the calmer date) that a difference may have for nothing. */
const BUSY = 0.3;
/** A difference of so few spreads is none. */
const NOTHING = 2.5;
/** What shifts leave of a difference spreads about this much as far as the difference itself. */
const TOLERANT = 0.5;
/** Differences beyond this many spreads in any band take no part in how the bands go together. */
const ORDINARY = 3;
/** Rows of blocks between two steps, and the share of the time that goes before the first. */
const ROWS = 12;
const BANDS_SHARE = 0.4;
/** Cells that tell what is usual, at most. */
const SAMPLES = 16_000;
/** Added to the differences' power, so that noise in what bands share is no signal. */
const RIDGE = 0.02;

export type MisfitInput = {
  readonly before: readonly Float32Array[];
  readonly after: readonly Float32Array[];
  /** Lays each band of after on before's scale; null where they are taken as they are. */
  readonly match: LocalMatch | null;
  readonly sampled: Sampled;
  readonly size: Size;
  /** Cells that the dates may be shifted against each other. */
  readonly reach: number;
  readonly scratch: Scratch;
};

/** One band of both dates as the blocks need it. */
type Band = {
  readonly a: Float32Array;
  readonly b: Float32Array;
  /** How it is laid on the first date's scale in a block. */
  readonly match: (block: number) => BandMatch | null;
  /** How much of each band before is taken out of this one, so that light they share does not count. */
  readonly shared: readonly number[];
  /** Of what is left then, the middle difference around each point (haze), and how much they spread. */
  readonly haze: Lattice;
  readonly spread: Lattice;
};

/**
 * Replaces the strength of each cell, by the share of ground there, by how far its value on either date
 * lies outside the range of the other's values within reach, in spreads of the local difference; root
 * mean square over the bands, of each after what the differences of those before it explain (light and
 * shade change all bands alike). Blocks without ground are left out.
 */
export async function blendMisfit(
  strength: Float32Array,
  input: MisfitInput,
  ground: Lattice,
  step: (share: number) => Promise<void> | void,
): Promise<void> {
  const bands = bandsOf(input, ground);
  await step(BANDS_SHARE);
  const work = new Block(input.size, input.reach, bands);
  for (let row = 0; row < ground.rows - 1; row += 1) {
    if (row % ROWS === ROWS - 1) await step(BANDS_SHARE + (1 - BANDS_SHARE) * (row / ground.rows));
    for (let column = 0; column < ground.columns - 1; column += 1) {
      const share = quarterOf(ground, column, row);
      if (share.every((value) => value === 0)) continue;
      work.moveTo(column, row);
      work.blendInto(strength, share);
    }
  }
}

function bandsOf(input: MisfitInput, ground: Lattice): Band[] {
  const { before, after, match, sampled, scratch } = input;
  const count = sampled.cells.length;
  const bandsAt = bandsOfBlocks(match, sampled);
  const rests = before.map((band, k) => {
    const rest = gathered(band, sampled, scratch.floats(`rest ${k}`, count));
    const later = after[k] as Float32Array;
    const there = gathered(later, sampled, scratch.floats('gathered', count));
    layPartly(there, sampled, (block) => bandsAt(block)?.[k] ?? null);
    takeShare(rest, there, 1);
    return rest;
  });
  const ordinary = ordinaryCells(rests);
  return before.map((a, k): Band => {
    const rest = rests[k] as Float32Array;
    const shared = sharedWith(rest, rests.slice(0, k), ordinary);
    const own = scratch.floats('gathered', count);
    own.set(rest);
    takeOut([...rests.slice(0, k), own], shared, k);
    const statistics = localStatistics(own, sampled, scratch);
    return {
      a,
      b: after[k] as Float32Array,
      match: (block) => bandsAt(block)?.[k] ?? null,
      shared,
      haze: statistics.middle,
      spread: mapLattice(standardSpread(statistics, ground), (value) => TOLERANT * value),
    };
  });
}

/** The match of each block of the lattice, by its number. */
function bandsOfBlocks(match: LocalMatch | null, { columns }: Sampled) {
  return (block: number): readonly BandMatch[] | null => {
    if (!match) return null;
    const [column, row] = [block % columns, Math.floor(block / columns)];
    return matchAt(match, (column + 0.5) * STEP, (row + 0.5) * STEP);
  };
}

/** Lays the sampled values of each run of blocks with one match on the first date's scale, in place. */
function layPartly(
  values: Float32Array,
  { blocks }: Sampled,
  matchOf: (block: number) => BandMatch | null,
): void {
  for (let from = 0; from < values.length; ) {
    const match = matchOf(blocks[from] as number);
    let to = from + 1;
    while (to < values.length) {
      const changes = blocks[to] !== blocks[to - 1];
      if (changes && matchOf(blocks[to] as number) !== match) break;
      to += 1;
    }
    laidOnScale(values.subarray(from, to), match);
    from = to;
  }
}

/** Which of the sampled cells differ by no more than is usual, in all bands. */
function ordinaryCells(rests: readonly Float32Array[]): Uint8Array {
  const out = new Uint8Array(rests[0]?.length ?? 0).fill(1);
  for (const rest of rests) {
    const stride = Math.ceil(rest.length / SAMPLES);
    const sorted = new Float32Array(Math.ceil(rest.length / stride));
    for (let i = 0; i < sorted.length; i += 1) sorted[i] = Math.abs(rest[i * stride] as number);
    sorted.sort();
    const limit = (ORDINARY * (sorted[sorted.length >> 1] ?? 0)) / 0.6745;
    for (let i = 0; i < rest.length; i += 1) {
      if (Math.abs(rest[i] as number) > limit) out[i] = 0;
    }
  }
  return out;
}

/** Least-squares shares of up to two other bands' differences in those of one, over some cells. */
function sharedWith(
  rest: Float32Array,
  others: readonly Float32Array[],
  cells: Uint8Array,
): readonly number[] {
  const [first, second] = others;
  if (!first) return [];
  const product = (p: Float32Array, q: Float32Array) => {
    let sum = 0;
    for (let i = 0; i < p.length; i += 1) {
      if (cells[i] !== 0) sum += (p[i] as number) * (q[i] as number);
    }
    return sum;
  };
  const [xx, xv] = [(1 + RIDGE) * product(first, first), product(first, rest)];
  if (!(xx > 0)) return others.map(() => 0);
  if (!second) return [xv / xx];
  const [xy, yv] = [product(first, second), product(second, rest)];
  const yy = (1 + RIDGE) * product(second, second);
  const determinant = xx * yy - xy * xy;
  if (!(determinant > 0)) return [xv / xx, 0];
  return [(xv * yy - yv * xy) / determinant, (yv * xx - xv * xy) / determinant];
}

/** Values at the corners of a block: top left, top right, bottom left, bottom right. */
type Corners = readonly [number, number, number, number];

/** The arithmetic on one block of STEP × STEP cells, in buffers that are used again. */
class Block {
  private left = 0;
  private top = 0;
  private width = 0;
  private height = 0;
  private readonly side: number;
  /** Of each band: both dates' values with a rim of `reach`, and the spread of differences without. */
  private readonly a: readonly Float32Array[];
  private readonly b: readonly Float32Array[];
  private readonly spread: readonly Float32Array[];
  /** Sum over the bands of the squared difference that nothing explains yet. */
  private readonly rough = new Float32Array(STEP * STEP);

  constructor(
    private readonly size: Size,
    private readonly reach: number,
    private readonly bands: readonly Band[],
  ) {
    this.side = STEP + 2 * reach;
    this.a = bands.map(() => new Float32Array(this.side ** 2));
    this.b = bands.map(() => new Float32Array(this.side ** 2));
    this.spread = bands.map(() => new Float32Array(STEP * STEP));
  }

  moveTo(column: number, row: number): void {
    this.left = column * STEP;
    this.top = row * STEP;
    this.width = Math.min(STEP, this.size.width - this.left);
    this.height = Math.min(STEP, this.size.height - this.top);
    this.rough.fill(0);
    this.bands.forEach((band, k) => {
      this.load(band, column, row, k);
    });
    // From the last on: what is taken out of a band is that of whole ones.
    for (let k = this.bands.length - 1; k >= 0; k -= 1) {
      const { shared, haze, spread } = this.bands[k] as Band;
      for (const planes of [this.a, this.b]) takeOut(planes, shared, k);
      this.clear(quarterOf(haze, column, row), k);
      this.compare(quarterOf(spread, column, row), k);
    }
  }

  blendInto(strength: Float32Array, share: Corners): void {
    const least = NOTHING ** 2 * this.bands.length;
    for (let y = 0; y < this.height; y += 1) {
      const [start, slope] = along(share, y);
      for (let x = 0; x < this.width; x += 1) {
        const at = y * STEP + x;
        const cell = (this.top + y) * this.size.width + this.left + x;
        // What is left after shifts is never more than the rough difference.
        const misfit = (this.rough[at] as number) < least ? 0 : this.misfitAt(x, y);
        const part = start + slope * x;
        strength[cell] = (1 - part) * (strength[cell] as number) + part * misfit;
      }
    }
  }

  /** The picture's edge repeats outwards. */
  private load({ a, b, match }: Band, column: number, row: number, k: number): void {
    const { reach, side, size, left, top } = this;
    const [toA, toB] = [this.a[k] as Float32Array, this.b[k] as Float32Array];
    const wide = this.width + 2 * reach;
    const first = left - reach;
    const inside = first >= 0 && first + wide <= size.width;
    for (let y = -reach; y < this.height + reach; y += 1) {
      const from = Math.min(size.height - 1, Math.max(0, top + y)) * size.width;
      const at = (y + reach) * side;
      for (let x = 0; x < wide; x += 1) {
        const column = inside ? first + x : Math.min(size.width - 1, Math.max(0, first + x));
        toA[at + x] = a[from + column] as number;
        toB[at + x] = b[from + column] as number;
      }
    }
    laidOnScale(toB, match(row * Math.ceil(size.width / STEP) + column));
  }

  private clear(corners: Corners, k: number): void {
    const { reach, side } = this;
    const plane = this.b[k] as Float32Array;
    for (let y = -reach; y < this.height + reach; y += 1) {
      const [start, slope] = along(corners, y);
      const at = (y + reach) * side + reach;
      for (let x = -reach; x < this.width + reach; x += 1) {
        plane[at + x] = (plane[at + x] as number) + start + slope * x;
      }
    }
  }

  private compare(spread: Corners, k: number): void {
    const { reach, side, rough } = this;
    const [a, b] = [this.a[k] as Float32Array, this.b[k] as Float32Array];
    const spreads = this.spread[k] as Float32Array;
    for (let y = 0; y < this.height; y += 1) {
      const [start, slope] = along(spread, y);
      for (let x = 0; x < this.width; x += 1) {
        const at = y * STEP + x;
        const inner = (y + reach) * side + x + reach;
        const own = start + slope * x;
        const z = ((a[inner] as number) - (b[inner] as number)) / own;
        spreads[at] = own;
        rough[at] = (rough[at] as number) + z * z;
      }
    }
  }

  /** Root mean square over the bands of what no shift explains. */
  private misfitAt(x: number, y: number): number {
    const { reach, side } = this;
    const first = y * side + x;
    const inner = first + reach * side + reach;
    const span = 2 * reach + 1;
    let sum = 0;
    for (let k = 0; k < this.bands.length; k += 1) {
      const a = this.a[k] as Float32Array;
      const b = this.b[k] as Float32Array;
      const here = a[inner] as number;
      const there = b[inner] as number;
      // Without branches: which of neighbours is larger cannot be guessed.
      let [highA, lowA, highB, lowB] = [here, here, there, there];
      for (let row = first; row < first + span * side; row += side) {
        for (let at = row; at < row + span; at += 1) {
          const p = a[at] as number;
          const q = b[at] as number;
          highA = Math.max(highA, p);
          lowA = Math.min(lowA, p);
          highB = Math.max(highB, q);
          lowB = Math.min(lowB, q);
        }
      }
      const aside = Math.max(here - highB, lowB - here);
      const off = Math.max(0, aside, Math.max(there - highA, lowA - there));
      // At edges and in busy ground the same misfit of sharpness or light makes larger differences.
      const busy = BUSY * Math.min(highA - lowA, highB - lowB);
      const own = (this.spread[k] as Float32Array)[y * STEP + x] as number;
      const spreads = off / (own + busy);
      sum += spreads * spreads;
    }
    return Math.min(CEILING, Math.sqrt(sum / this.bands.length));
  }
}

/** Takes shares of the bands before out of one, in place. */
function takeOut(planes: readonly Float32Array[], shared: readonly number[], k: number): void {
  for (let band = 0; band < shared.length; band += 1) {
    takeShare(planes[k] as Float32Array, planes[band] as Float32Array, shared[band] as number);
  }
}

function takeShare(plane: Float32Array, other: Float32Array, share: number): void {
  for (let at = 0; at < plane.length; at += 1) {
    plane[at] = (plane[at] as number) - share * (other[at] as number);
  }
}

/** A block's row between its corners, bilinear: the value at its left and the step to the right. */
function along([a, b, c, d]: Corners, y: number): readonly [start: number, slope: number] {
  const down = y / STEP;
  const start = a + (c - a) * down;
  return [start, (b + (d - b) * down - start) / STEP];
}
