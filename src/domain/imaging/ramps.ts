/** Colour ramps for pictures of one channel, made in OKLab so that equal steps look equal. */
import type { RampName } from '../model/stretch';

export type Rgb = readonly [red: number, green: number, blue: number];

const STEPS = 256;

/** OKLab to gamma-encoded sRGB, 0…255 (Ottosson 2020, "A perceptual color space for image processing"). */
function oklabToRgb(lightness: number, a: number, b: number): Rgb {
  const l = (lightness + 0.3963377774 * a + 0.2158037573 * b) ** 3;
  const m = (lightness - 0.1055613458 * a - 0.0638541728 * b) ** 3;
  const s = (lightness - 0.0894841775 * a - 1.291485548 * b) ** 3;
  return [
    encode(4.0767416621 * l - 3.3077115913 * m + 0.2309699292 * s),
    encode(-1.2684380046 * l + 2.6097574011 * m - 0.3413193965 * s),
    encode(-0.0041960863 * l - 0.7034186147 * m + 1.707614701 * s),
  ];
}

function encode(linear: number): number {
  const part = linear <= 0.0031308 ? 12.92 * linear : 1.055 * linear ** (1 / 2.4) - 0.055;
  return Math.round(255 * Math.min(1, Math.max(0, part)));
}

function oklch(lightness: number, chroma: number, hueDeg: number): Rgb {
  const hue = (hueDeg * Math.PI) / 180;
  return oklabToRgb(lightness, chroma * Math.cos(hue), chroma * Math.sin(hue));
}

const MAKERS: Readonly<Record<RampName, (part: number) => Rgb>> = {
  grey: (part) => {
    const level = Math.round(part * 255);
    return [level, level, level];
  },
  // From dark violet by blue and green to light yellow, lightness rising evenly.
  uniform: (part) =>
    oklch(0.22 + 0.7 * part, 0.09 + 0.09 * Math.sin(Math.PI * part) ** 0.8, 295 - 190 * part),
  // Brown below the middle, near white in it, teal above.
  diverging: (part) => {
    const away = Math.abs(2 * part - 1);
    return oklch(0.95 - 0.55 * away, 0.11 * away ** 0.8, part < 0.5 ? 60 : 195);
  },
};

const tables = new Map<RampName, readonly Rgb[]>();

/** 256 colours of a ramp from its low to its high end, 0…255 per part. */
export function rampTable(name: RampName): readonly Rgb[] {
  const known = tables.get(name);
  if (known) return known;
  const table = Array.from({ length: STEPS }, (_, i) => MAKERS[name](i / (STEPS - 1)));
  tables.set(name, table);
  return table;
}

/** Place in a ramp's table of a brightness 0…1. */
export function rampIndex(part: number): number {
  return Math.floor(part * (STEPS - 1) + 0.5);
}
