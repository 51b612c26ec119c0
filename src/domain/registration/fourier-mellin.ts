/**
 * How much a picture is turned and scaled against another, wherever their contents lie: the amplitudes of
 * their Fourier transforms know nothing of shifts, and turning and scaling these are shifts in polar
 * coordinates with a logarithmic radius (Reddy & Chatterji 1996).
 */
import { SquareFft } from './fft';
import { PhaseCorrelator } from './phase-correlation';
import { emptyPlane, type Plane } from './plane';

export type TurnAndScale = {
  /** From the first picture to the second, radians, +x towards +y. */
  readonly rotation: number;
  readonly scale: number;
};

/** Angles over half a turn (amplitudes repeat after that), and radii. */
const SIZE = 256;
/** Radii reach from this many waves per picture to half the sampling rate. */
const SLOWEST = 6;
/** Pictures scaled by more than this are not looked for. */
const MOST_SCALE = 2;
const MOST_PEAKS = 3;

/** The likeliest, each with its counterpart half a turn on; none where a picture is empty. */
export function turnAndScale(first: Plane, second: Plane): readonly TurnAndScale[] {
  const n = 2 ** Math.ceil(Math.log2(Math.max(first.width, first.height, 64)));
  const [one, two] = amplitudes(first, second, n);
  const perRadius = Math.log(n / 2 / SLOWEST) / SIZE;
  const reach = Math.ceil(Math.log(MOST_SCALE) / perRadius);
  const correlator = new PhaseCorrelator(SIZE, SIZE / 2 - 1, { circular: true });
  const window = { x: 0, y: 0, offsetX: 0, offsetY: 0 };
  const peaks = correlator.peaks(logPolar(one, n), logPolar(two, n), window, 2 * MOST_PEAKS);
  return peaks
    .filter(({ dx }) => Math.abs(dx) <= reach)
    .slice(0, MOST_PEAKS)
    .flatMap(({ dx, dy }) => {
      const rotation = (dy * Math.PI) / SIZE;
      // What is larger in the picture is smaller among its frequencies.
      const scale = Math.exp(-dx * perRadius);
      return [
        { rotation, scale },
        { rotation: rotation > 0 ? rotation - Math.PI : rotation + Math.PI, scale },
      ];
    });
}

/** Logarithms of the amplitudes by frequency, the frequency 0 in the middle. */
function amplitudes(first: Plane, second: Plane, n: number): readonly [Float64Array, Float64Array] {
  const [re, im] = [new Float64Array(n * n), new Float64Array(n * n)];
  fill(first, n, re);
  fill(second, n, im);
  const fft = new SquareFft(n);
  fft.forward(re, im);
  const [one, two] = [new Float64Array(n * n), new Float64Array(n * n)];
  const { frequencies, opposite } = fft;
  for (let row = 0; row < n; row++) {
    for (let column = 0; column < n; column++) {
      const at = row * n + column;
      const other = (opposite[row] as number) * n + (opposite[column] as number);
      const [zr, zi] = [re[at] as number, im[at] as number];
      const [wr, wi] = [re[other] as number, im[other] as number];
      // The transform has rows and columns swapped.
      const x = (frequencies[row] as number) + n / 2;
      const y = (frequencies[column] as number) + n / 2;
      one[y * n + x] = Math.log1p(Math.hypot(zr + wr, zi - wi));
      two[y * n + x] = Math.log1p(Math.hypot(zi + wi, wr - zr));
    }
  }
  return [one, two];
}

/** The plane scaled to unit spread, tapered towards its edges; missing pixels are its mean. */
function fill({ width, height, values, valid }: Plane, n: number, out: Float64Array): void {
  let [count, sum, squares] = [0, 0, 0];
  for (let i = 0; i < values.length; i++) {
    if (valid[i] === 0) continue;
    const value = values[i] as number;
    count++;
    sum += value;
    squares += value * value;
  }
  const mean = sum / Math.max(1, count);
  const spread = Math.sqrt(Math.max(1e-12, squares / Math.max(1, count) - mean * mean));
  for (let y = 0; y < height; y++) {
    const wy = Math.sin((Math.PI * (y + 0.5)) / height) ** 2;
    for (let x = 0; x < width; x++) {
      const at = y * width + x;
      if (valid[at] === 0) continue;
      const wx = Math.sin((Math.PI * (x + 0.5)) / width) ** 2;
      out[y * n + x] = (((values[at] as number) - mean) / spread) * wx * wy;
    }
  }
}

/** Rows are angles over half a turn, columns logarithms of the radius. */
function logPolar(spectrum: Float64Array, n: number): Plane {
  const out = emptyPlane(SIZE, SIZE);
  out.valid.fill(1);
  for (let row = 0; row < SIZE; row++) {
    const angle = (row * Math.PI) / SIZE;
    for (let column = 0; column < SIZE; column++) {
      const radius = SLOWEST * (n / 2 / SLOWEST) ** (column / SIZE);
      const x = n / 2 + radius * Math.cos(angle);
      const y = n / 2 + radius * Math.sin(angle);
      const [left, top] = [Math.min(n - 2, Math.floor(x)), Math.min(n - 2, Math.floor(y))];
      const [u, v] = [x - left, y - top];
      const at = top * n + left;
      const upper = (spectrum[at] as number) * (1 - u) + (spectrum[at + 1] as number) * u;
      const lower = (spectrum[at + n] as number) * (1 - u) + (spectrum[at + n + 1] as number) * u;
      out.values[row * SIZE + column] = upper * (1 - v) + lower * v;
    }
  }
  return out;
}
