/** Compares two planes window by window. */
import type { Transform } from '../model/frame';
import { applied, type Point } from './affine';
import {
  around,
  PEAK_RADIUS,
  type Peak,
  PhaseCorrelator,
  type WindowPair,
} from './phase-correlation';
import type { Plane } from './plane';

/** What a window of the reference says. */
export type WindowMeasure = {
  /** The window's middle in the reference, grid pixels. */
  readonly at: Point;
  /** From there to the same thing in the other picture, grid pixels. */
  readonly vector: Point;
  /** Height of the correlation's peak in standard deviations of its surface. */
  readonly snr: number;
  /** Height of the second peak over the first's. */
  readonly second: number;
  /** Variance of the shifts within the window, square grid pixels: see Peak. */
  readonly widened: number;
  /** Whether the peak stands out enough to be believed: not over open water, cloud, or fields all alike. */
  readonly evidence: boolean;
};

export type Measured = {
  readonly measures: readonly WindowMeasure[];
  /** So much of a window is its own, 0 … 1: what it shares with its neighbours says nothing twice. */
  readonly own: number;
  /** How far the other picture's windows were laid off, whole pixels. */
  readonly offset: Point;
  /** What all windows say together, where that was asked for: see `PhaseCorrelator.addSurface`. */
  readonly surface: Float64Array | null;
};

export type WindowOptions = {
  /** Side of the windows, pixels. */
  readonly n: number;
  /** Windows each way; 8 if left out. */
  readonly most?: number | undefined;
  /** Whether what all windows say together is wanted, too. */
  readonly together?: boolean | undefined;
};

/** Called now and then, so that the work can be shown and stopped: rejects when it shall end. */
export type Checkpoint = (done: number, total: number) => Promise<void>;

/** Of random phases one window in some thousand reaches this. */
const LEAST_SNR = 5.5;
const MOST_SECOND = 0.8;
/** Windows each way. */
const MOST_ACROSS = 8;
/** Pairs of windows between two looks at whether to go on. */
const AT_ONCE = 4;

const correlators = new Map<string, PhaseCorrelator>();

/** Made once, since its tables take longer to make than a window to compare. */
function correlatorOf(n: number, together: boolean): PhaseCorrelator {
  const key = `${n} ${together}`;
  const known = correlators.get(key);
  if (known) return known;
  const made = new PhaseCorrelator(n, n / 8, together ? { sight: n / 2 } : {});
  correlators.set(key, made);
  return made;
}

/**
 * Sides of the windows for planes of a size, the most exact first: 256 where at least two fit side by
 * side, else less; smaller ones give more of them, which pictures with little in common need.
 */
export function windowSizes({ width, height }: Pick<Plane, 'width' | 'height'>): readonly number[] {
  const least = Math.min(width, height);
  if (least >= 600) return [256, 128];
  return least >= 256 ? [128, 64] : [64];
}

/**
 * The vectors from the first plane to the second on an even grid of at most 8 × 8 windows, looked for
 * within an eighth of a window around where `expected` puts them; windows without enough data are left out.
 */
export async function measureWindows(
  first: Plane,
  second: Plane,
  expected: Transform,
  { n, most = MOST_ACROSS, together = false }: WindowOptions,
  checkpoint: Checkpoint,
): Promise<Measured> {
  const correlator = correlatorOf(n, together);
  const [across, down] = [starts(first.width, n, most), starts(first.height, n, most)];
  const pairs = down.flatMap((y) => across.map((x) => pairAt(x, y, n, expected)));
  const usable = pairs.filter((pair) => reaches(pair, n, second));
  const measures: WindowMeasure[] = [];
  const surface = together ? new Float64Array(n * n) : null;
  const take = (part: 0 | 1, pair: WindowPair, peak: Peak | null) => {
    if (!peak) return;
    const measure = measureOf(pair, peak, n);
    measures.push(measure);
    if (surface) correlator.addSurface(part, surface);
  };
  for (let i = 0; i < usable.length; i += 2) {
    if (i % (2 * AT_ONCE) === 0) await checkpoint(i, usable.length);
    const [one, two] = [usable[i], usable[i + 1] ?? null];
    if (!one) break;
    const [peakOne, peakTwo] = correlator.compare(first, second, [one, two]);
    take(0, one, peakOne);
    if (two) take(1, two, peakTwo);
  }
  const offset = [usable[0]?.offsetX ?? 0, usable[0]?.offsetY ?? 0] as const;
  const own = ownPart(first.width, n, across.length) * ownPart(first.height, n, down.length);
  return { measures, own, offset, surface };
}

/**
 * How high windows together stand elsewhere than at a shift, over how high they stand there: near 0 where
 * there is one answer, near or above 1 where rows of the same things give many.
 * @param surface n × n, as of `Measured`, and its offset
 */
export function rivalOf(surface: Float64Array, [offsetX, offsetY]: Point, [dx, dy]: Point): number {
  const n = Math.sqrt(surface.length);
  const [toX, toY] = [Math.round(dx - offsetX), Math.round(dy - offsetY)];
  let [here, elsewhere] = [0, 0];
  for (let y = -n / 2; y < n / 2; y++) {
    for (let x = -n / 2; x < n / 2; x++) {
      const value = surface[around(toX + x, toY + y, n)] as number;
      if (Math.abs(x) <= PEAK_RADIUS && Math.abs(y) <= PEAK_RADIUS) here = Math.max(here, value);
      else elsewhere = Math.max(elsewhere, value);
    }
  }
  return here > 0 ? elsewhere / here : Number.POSITIVE_INFINITY;
}

function measureOf({ x, y }: WindowPair, peak: Peak, n: number): WindowMeasure {
  const { dx, dy, snr, second, widened } = peak;
  const evidence = snr >= LEAST_SNR && second <= MOST_SECOND;
  return { at: [x + n / 2, y + n / 2], vector: [dx, dy], snr, second, widened, evidence };
}

/** Where windows begin: evenly spread, overlapping by at most half. */
function starts(length: number, n: number, most: number): number[] {
  const room = length - n;
  if (room < 0) return [];
  const count = Math.min(most, Math.floor((2 * room) / n) + 1);
  return Array.from({ length: count }, (_, i) =>
    count === 1 ? Math.floor(room / 2) : Math.round((i * room) / (count - 1)),
  );
}

const ownPart = (length: number, n: number, count: number) => Math.min(1, length / (n * count));

function pairAt(x: number, y: number, n: number, expected: Transform): WindowPair {
  const [toX, toY] = applied(expected, [x + n / 2, y + n / 2]);
  return {
    x,
    y,
    offsetX: Math.round(toX - x - n / 2),
    offsetY: Math.round(toY - y - n / 2),
  };
}

function reaches({ x, y, offsetX, offsetY }: WindowPair, n: number, { width, height }: Plane) {
  const [left, top] = [x + offsetX, y + offsetY];
  return left > -n / 4 && top > -n / 4 && left < width - 0.75 * n && top < height - 0.75 * n;
}
