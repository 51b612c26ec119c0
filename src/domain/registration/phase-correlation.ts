/**
 * The shift between two pieces of pictures by phase correlation: the cross spectrum stripped of its
 * amplitudes and damped by a Gaussian, so that the peak is a Gaussian of known width, and a paraboloid
 * fitted to its logarithm finds its middle to a small part of a pixel (Stone et al. 2001 for the
 * low-pass, Foroosh et al. 2002 for what aliasing does to the peak).
 */
import { SquareFft } from './fft';
import { solved } from './linear-equations';
import { isWhole, type Plane } from './plane';

/** Width of the low-pass, cycles per pixel: withstands both aliasing and change best. */
const LOW_PASS = 0.175;
/** Slower waves than this many per window are left out: haze, vignetting, the taper itself. */
const SLOWEST = 1.5;
/** A window is skipped when less than this part of it holds data. */
const LEAST_SEEN = 0.75;
/** Around the best peak, pixels that do not count as a second one. */
export const PEAK_RADIUS = 4;

export type Peak = {
  /** What has to be added to a place in the first picture to find the same thing in the second, pixels. */
  readonly dx: number;
  readonly dy: number;
  /** Height over the surface's mean, in its standard deviations. */
  readonly snr: number;
  /** Height of the next peak over this one's, 0 … 1. */
  readonly second: number;
  /**
   * How much wider the peak is than the low-pass makes it, as a variance in square pixels, both ways together:
   * about 0 where everything in the window is shifted alike, and the variance of the shifts where not.
   */
  readonly widened: number;
};

export type WindowPair = {
  /** Upper left pixel of the window in the first picture. */
  readonly x: number;
  readonly y: number;
  /** How much further right and down the window of the second picture lies, whole pixels. */
  readonly offsetX: number;
  readonly offsetY: number;
};

export type CorrelatorOptions = {
  /** Size of what is compared, where it is smaller than the window; the rest is left empty. */
  readonly width?: number;
  readonly height?: number;
  /** Whether the picture goes on at its lower edge with its upper one, as angles do. */
  readonly circular?: boolean;
  /** The part of a window that must hold data; 0.75 if left out. */
  readonly leastSeen?: number;
  /** How far the surface is worked out, pixels; as far as the reach if left out. */
  readonly sight?: number;
};

/** Compares windows of one size. */
export class PhaseCorrelator {
  private readonly fft: SquareFft;
  private readonly across: Float64Array;
  private readonly down: Float64Array;
  private readonly leastSeen: number;
  /** Whether the taper covers the whole window, both ways. */
  private readonly tapers: boolean;
  private readonly sight: number;
  private readonly spectrum: Spectrum;
  private readonly re: Float64Array;
  private readonly im: Float64Array;
  private readonly crossRe: Float64Array;
  private readonly crossIm: Float64Array;

  /**
   * @param n side of the windows, a power of two
   * @param reach shifts of up to this many pixels are looked for
   */
  constructor(
    readonly n: number,
    readonly reach: number,
    {
      width = n,
      height = n,
      circular = false,
      leastSeen = LEAST_SEEN,
      sight = reach,
    }: CorrelatorOptions = {},
  ) {
    this.sight = sight;
    this.fft = new SquareFft(n);
    this.leastSeen = leastSeen;
    this.tapers = width === n && height === n && !circular;
    this.across = hann(width);
    this.down = circular ? new Float64Array(height).fill(1) : hann(height);
    const spectrum = knownSpectra.get(n) ?? spectrumOf(this.fft);
    knownSpectra.set(n, spectrum);
    this.spectrum = spectrum;
    const make = () => new Float64Array(n * n);
    [this.re, this.im, this.crossRe, this.crossIm] = [make(), make(), make(), make()];
  }

  /**
   * The best shifts for two window pairs at a time (the surfaces are real, so one transform serves
   * both), each the whole offset included; null where a window holds too little.
   */
  compare(
    first: Plane,
    second: Plane,
    pairs: readonly [WindowPair, WindowPair | null],
  ): readonly [Peak | null, Peak | null] {
    const { n, crossRe, crossIm } = this;
    const [one, two] = pairs;
    const hasOne = this.transform(first, second, one);
    if (hasOne) this.putPhases(false);
    else this.clear();
    const hasTwo = two !== null && this.transform(first, second, two);
    if (hasTwo) this.putPhases(true);
    if (!hasOne && !hasTwo) return [null, null];
    this.fft.backward(crossRe, crossIm, Math.min(this.sight + 2, n / 2));
    const peakOne = hasOne ? this.bestPeak(crossRe) : null;
    const peakTwo = hasTwo ? this.bestPeak(crossIm) : null;
    return [peakOne && moved(peakOne, one), peakTwo && two && moved(peakTwo, two)];
  }

  /**
   * Adds what `compare` saw of one of its two pairs to a sum of such: n × n, in standard deviations, shifts
   * beyond the pair's offset modulo n. Meant for correlators that see as far as that.
   */
  addSurface(part: 0 | 1, into: Float64Array): void {
    const surface = part === 0 ? this.crossRe : this.crossIm;
    for (let i = 0; i < into.length; i++) {
      into[i] = (into[i] as number) + (surface[i] as number) / this.spectrum.sigma;
    }
  }

  /** The highest peaks of the surface of one pair, best first; none where a window holds too little. */
  peaks(first: Plane, second: Plane, pair: WindowPair, most: number): readonly Peak[] {
    const { n, crossRe, crossIm } = this;
    if (!this.transform(first, second, pair)) return [];
    this.putPhases(false);
    this.fft.backward(crossRe, crossIm, n / 2);
    const found: Peak[] = [];
    for (let i = 0; i < most; i++) {
      const peak = this.bestPeak(crossRe);
      if (!peak) break;
      found.push(moved(peak, pair));
      this.erase(crossRe, Math.round(peak.dx), Math.round(peak.dy));
    }
    return found;
  }

  /** Both windows of a pair as one transform, re + i·im; false where one holds too little. */
  private transform(first: Plane, second: Plane, { x, y, offsetX, offsetY }: WindowPair): boolean {
    const { re, im } = this;
    if (!this.load(first, x, y, re)) return false;
    if (!this.load(second, x + offsetX, y + offsetY, im)) return false;
    this.fft.forward(re, im);
    // Waves that are left out have no phase.
    for (const at of this.spectrum.slow) {
      re[at] = 0;
      im[at] = 0;
    }
    return true;
  }

  private clear(): void {
    this.crossRe.fill(0);
    this.crossIm.fill(0);
  }

  /** Makes the cross spectrum the damped phases of the pair that was transformed; of a second, adds them times i. */
  private putPhases(asSecond: boolean): void {
    const { n, re, im, crossRe, crossIm } = this;
    const { opposite } = this.fft;
    const { left } = this.spectrum;
    for (let row = 0; row < n; row++) {
      const otherRow = opposite[row] as number;
      // Each pair of opposite frequencies holds the conjugate of the other: worked out once.
      if (otherRow < row) continue;
      const leftOfRow = left[row] as number;
      for (let column = 0; column < n; column++) {
        const otherColumn = opposite[column] as number;
        if (otherRow === row && otherColumn < column) continue;
        const at = row * n + column;
        const other = otherRow * n + otherColumn;
        const zr = re[at] as number;
        const zi = im[at] as number;
        const wr = re[other] as number;
        const wi = im[other] as number;
        // The transforms of the two real pictures, twice as large, out of that of re + i·im.
        const ar = zr + wr;
        const ai = zi - wi;
        const br = zi + wi;
        const bi = wr - zr;
        const cr = ar * br + ai * bi;
        const ci = ar * bi - ai * br;
        const size = Math.sqrt(cr * cr + ci * ci);
        const part = size > 0 ? (leftOfRow * (left[column] as number)) / size : 0;
        const pr = part * cr;
        const pi = part * ci;
        if (asSecond) {
          crossRe[at] = (crossRe[at] as number) - pi;
          crossIm[at] = (crossIm[at] as number) + pr;
          crossRe[other] = (crossRe[other] as number) + pi;
          crossIm[other] = (crossIm[other] as number) + pr;
        } else {
          crossRe[at] = pr;
          crossIm[at] = pi;
          crossRe[other] = pr;
          crossIm[other] = -pi;
        }
      }
    }
  }

  /** A window with its mean taken off, tapered; missing pixels are the mean. */
  private load(plane: Plane, left: number, top: number, out: Float64Array): boolean {
    const { n, across, down } = this;
    const { width, height, values, valid } = plane;
    if (this.tapers && isWhole(valid) && left >= 0 && top >= 0) {
      if (left + n <= width && top + n <= height) return this.loadWhole(plane, left, top, out);
    }
    const [fromX, toX] = [Math.max(0, left), Math.min(width, left + across.length)];
    const [fromY, toY] = [Math.max(0, top), Math.min(height, top + down.length)];
    let sum = 0;
    let count = 0;
    for (let y = fromY; y < toY; y++) {
      for (let at = y * width + fromX, end = y * width + toX; at < end; at++) {
        if (valid[at] === 0) continue;
        sum += values[at] as number;
        count++;
      }
    }
    if (count < this.leastSeen * across.length * down.length) return false;
    const mean = sum / count;
    if (count < n * n) out.fill(0);
    for (let y = fromY; y < toY; y++) {
      const wy = down[y - top] as number;
      let column = fromX - left;
      let to = (y - top) * n + column;
      for (let at = y * width + fromX, end = y * width + toX; at < end; at++, to++, column++) {
        const value = valid[at] === 0 ? 0 : (values[at] as number) - mean;
        out[to] = value * wy * (across[column] as number);
      }
    }
    return true;
  }

  /**
   * A window that lies in the picture and misses nothing. Any one of its values does as the mean, and makes
   * nothing of one colour: the taper (Hann) has no waves but those of 0 and 1 per window, which are left out.
   */
  private loadWhole(
    { width, values }: Plane,
    left: number,
    top: number,
    out: Float64Array,
  ): boolean {
    const { n, across, down } = this;
    const middle = values[(top + n / 2) * width + left + n / 2] as number;
    for (let y = 0; y < n; y++) {
      const wy = down[y] as number;
      const at = (top + y) * width + left;
      const to = y * n;
      for (let x = 0; x < n; x++) {
        out[to + x] = ((values[at + x] as number) - middle) * wy * (across[x] as number);
      }
    }
    return true;
  }

  private bestPeak(surface: Float64Array): Peak | null {
    const { n, reach } = this;
    const top = highest(surface, n, reach, null);
    if (!top) return null;
    const next = highest(surface, n, reach, top);
    const fit = paraboloid(surface, n, top.x, top.y);
    if (!fit) return null;
    return {
      dx: top.x + fit.dx,
      dy: top.y + fit.dy,
      widened: fit.variance - this.spectrum.narrowest,
      snr: top.value / this.spectrum.sigma,
      second: next ? Math.max(0, next.value / top.value) : 0,
    };
  }

  private erase(surface: Float64Array, x: number, y: number): void {
    const { n } = this;
    for (let dy = -PEAK_RADIUS; dy <= PEAK_RADIUS; dy++) {
      for (let dx = -PEAK_RADIUS; dx <= PEAK_RADIUS; dx++) surface[around(x + dx, y + dy, n)] = 0;
    }
  }
}

const hann = (length: number) =>
  Float64Array.from({ length }, (_, i) => 0.5 - 0.5 * Math.cos((2 * Math.PI * (i + 0.5)) / length));

export const around = (x: number, y: number, n: number) => (y & (n - 1)) * n + (x & (n - 1));

const moved = (peak: Peak, { offsetX, offsetY }: WindowPair): Peak => ({
  ...peak,
  dx: peak.dx + offsetX,
  dy: peak.dy + offsetY,
});

/** How much of which waves is left, and what comes of two pictures that are the same. */
type Spectrum = {
  /** Of waves along the rows, and along the columns: of the others it is the product. */
  readonly left: Float64Array;
  /** Where those are that are too slow to be compared. */
  readonly slow: Int32Array;
  /** Standard deviation of the surface, which the damping alone decides (Parseval). */
  readonly sigma: number;
  /** Variance of the peak, both ways together, square pixels. */
  readonly narrowest: number;
};

const knownSpectra = new Map<number, Spectrum>();

function spectrumOf(fft: SquareFft): Spectrum {
  const { n, frequencies } = fft;
  // Half the sampling rate has no phase of its own.
  const left = Float64Array.from(frequencies, (f) =>
    f === -n / 2 ? 0 : Math.exp(-(f * f) / (2 * LOW_PASS * LOW_PASS * n * n)),
  );
  const slow: number[] = [];
  const damping = new Float64Array(n * n);
  for (let at = 0; at < n * n; at++) {
    const [row, column] = [Math.floor(at / n), at % n];
    const [fx, fy] = [frequencies[row] as number, frequencies[column] as number];
    if (fx * fx + fy * fy <= SLOWEST * SLOWEST) slow.push(at);
    else damping[at] = (left[row] as number) * (left[column] as number);
  }
  const sigma = Math.sqrt(damping.reduce((sum, g) => sum + g * g, 0));
  fft.backward(damping, new Float64Array(n * n), 2);
  const narrowest = paraboloid(damping, n, 0, 0)?.variance ?? 0;
  return { left, slow: Int32Array.from(slow), sigma, narrowest };
}

type Top = { readonly x: number; readonly y: number; readonly value: number };

/** The highest point within reach, not near another one. */
function highest(surface: Float64Array, n: number, reach: number, not: Top | null): Top | null {
  let [bestX, bestY, value] = [0, 0, 0];
  const last = Math.min(reach, n / 2 - 1);
  for (let y = -last; y <= last; y++) {
    const row = (y & (n - 1)) * n;
    const nearRow = not !== null && Math.abs(y - not.y) <= PEAK_RADIUS;
    for (let x = -last; x <= last; x++) {
      const here = surface[row + (x & (n - 1))] as number;
      if (here <= value || (nearRow && Math.abs(x - not.x) <= PEAK_RADIUS)) continue;
      value = here;
      bestX = x;
      bestY = y;
    }
  }
  return value > 0 ? { x: bestX, y: bestY, value } : null;
}

/**
 * Where a paraboloid through the logarithm of 3 × 3 values has its top, from the middle one: least
 * squares of k0 + k1·y + k2·x + k3·y² + k4·x·y + k5·x², weighted with the values' squares. null where it
 * has no top within a pixel.
 */
function paraboloid(surface: Float64Array, n: number, x: number, y: number): Top3 | null {
  const normal = Array.from({ length: 6 }, () => new Float64Array(7));
  const middle = surface[around(x, y, n)] as number;
  for (let j = -1; j <= 1; j++) {
    for (let i = -1; i <= 1; i++) {
      const value = Math.max(surface[around(x + i, y + j, n)] as number, middle * 1e-3);
      const weight = value * value;
      const terms = [1, j, i, j * j, i * j, i * i, Math.log(value / middle)];
      for (let r = 0; r < 6; r++) {
        const row = normal[r] as Float64Array;
        for (let c = 0; c < 7; c++) {
          row[c] = (row[c] as number) + weight * (terms[r] as number) * (terms[c] as number);
        }
      }
    }
  }
  const k = solved(normal);
  if (!k) return null;
  const [, k1 = 0, k2 = 0, k3 = 0, k4 = 0, k5 = 0] = k;
  const determinant = 4 * k3 * k5 - k4 * k4;
  if (!(determinant > 0 && k3 < 0)) return null;
  const dx = -(2 * k3 * k2 - k4 * k1) / determinant;
  const dy = -(2 * k5 * k1 - k4 * k2) / determinant;
  if (Math.abs(dx) > 1 || Math.abs(dy) > 1) return null;
  return { dx, dy, variance: -(k3 + k5) / determinant };
}

/** From the middle one of 3 × 3 values to the top, and the peak's variance, both ways together. */
type Top3 = { readonly dx: number; readonly dy: number; readonly variance: number };
