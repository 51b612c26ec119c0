/** Telling shade that comes and goes with the sun from things that come and go. */
import type { Component } from './components';
import type { Evidence } from './evidence';
import { matchAt } from './local-match';
import type { Size } from './planes';
import { laidOnScale } from './radiometry';
import type { ChangeKind } from './types';

/** Shade leaves this share of the light, in every band, or less. */
const SHADE = 0.8;
/** Share of the cells of which that holds, where it is shade. */
const THROUGHOUT = 0.8;
/** Cells that are looked at, at most. */
const SAMPLES = 400;
/** Share of all cells that are darker than the darkest, and what part of that level is black. */
const DARKEST = 0.002;
const BLACK = 0.5;

/** Whether a group of cells is a shadow that came or went. */
export type ShadowTest = (cells: Component, kind: ChangeKind) => boolean;

/**
 * A shadow is darker on one date than on the other, once their brightness is matched, nearly
 * everywhere and in all bands, and stands out on the date on which it is dark. Things of a colour, or of
 * several, are so in no such way; black things on bright ground are. Without a match nothing is a shadow.
 */
export function shadowTest(
  { planes, match, ground }: Evidence,
  valid: Uint8Array,
  { width }: Size,
): ShadowTest {
  if (!match || !ground) return () => false;
  const [before, after] = planes;
  const bands = before.map((first, i) => {
    return { ground: first, later: after[i] as Float32Array, black: blackOf(first, valid) };
  });
  return (cells, kind) => {
    const stride = Math.max(1, Math.floor(cells.length / SAMPLES));
    const sample = cells.filter((_, i) => i % stride === 0);
    const came = new Uint8Array(sample.length).fill(1);
    const went = new Uint8Array(sample.length).fill(1);
    const middle = cells[cells.length >> 1] as number;
    const fits = matchAt(match, middle % width, Math.floor(middle / width));
    for (const [i, { ground, later, black }] of bands.entries()) {
      const matched = gather(later, sample);
      laidOnScale(matched, fits[i] ?? null);
      gather(ground, sample).forEach((value, i) => {
        const [first, second] = [value - black, (matched[i] as number) - black];
        if (!(second < SHADE * first)) came[i] = 0;
        if (!(first < SHADE * second)) went[i] = 0;
      });
    }
    const share = (flags: Uint8Array) => flags.reduce((sum, flag) => sum + flag, 0) / flags.length;
    if (kind !== 'gone' && share(came) > THROUGHOUT) return true;
    return kind !== 'appeared' && share(went) > THROUGHOUT;
  };
}

function gather(plane: Float32Array, cells: Int32Array): Float32Array {
  const out = new Float32Array(cells.length);
  for (let i = 0; i < out.length; i += 1) out[i] = plane[cells[i] as number] as number;
  return out;
}

/** A level that is no brighter than what gets no light at all: the darkest things may well get some. */
function blackOf(band: Float32Array, valid: Uint8Array): number {
  const stride = Math.max(1, Math.floor(band.length / 20_000));
  const sample: number[] = [];
  for (let i = 0; i < band.length; i += stride) {
    if (valid[i] !== 0) sample.push(band[i] as number);
  }
  const sorted = Float32Array.from(sample).sort();
  return BLACK * Math.max(0, sorted[Math.floor(DARKEST * sorted.length)] ?? 0);
}
