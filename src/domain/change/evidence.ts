/** How strongly each cell speaks for a change, in robust standard deviations of its surroundings. */

import { addCoarse, exclusiveOnWater } from './exclusive';
import { type Lattice, quantileOf } from './lattice';
import { type LocalMatch, matchLocally } from './local-match';
import { gathered, productsAround, type Sampled } from './local-statistics';
import { blendMisfit } from './misfit';
import { boxMean, type Size, soften } from './planes';

import {
  COARSE,
  knownOf,
  lookAt,
  type Saliency,
  type Surroundings,
  surroundingsOf,
} from './saliency';
import { Scratch } from './scratch';
import type { ChangeFrame, ChangeOptions } from './types';
import {
  besideWater,
  exclusiveAtWater,
  openWaterBeside,
  openWaterOf,
  type Quayside,
  quaysideOf,
} from './waterside';

/** Natural logarithm of an amplitude that is a decibel stronger. */
const NEPERS = Math.LN10 / 20;
/** Share of a radar frame's cells that interpolation makes negative, at most. */
const MOST_NEGATIVE = 0.05;
/** Bands that are looked at, at most: more add time and little else. */
const MOST_BANDS = 3;
/** Correlation of fine structure between the dates: water below, ground that stays above. */
const LOOSE = 0.25;
const STATIC = 0.5;

/** Distance from the typical look of water, in its spreads: water below, ground above. */
const ALIKE = 3;
const UNLIKE = 6;

export type StandingOut = Pick<Saliency, 'at' | 'heightAt' | 'of'>;

export type Evidence = {
  /** Strength per cell; 0 where a frame has no data. */
  readonly strength: Float32Array;
  /** How far cells of each date stand out from their own surroundings. */
  readonly before: StandingOut;
  readonly after: StandingOut;
  /** 1 where the dates share their fine structure (ground), 0 where not (water); null where unknown. */
  readonly ground: Lattice | null;
  /** Where light was compared with radar: the shore and each date's water; else null. */
  readonly waterside: Quayside | null;
  /** Where both dates show light and parts of hulls are to be followed: the same, worked out when asked for. */
  readonly quayside: (() => Quayside | null) | null;
  /** What the dates were compared by, and how the second's brightness was laid on the first's. */
  readonly planes: readonly [readonly Float32Array[], readonly Float32Array[]];
  readonly match: LocalMatch | null;
};

/**
 * A frame as it is compared: softened planes on a scale on which a factor of radar is a difference.
 * @param mayOverwrite whether the frame's own planes may be taken for them
 */
function prepared(
  { bands, kind, width, height, valid }: ChangeFrame,
  mayOverwrite: boolean,
): Float32Array[] {
  const size = { width, height };
  const hasGaps = valid.includes(0);
  return bands.slice(0, MOST_BANDS).map((band) => {
    const isOptical = kind === 'optical';
    const inLogarithms = isOptical || isDecibels(band, valid);
    const plane = mayOverwrite ? band : band.slice();
    if (hasGaps) fillGaps(plane, valid);
    if (isOptical) {
      soften(plane, size);
      return plane;
    }
    // Speckle multiplies: in the logarithm of 3 × 3 means a ratio is a difference, whatever the level.
    const mean = boxMean(plane, size, 1);
    // Decibels are logarithms already.
    for (let i = 0; i < mean.length; i += 1) {
      const value = mean[i] as number;
      mean[i] = inLogarithms ? NEPERS * value : Math.log1p(Math.max(0, value));
    }
    soften(mean, size);
    return mean;
  });
}

/** Decibels of water are negative all over; beside strong echoes interpolated amplitudes are, here and there. */
function isDecibels(band: Float32Array, valid: Uint8Array): boolean {
  let [negative, count] = [0, 0];
  for (let i = 0; i < band.length; i += 1) {
    if (valid[i] === 0) continue;
    count += 1;
    if ((band[i] as number) < 0) negative += 1;
  }
  return negative > MOST_NEGATIVE * count;
}

/** Puts the mean of a plane's valid cells where it has none, so that filters make no edges there. */
function fillGaps(band: Float32Array, valid: Uint8Array): void {
  let [sum, count] = [0, 0];
  for (let i = 0; i < band.length; i += 1) {
    if (valid[i] === 0) continue;
    sum += band[i] as number;
    count += 1;
  }
  const mean = count === 0 ? 0 : sum / count;
  for (let i = 0; i < band.length; i += 1) if (valid[i] === 0) band[i] = mean;
}

/** 0 where fine structure of the dates is unrelated (waves), 1 where it is the same (ground). */
function staticness(
  before: Surroundings,
  after: Surroundings,
  sampled: Sampled,
  { width }: Size,
): Lattice {
  const fine = ({ fine: planes, coarse, coarseSize }: Surroundings) => {
    const band = planes.length >> 1;
    const { plane } = planes[band] as (typeof planes)[number];
    const { plane: means } = coarse[band] as (typeof planes)[number];
    const wide = boxMean(means, coarseSize, 1);
    const out = gathered(plane, sampled);
    for (let i = 0; i < out.length; i += 1) {
      const cell = sampled.cells[i] as number;
      const column = Math.min(coarseSize.width - 1, Math.floor((cell % width) / COARSE));
      const row = Math.min(coarseSize.height - 1, Math.floor(cell / width / COARSE));
      out[i] = (out[i] as number) - (wide[row * coarseSize.width + column] as number);
    }
    return out;
  };
  const [a, b] = [fine(before), fine(after)];
  const [ab, aa, bb] = [
    [a, b],
    [a, a],
    [b, b],
  ].map(([p, q]) => productsAround(p as Float32Array, q as Float32Array, sampled)) as [
    Float64Array,
    Float64Array,
    Float64Array,
  ];
  const values = Float32Array.from(ab, (product, i) => {
    const power = (aa[i] as number) * (bb[i] as number);
    const correlation = power > 0 ? product / Math.sqrt(power) : 0;
    return Math.min(1, Math.max(0, (correlation - LOOSE) / (STATIC - LOOSE)));
  });
  return { columns: sampled.columns + 1, rows: sampled.rows + 1, values };
}

/**
 * Ground also where what looks unrelated is of another brightness or colour than most of what does, on
 * either date: quays that were cleared and fields under snow have no structure in common, nor have waves,
 * but only water is alike all over.
 */
function unlikeWater(ground: Lattice, dates: readonly Surroundings[]): Lattice {
  const loose = ground.values.map((share) => (share < 0.5 ? 1 : 0));
  const off = dates.map(({ fine }) => {
    const sum = new Float32Array(loose.length);
    for (const { statistics } of fine) {
      const { middle, spread } = statistics;
      const among = middle.values
        .filter((value, i) => loose[i] === 1 && !Number.isNaN(value))
        .sort();
      const typical = among[among.length >> 1] ?? 0;
      const apart = among.map((value) => Math.abs(value - typical)).sort();
      const usual = Math.max((apart[apart.length >> 1] ?? 0) / 0.6745, quantileOf(spread, 0.5));
      middle.values.forEach((value, i) => {
        sum[i] = (sum[i] as number) + ((value - typical) / usual) ** 2 / fine.length;
      });
    }
    return sum.map(Math.sqrt);
  });
  const values = ground.values.map((share, i) => {
    const most = Math.max(...off.map((sum) => sum[i] as number));
    return Math.max(share, Math.min(1, Math.max(0, (most - ALIKE) / (UNLIKE - ALIKE))));
  });
  return { ...ground, values };
}

/**
 * On water, what stands out from its own surroundings on one date only (no wave does so twice at one
 * place, and no brightness of a whole frame matters); on ground that keeps its structure, what no small
 * shift and no local brightness explains.
 */
export async function gatherEvidence(
  before: ChangeFrame,
  after: ChangeFrame,
  valid: Uint8Array,
  { misalignment, mayOverwrite = false, wholeHulls = false }: ChangeOptions,
  step: (share: number) => Promise<void> | void,
): Promise<Evidence> {
  const size = { width: before.width, height: before.height };
  const [first, second] = alike(before, after);
  const scratch = new Scratch();
  const a = prepared(first, mayOverwrite);
  await step(0.05);
  const b = prepared(second, mayOverwrite);
  await step(0.1);
  const known = knownOf(valid, size);
  const { sampled } = known.fine;
  const aroundA = surroundingsOf(a, known, size, scratch);
  await step(0.25);
  const aroundB = surroundingsOf(b, known, size, scratch);
  await step(0.35);
  const ground =
    before.kind === after.kind
      ? unlikeWater(staticness(aroundA, aroundB, sampled, size), [aroundA, aroundB])
      : null;
  const water = ground ? null : openWaterOf(before.kind === 'radar' ? aroundA : aroundB);
  const beside = (around: Surroundings) => (water ? besideWater(around, water) : around);
  const lookA = lookAt(beside(aroundA), known, size, before.kind, ground);
  const lookB = lookAt(beside(aroundB), known, size, after.kind, ground);
  await step(0.4);
  const widest = Math.max(2, Math.ceil(misalignment));
  const { metresPerPixel } = before;
  const waterside =
    water &&
    (await exclusiveAtWater(
      [lookA.fine, lookB.fine],
      { water, valid, size, metresPerPixel },
      widest,
      () => step(0.45),
    ));
  const strength =
    waterside?.strength ??
    (await exclusiveOnWater([lookA, lookB], ground, size, widest, scratch, () => step(0.45)));
  await step(0.48);
  if (ground) addCoarse(strength, size, [lookA, lookB], ground, scratch);
  await step(0.5);
  let match: LocalMatch | null = null;
  if (ground) {
    const onGrid = (bands: readonly Float32Array[]) => ({ ...before, bands, valid });
    match = matchLocally(onGrid(a), onGrid(b));
    await step(0.6);
    const reach = Math.max(1, Math.ceil(misalignment));
    const input = { before: a, after: b, match, sampled, size, reach, scratch };
    await blendMisfit(strength, input, ground, (share) => step(0.6 + 0.2 * share));
  }
  for (let i = 0; i < strength.length; i += 1) if (valid[i] === 0) strength[i] = 0;
  await step(0.8);
  const quayside =
    ground && wholeHulls && before.kind === 'optical'
      ? once(() => {
          const open = openWaterBeside(ground);
          if (!open.values.includes(1)) return null;
          const seen = { water: open, valid, size, metresPerPixel };
          const lookOf = (around: Surroundings) =>
            lookAt(besideWater(around, open), known, size, 'optical', ground).fine;
          return quaysideOf([lookOf(aroundA), lookOf(aroundB)], seen);
        })
      : null;
  return {
    quayside,
    strength,
    before: lookA.fine,
    after: lookB.fine,
    ground,
    planes: [a, b],
    match,
    waterside,
  };
}

function once<T>(work: () => T): () => T {
  let known: { readonly result: T } | null = null;
  return () => {
    known ??= { result: work() };
    return known.result;
  };
}

/** Frames of one kind with as many bands each: where they differ, all of a frame's bands become one. */
function alike(before: ChangeFrame, after: ChangeFrame): readonly [ChangeFrame, ChangeFrame] {
  const same =
    Math.min(before.bands.length, MOST_BANDS) === Math.min(after.bands.length, MOST_BANDS);
  if (same || before.kind !== after.kind) return [before, after];
  return [single(before), single(after)];
}

function single(frame: ChangeFrame): ChangeFrame {
  const bands = frame.bands.slice(0, MOST_BANDS);
  const mean = new Float32Array(frame.valid.length);
  for (const band of bands) {
    for (let i = 0; i < mean.length; i += 1) {
      mean[i] = (mean[i] as number) + (band[i] as number) / bands.length;
    }
  }
  return { ...frame, bands: [mean] };
}
