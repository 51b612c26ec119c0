/**
 * How alike two hulls look. Light changes brightness, contrast and colour cast and throws shadows to
 * one side; the angle of view leans what stands high. What stays is the order of parts along the keel
 * and how their tones and colours differ from one another, so that is what is compared:
 * - tones are ranks within the hull, which no gain, offset or gamma changes;
 * - colours are opponents of channels from which the haze was taken and whose contrast was made one;
 * - the middle of the deck weighs most, port and starboard are averaged for one of the measures, since
 *   a shadow from the side then falls on both alike;
 * - a hull is tried both ways round, shifted, and stretched, since boxes are never drawn quite alike.
 */
import { CHIP_LENGTH, CHIP_SPAN, CHIP_WIDTH, type Chip } from './chip';

/** What of a chip is compared; made once for each box. */
export type Signature = {
  /** Planes of CHIP_LENGTH × CHIP_WIDTH: the tone first, then two of colour, or none. */
  readonly planes: readonly Float32Array[];
  readonly valid: Uint8Array;
  /** The planes' means across the deck, CHIP_LENGTH each. */
  readonly profiles: readonly Float32Array[];
  /** Shares of a 8 × 8 grid of the two colours; null of a grey chip. */
  readonly colours: Float32Array | null;
};

export type Appearance = {
  /** −1 to 1; about 0 for hulls that have nothing to do with each other. */
  readonly score: number;
  /** Zero-mean normalised cross-correlation of the tones, and of the colours where both have them. */
  readonly tone: number;
  readonly colour: number | null;
  /** Chi-square distance of the colour histograms, 0 (equal) to 1. */
  readonly histogramDistance: number | null;
  /** Whether the second hull lies the other way round in its box. */
  readonly flipped: boolean;
  /** How much longer the second box is drawn against its hull than the first. */
  readonly stretch: number;
};

const CELLS = CHIP_LENGTH * CHIP_WIDTH;
const BINS = 8;
/** Stretches that are tried, and stations of shift, of the profiles. */
const STRETCHES = Array.from({ length: 29 }, (_, i) => 1.02 ** (i - 14));
const FAR = 12;
/** Cells by which the best few are shifted when whole chips are compared. */
const NEAR_ALONG = 1;
const NEAR_ACROSS = 2;

/** How much a cell counts: the deck's middle most, what lies outside the box nothing. */
const WEIGHTS = Float32Array.from({ length: CELLS }, (_, cell) => {
  const along = Math.abs(((cell % CHIP_LENGTH) + 0.5) / CHIP_LENGTH - 0.5) * CHIP_SPAN;
  const across = Math.abs((Math.floor(cell / CHIP_LENGTH) + 0.5) / CHIP_WIDTH - 0.5) * CHIP_SPAN;
  if (along > 0.5 || across > 0.5) return 0;
  return Math.exp(-0.5 * (across / 0.25) ** 2);
});

/** Chips without a hull's worth of valid cells give planes of zeros, which resemble nothing. */
export function signatureOf(chip: Chip): Signature {
  const [red, green, blue] = chip.planes.map((plane) => withoutHaze(plane, chip.valid));
  const hull = Array.from(WEIGHTS.keys()).filter((i) => chip.valid[i] && (WEIGHTS[i] ?? 0) > 0);
  if (!red) throw new RangeError('A chip has at least one plane.');
  if (!green || !blue) return signature([ranks(red, hull)], chip.valid, null);
  const sum = red.map((value, i) => value + (green[i] ?? 0) + (blue[i] ?? 0));
  const floor = 0.05 * mean(sum, hull) + Number.MIN_VALUE;
  const warm = red.map((value, i) => (value - (blue[i] ?? 0)) / ((sum[i] ?? 0) + floor));
  const lush = green.map(
    (value, i) => (value - ((red[i] ?? 0) + (blue[i] ?? 0)) / 2) / ((sum[i] ?? 0) + floor),
  );
  const planes = [ranks(sum, hull), unitContrast(warm, hull), unitContrast(lush, hull)];
  return signature(planes, chip.valid, histogram(planes, hull));
}

function signature(
  planes: readonly Float32Array[],
  valid: Uint8Array,
  colours: Float32Array | null,
): Signature {
  return { planes, valid, profiles: planes.map(profileOf), colours };
}

/** Less the darkest hundredth of its values, which on a picture with any shadow is haze. */
function withoutHaze(plane: Float32Array, valid: Uint8Array): Float32Array {
  const sorted = plane.filter((_, i) => valid[i]).sort();
  const haze = sorted[Math.floor(sorted.length / 100)] ?? 0;
  return plane.map((value) => Math.max(0, value - haze));
}

function mean(values: Float32Array, at: readonly number[]): number {
  let sum = 0;
  for (const i of at) sum += values[i] ?? 0;
  return at.length > 0 ? sum / at.length : 0;
}

/** The share of the hull's cells that are darker, −1 to 1, of every cell. */
function ranks(values: Float32Array, hull: readonly number[]): Float32Array {
  const sorted = Float32Array.from(hull, (i) => values[i] ?? 0).sort();
  return values.map((value) => {
    let [low, high] = [0, sorted.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((sorted[middle] ?? 0) < value) low = middle + 1;
      else high = middle;
    }
    return (2 * low) / Math.max(1, sorted.length) - 1;
  });
}

/** Zero mean and unit deviation over the hull, with outliers cut at three deviations. */
function unitContrast(values: Float32Array, hull: readonly number[]): Float32Array {
  const middle = mean(values, hull);
  const square = mean(
    values.map((value) => (value - middle) ** 2),
    hull,
  );
  const deviation = Math.sqrt(square) || 1;
  return values.map((value) => Math.min(3, Math.max(-3, (value - middle) / deviation)));
}

/** Means over the deck's width, port and starboard alike. */
function profileOf(plane: Float32Array): Float32Array {
  const out = new Float32Array(CHIP_LENGTH);
  const middle = CHIP_LENGTH / 2;
  let total = 0;
  for (let row = 0; row < CHIP_WIDTH; row += 1) {
    const weight = WEIGHTS[row * CHIP_LENGTH + middle] ?? 0;
    total += weight;
    for (let station = 0; station < CHIP_LENGTH; station += 1) {
      out[station] = (out[station] ?? 0) + weight * (plane[row * CHIP_LENGTH + station] ?? 0);
    }
  }
  return out.map((value) => value / total);
}

function histogram(planes: readonly Float32Array[], hull: readonly number[]): Float32Array {
  const [, warm, lush] = planes;
  const bin = (value = 0) => Math.min(BINS - 1, Math.max(0, Math.floor((value / 2 + 1) * 4)));
  const out = new Float32Array(BINS * BINS);
  for (const i of hull) {
    const at = bin(warm?.[i]) * BINS + bin(lush?.[i]);
    out[at] = (out[at] ?? 0) + 1 / hull.length;
  }
  return out;
}

function chiSquare(a: Float32Array, b: Float32Array): number {
  let sum = 0;
  for (const [i, p] of a.entries()) {
    const q = b[i] ?? 0;
    if (p + q > 0) sum += (p - q) ** 2 / (p + q);
  }
  return sum / 2;
}

/** How a cell of the first chip is found in the second. */
type Fit = { readonly flipped: boolean; readonly stretch: number; readonly shift: number };

const MIDDLE = (CHIP_LENGTH - 1) / 2;
const EDGE = Math.round(CHIP_LENGTH * 0.5 * (1 - 1 / CHIP_SPAN));

function stationIn(fit: Fit, station: number): number {
  const from = (fit.flipped ? MIDDLE - station : station - MIDDLE) * fit.stretch;
  return MIDDLE + from + fit.shift;
}

/** Correlation sums of pairs of values. */
class Correlation {
  #n = 0;
  #a = 0;
  #b = 0;
  #aa = 0;
  #bb = 0;
  #ab = 0;

  add(a: number, b: number, weight: number): void {
    this.#n += weight;
    this.#a += weight * a;
    this.#b += weight * b;
    this.#aa += weight * a * a;
    this.#bb += weight * b * b;
    this.#ab += weight * a * b;
  }

  value(): number {
    if (this.#n === 0) return 0;
    const va = this.#aa - this.#a ** 2 / this.#n;
    const vb = this.#bb - this.#b ** 2 / this.#n;
    const product = va * vb;
    return product > 1e-12 ? (this.#ab - (this.#a * this.#b) / this.#n) / Math.sqrt(product) : 0;
  }
}

function profileLikeness(a: Signature, b: Signature, fit: Fit, channels: number): number {
  let sum = 0;
  const toneShare = channels > 1 ? 0.2 : 1;
  for (let k = 0; k < channels; k += 1) {
    const [from, to] = [a.profiles[k], b.profiles[k]];
    if (!from || !to) continue;
    const correlation = new Correlation();
    for (let station = EDGE; station < CHIP_LENGTH - EDGE; station += 1) {
      const at = stationIn(fit, station);
      const left = Math.floor(at);
      if (left < 0 || left + 1 >= CHIP_LENGTH) continue;
      const share = at - left;
      const there = (to[left] ?? 0) * (1 - share) + (to[left + 1] ?? 0) * share;
      correlation.add(from[station] ?? 0, there, 1);
    }
    sum += correlation.value() * (k === 0 ? toneShare : (1 - toneShare) / (channels - 1));
  }
  return sum;
}

/** What a stretch takes from the score: boxes are mostly drawn well. */
function stretchCost(stretch: number): number {
  return 0.5 * Math.log(stretch) ** 2;
}

/** The best few fits by profile, each of another way round or clearly another stretch. */
function candidateFits(a: Signature, b: Signature, channels: number): readonly Fit[] {
  const best: { fit: Fit; score: number }[] = [];
  for (const flipped of [false, true]) {
    for (const stretch of STRETCHES) {
      let here: { fit: Fit; score: number } | null = null;
      for (let shift = -FAR; shift <= FAR; shift += 1) {
        const fit = { flipped, stretch, shift };
        const score = profileLikeness(a, b, fit, channels) - stretchCost(stretch);
        if (!here || score > here.score) here = { fit, score };
      }
      if (here) best.push(here);
    }
  }
  best.sort((p, q) => q.score - p.score);
  const kept: Fit[] = [];
  for (const { fit } of best) {
    const near = (other: Fit) =>
      other.flipped === fit.flipped && Math.abs(Math.log(other.stretch / fit.stretch)) < 0.05;
    if (!kept.some(near)) kept.push(fit);
    if (kept.length === 2) break;
  }
  return kept;
}

/** Correlations of each plane over the cells that both chips have. */
function likeness(a: Signature, b: Signature, fit: Fit, down: number, channels: number): number[] {
  const sums = Array.from({ length: channels }, () => new Correlation());
  for (let cell = 0; cell < CELLS; cell += 1) {
    const weight = WEIGHTS[cell] ?? 0;
    if (weight < 0.05 || !a.valid[cell]) continue;
    const row = Math.floor(cell / CHIP_LENGTH);
    const to = (fit.flipped ? CHIP_WIDTH - 1 - row : row) + down;
    const at = stationIn(fit, cell % CHIP_LENGTH);
    const left = Math.floor(at);
    if (to < 0 || to >= CHIP_WIDTH || left < 0 || left + 1 >= CHIP_LENGTH) continue;
    const other = to * CHIP_LENGTH + left;
    if (!b.valid[other] || !b.valid[other + 1]) continue;
    const share = at - left;
    for (const [k, sum] of sums.entries()) {
      const plane = b.planes[k];
      const there = (plane?.[other] ?? 0) * (1 - share) + (plane?.[other + 1] ?? 0) * share;
      sum.add(a.planes[k]?.[cell] ?? 0, there, weight);
    }
  }
  return sums.map((sum) => sum.value());
}

/** What was compared before: a comparison takes tens of milliseconds, and both ends stay the same. */
const compared = new WeakMap<Signature, WeakMap<Signature, Appearance>>();

/**
 * Compares two hulls; grey chips, and a grey one with one in colour, by their tones alone. The answer is
 * kept as long as both signatures are.
 */
export function appearance(a: Signature, b: Signature): Appearance {
  const answers = compared.get(a) ?? new WeakMap<Signature, Appearance>();
  compared.set(a, answers);
  const answer = answers.get(b) ?? compare(a, b);
  answers.set(b, answer);
  return answer;
}

function compare(a: Signature, b: Signature): Appearance {
  const channels = Math.min(a.planes.length, b.planes.length);
  const histogramDistance = a.colours && b.colours ? chiSquare(a.colours, b.colours) : null;
  let best: Appearance | null = null;
  for (const start of candidateFits(a, b, channels)) {
    const profile = profileLikeness(a, b, start, channels);
    for (let along = -NEAR_ALONG; along <= NEAR_ALONG; along += 1) {
      for (let down = -NEAR_ACROSS; down <= NEAR_ACROSS; down += 1) {
        const fit = { ...start, shift: start.shift + along };
        const [tone = 0, ...hues] = likeness(a, b, fit, down, channels);
        const colour = hues.length > 0 ? hues.reduce((x, y) => x + y, 0) / hues.length : null;
        const whole = colour === null ? tone : 0.2 * tone + 0.8 * colour;
        const score =
          0.5 * whole + 0.5 * profile - stretchCost(fit.stretch) - 0.2 * (histogramDistance ?? 0);
        if (best && best.score >= score) continue;
        best = {
          score,
          tone,
          colour,
          histogramDistance,
          flipped: fit.flipped,
          stretch: fit.stretch,
        };
      }
    }
  }
  if (!best) throw new RangeError('There was no way to lay two chips on one another.');
  return { ...best, score: Math.max(-1, Math.min(1, best.score)) };
}
