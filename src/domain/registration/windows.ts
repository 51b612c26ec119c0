/** Compares two planes window by window. */
import { type Peak, PhaseCorrelator, type WindowPair } from './phase-correlation';
import { mapped, type Plane, type Point, type Similarity } from './plane';

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
  /** Whether the peak stands out enough to be believed: not over open water, cloud, or fields all alike. */
  readonly evidence: boolean;
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

const correlators = new Map<number, PhaseCorrelator>();

/** Made once, since its tables take longer to make than a window to compare. */
function correlatorOf(n: number): PhaseCorrelator {
  const known = correlators.get(n);
  if (known) return known;
  const made = new PhaseCorrelator(n, n / 8);
  correlators.set(n, made);
  return made;
}

/** Side of the windows for planes of a size: 256 where at least two fit side by side, else less. */
export function windowSize({ width, height }: Pick<Plane, 'width' | 'height'>): number {
  const least = Math.min(width, height);
  if (least >= 600) return 256;
  return least >= 256 ? 128 : 64;
}

/**
 * The vectors from the first plane to the second on an even grid of at most 8 × 8 windows, looked for
 * within an eighth of a window around where `expected` puts them; windows without enough data are left out.
 */
export async function measureWindows(
  first: Plane,
  second: Plane,
  expected: Similarity,
  { n, most = MOST_ACROSS }: { readonly n: number; readonly most?: number },
  checkpoint: Checkpoint,
): Promise<readonly WindowMeasure[]> {
  const correlator = correlatorOf(n);
  const pairs = starts(first.height, n, most).flatMap((y) =>
    starts(first.width, n, most).map((x) => pairAt(x, y, n, expected)),
  );
  const usable = pairs.filter((pair) => reaches(pair, n, second));
  const out: WindowMeasure[] = [];
  for (let i = 0; i < usable.length; i += 2) {
    if (i % (2 * AT_ONCE) === 0) await checkpoint(i, usable.length);
    const [one, two] = [usable[i], usable[i + 1] ?? null];
    if (!one) break;
    const [peakOne, peakTwo] = correlator.compare(first, second, [one, two]);
    if (peakOne) out.push(measureOf(one, peakOne, n));
    if (two && peakTwo) out.push(measureOf(two, peakTwo, n));
  }
  return out;
}

function measureOf({ x, y }: WindowPair, { dx, dy, snr, second }: Peak, n: number): WindowMeasure {
  const evidence = snr >= LEAST_SNR && second <= MOST_SECOND;
  return { at: [x + n / 2, y + n / 2], vector: [dx, dy], snr, second, evidence };
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

function pairAt(x: number, y: number, n: number, expected: Similarity): WindowPair {
  const [toX, toY] = mapped(expected, [x + n / 2, y + n / 2]);
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
