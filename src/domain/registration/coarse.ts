/** A first guess of how two planes lie on each other, at a quarter to a sixteenth of their size. */
import type { Transform } from '../model/frame';
import { applied, IDENTITY, similarityAbout } from './affine';
import { turnAndScale } from './fourier-mellin';
import { type Peak, PhaseCorrelator } from './phase-correlation';
import { type Plane, shrunk, warped } from './plane';

/** A possible transformation from the first plane to the second, in pixels of the planes. */
export type Guess = {
  readonly transform: Transform;
  /** Height of the correlation's peak in its standard deviations. */
  readonly snr: number;
};

/** Longer side of what is compared, pixels. */
const COARSE = 512;
const MOST_GUESSES = 5;
/** Turns by less than this, and scales by less, are seen by the shift's own peak, radians. */
const STILL = 0.01;

/** By how much planes are made smaller for the first guess. */
export function coarseFactor({ width, height }: Pick<Plane, 'width' | 'height'>): number {
  return Math.max(1, Math.ceil(Math.max(width, height) / COARSE));
}

export type CoarseOptions = {
  /** Whether the planes may be turned and scaled against each other, too. */
  readonly turned: boolean;
  /** Shifts of up to this many pixels of the planes are looked for. */
  readonly maxShift: number;
};

/** The likeliest first. */
export function coarseGuesses(
  first: Plane,
  second: Plane,
  { turned, maxShift }: CoarseOptions,
): readonly Guess[] {
  const factor = coarseFactor(first);
  const [small, smallSecond] = [shrunk(first, factor), shrunk(second, factor)];
  const { width, height } = small;
  const n = powerOfTwo(Math.max(width, height, 64));
  const reach = Math.min(n / 2 - 1, Math.ceil(maxShift / factor) + 2);
  const correlator = correlatorOf(n, reach, width, height);
  const window = { x: 0, y: 0, offsetX: 0, offsetY: 0 };
  const middle = [width / 2, height / 2] as const;
  const bases = [IDENTITY];
  if (turned) {
    for (const { rotation, scale } of turnAndScale(small, smallSecond)) {
      if (Math.abs(rotation) < STILL && Math.abs(scale - 1) < STILL) continue;
      bases.push(similarityAbout(middle, rotation, scale, [0, 0]));
    }
  }
  const guesses = bases.flatMap((base) => {
    const laid = base === IDENTITY ? smallSecond : warped(smallSecond, base, width, height);
    const peaks = correlator.peaks(small, laid, window, MOST_GUESSES);
    return peaks.map((peak) => ({ transform: enlarged(base, peak, factor), snr: peak.snr }));
  });
  return guesses.sort((a, b) => b.snr - a.snr).slice(0, MOST_GUESSES);
}

let last: { readonly key: string; readonly correlator: PhaseCorrelator } | null = null;

/** The one that was used last serves again where the planes are as large, since making it takes as long as a look. */
function correlatorOf(n: number, reach: number, width: number, height: number): PhaseCorrelator {
  const key = [n, reach, width, height].join(' ');
  const correlator =
    last?.key === key
      ? last.correlator
      : new PhaseCorrelator(n, reach, { width, height, leastSeen: 0.2 });
  last = { key, correlator };
  return correlator;
}

/** First the shift that was found in the laid plane, then the turn that laid it; in full pixels. */
function enlarged(base: Transform, { dx, dy }: Peak, factor: number): Transform {
  const [, xCol, xRow, , yCol, yRow] = base;
  const [x, y] = applied(base, [dx, dy]);
  return [x * factor, xCol, xRow, y * factor, yCol, yRow];
}

const powerOfTwo = (least: number) => 2 ** Math.ceil(Math.log2(least));
