/**
 * From samples to what is seen: the one formula that the map's shader, the thumbnails and the
 * magnifier follow. Per displayed channel, with x the shown number (see channelValue):
 *
 *   t = clamp((x − lo) / (hi − lo))            lo, hi in the units shown
 *   t = clamp((t^(1/gamma) − 0.5) · contrast + 0.5 + brightness)
 *   t = 1 − t                                  where inverted
 *
 * One channel becomes a colour of its ramp, three become red, green and blue; then each of these moves
 * away from their luma (Rec. 709: 0.2126 R + 0.7152 G + 0.0722 B) by the factor `saturation`, clamped.
 * Before that, where it is sharpened, x + sharpen · (x − mean of the 4 neighbours) takes the place of x.
 * A neighbour without data counts as the pixel itself.
 */
import type { ChannelChoice, Stretch } from '../model/stretch';
import { type Rgb, rampIndex, rampTable } from './ramps';

/** What is darker than this amplitude is not told apart in decibels; keeps the logarithm finite. */
const LEAST_AMPLITUDE = 1e-10;

/** Amplitude as decibels. */
export function decibels(amplitude: number): number {
  return 20 * Math.log10(Math.max(amplitude, LEAST_AMPLITUDE));
}

export function amplitudeOf(decibel: number): number {
  return 10 ** (decibel / 20);
}

/** (a − b) / (a + b), and 0 where both are 0. */
export function normalizedDifference(a: number, b: number): number {
  const sum = a + b;
  return sum === 0 ? 0 : (a - b) / sum;
}

/** Channels on screen: one for a band or an index, three for colours. */
export function channelCount({ bands }: Pick<Stretch, 'bands'>): 1 | 3 {
  return bands.length === 3 ? 3 : 1;
}

/** The number that a channel shows of a pixel whose band `i` of the stretch has the value `sample(i)`. */
export function channelValue(
  { bands, decibel }: ChannelChoice,
  channel: number,
  sample: (slot: number) => number,
): number {
  if (bands.length === 2) return normalizedDifference(sample(0), sample(1));
  const value = sample(channel);
  return decibel ? decibels(value) : value;
}

/** A channel's bounds in the units shown: decibels where these are, else as stored. Never equal. */
export function shownBounds(stretch: Stretch, channel: number): readonly [lo: number, hi: number] {
  const shown = stretch.decibel && stretch.bands.length !== 2 ? decibels : (v: number) => v;
  const lo = shown(stretch.lo[channel] ?? 0);
  const hi = shown(stretch.hi[channel] ?? 255);
  // A stretch without width shows all that is above it as white, instead of dividing by zero.
  return [lo, Math.abs(hi - lo) < 1e-9 ? lo + 1e-6 * Math.max(1, Math.abs(lo)) : hi];
}

const clamp = (value: number) => Math.min(1, Math.max(0, value));

function adjuster({ gamma, contrast, brightness, invert }: Stretch): (part: number) => number {
  const exponent = 1 / gamma;
  return (part) => {
    const moved = clamp((part ** exponent - 0.5) * contrast + 0.5 + brightness);
    return invert ? 1 - moved : moved;
  };
}

/** A pixel among interleaved samples: the index of its first. */
export type PlacedPixel = { readonly data: ArrayLike<number>; readonly at: number };

const BESIDE = [
  [1, 0],
  [-1, 0],
  [0, 1],
  [0, -1],
] as const;

/**
 * The neighbours of a pixel that hold data, for sharpening.
 * @param find null for a pixel without data, or beyond the picture
 */
export function neighboursOf(
  find: (x: number, y: number) => PlacedPixel | null,
  x: number,
  y: number,
): readonly PlacedPixel[] {
  return BESIDE.flatMap(([dx, dy]) => find(x + dx, y + dy) ?? []);
}

/** The number that a channel shows of a pixel, sharpened against the neighbours that are given. */
function numberer(stretch: Stretch, places: readonly number[]) {
  let at: PlacedPixel = { data: [], at: 0 };
  const sample = (slot: number) => at.data[at.at + (places[slot] ?? 0)] ?? 0;
  const shown = (pixel: PlacedPixel, channel: number) => {
    at = pixel;
    return channelValue(stretch, channel, sample);
  };
  return (pixel: PlacedPixel, around: readonly PlacedPixel[], channel: number) => {
    const here = shown(pixel, channel);
    let apart = 0;
    for (const other of around) apart += here - shown(other, channel);
    return here + (stretch.sharpen * apart) / BESIDE.length;
  };
}

/**
 * A function from a pixel, and its neighbours where it is to be sharpened, to its colour, 0…255 per part, not rounded; made once per stretch. It gives the
 * same array each time, filled anew, since it is called for every pixel.
 * @param carried the file's band of each channel of the tile (FrameRaster.bands)
 */
export function colourer(
  stretch: Stretch,
  carried: readonly number[],
): (pixel: PlacedPixel, around?: readonly PlacedPixel[]) => Rgb {
  // A band that the tiles do not carry is shown as the first one, rather than as nothing.
  const places = stretch.bands.map((band) => Math.max(0, carried.indexOf(band)));
  const bounds = [0, 1, 2].map((channel) => shownBounds(stretch, channel));
  const lows = bounds.map(([lo]) => lo);
  const widths = bounds.map(([lo, hi]) => hi - lo);
  const adjust = adjuster(stretch);
  const colour: Colour = [0, 0, 0];
  let here: PlacedPixel = { data: [], at: 0 };
  let beside: readonly PlacedPixel[] = [];
  const number = numberer(stretch, places);
  const level = (channel: number) => {
    const value = number(here, beside, channel);
    const part = (value - (lows[channel] ?? 0)) / (widths[channel] ?? 1);
    return adjust(Number.isNaN(part) ? 0 : clamp(part));
  };
  const fill = filler(stretch, level);
  return (pixel, around = []) => {
    here = pixel;
    beside = around;
    fill(colour);
    return colour;
  };
}

type Colour = [red: number, green: number, blue: number];

/** @param level brightness 0…1 of a displayed channel of the pixel at hand */
function filler(stretch: Stretch, level: (channel: number) => number): (colour: Colour) => void {
  const { ramp, saturation } = stretch;
  if (channelCount(stretch) === 3) {
    return (colour) => saturate(colour, level(0), level(1), level(2), saturation);
  }
  if (ramp === 'grey') {
    return (colour) => {
      colour[0] = colour[1] = colour[2] = 255 * level(0);
    };
  }
  const table = rampTable(ramp);
  return (colour) => {
    const [red, green, blue] = table[rampIndex(level(0))] ?? [0, 0, 0];
    saturate(colour, red / 255, green / 255, blue / 255, saturation);
  };
}

function saturate(colour: Colour, red: number, green: number, blue: number, by: number): void {
  const luma = 0.2126 * red + 0.7152 * green + 0.0722 * blue;
  colour[0] = 255 * clamp(luma + by * (red - luma));
  colour[1] = 255 * clamp(luma + by * (green - luma));
  colour[2] = 255 * clamp(luma + by * (blue - luma));
}
