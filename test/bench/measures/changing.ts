/** How well and how fast changes between two dates are found. */
import { existsSync, readFileSync } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { findChanges } from '../../../src/domain/change/find-changes';
import { boxOverlap } from '../../../src/domain/change/overlap';
import type { ChangeCandidate, ChangeFrame } from '../../../src/domain/change/types';
import { cornersPixel } from '../../../src/domain/geometry/box-geometry';
import type { PlaneXY } from '../../../src/domain/model/units';
import { OUTPUT } from '../../../src/scripts/lib/paths.mjs';
import type { BenchContext, Figure, Measure } from '../measure';
import { demoChanges, speedFigures } from '../support/change-demo';
import {
  addPair,
  emptyTally,
  f1,
  plainDifference,
  precision,
  recall,
  type Tally,
} from '../support/change-grade';
import { type Planar, readColours, writeSideBySide } from '../support/change-images';
import { makePair, type Pair } from '../support/change-pairs';

/** Pairs that are made of each picture. */
const PAIRS = 3;
/** Draws that no threshold was chosen by. */
const FIRST_SEED = 20;
/** Boxes of the lists with and without a gain are the same from this overlap. */
const SAME = 0.9;
const GAINS = [0.7, 1.4] as const;
const GREEN = [0, 255, 0] as const;
const RED = [255, 60, 60] as const;

type Listed = {
  readonly file: string;
  readonly boxes: readonly (readonly [number, number, number, number, number])[];
};

const frameOf = (picture: Planar): ChangeFrame => ({
  ...picture,
  valid: new Uint8Array(picture.width * picture.height).fill(1),
  metresPerPixel: null,
  kind: 'optical',
});

const find = (
  before: ChangeFrame,
  after: ChangeFrame,
  area: readonly PlaneXY[] | null = null,
): Promise<readonly ChangeCandidate[]> => findChanges(before, after, { area, misalignment: 0.5 });

/** Share of a list's boxes that another list has too, both ways. */
function sameness(a: readonly ChangeCandidate[], b: readonly ChangeCandidate[]): [number, number] {
  const shared = a.filter((one) => b.some((other) => boxOverlap(one.box, other.box) > SAME)).length;
  return [shared, Math.max(a.length, b.length)];
}

/** The left half of a picture. */
function leftHalf({ width, height }: Planar): readonly PlaneXY[] {
  return [
    [0, 0],
    [width / 2, 0],
    [width / 2, height],
    [0, height],
  ];
}

/** Of a list's boxes wholly in the left half, how many there are also where only that is searched. */
async function sharedInHalf(
  [before, after]: readonly [ChangeFrame, ChangeFrame],
  list: readonly ChangeCandidate[],
): Promise<{ readonly kept: [number, number]; readonly beyond: number }> {
  const middle = before.width / 2;
  const limited = await find(before, after, leftHalf(before));
  const isInside = ({ box }: ChangeCandidate) => cornersPixel(box, 1).every(([x]) => x < middle);
  const inside = list.filter(isInside);
  const shared = inside.filter((one) => limited.some((o) => boxOverlap(one.box, o.box) > SAME));
  const beyond = limited.filter(({ box }) => box.x > middle).length;
  return { kept: [shared.length, inside.length], beyond };
}

async function draw(
  folder: string,
  { name, before, after, truth }: Pair,
  list: readonly ChangeCandidate[],
) {
  const outlines = [
    ...truth.map(({ box }) => ({ box, colour: GREEN })),
    ...list.map(({ box }) => ({ box, colour: RED })),
  ];
  await writeSideBySide(join(folder, `${name}.png`), [before, after], outlines);
}

type Half = {
  readonly ours: Tally;
  readonly plain: Tally;
  readonly kept: [number, number];
  /** Likewise of half of each picture, and what was proposed beyond it. */
  readonly keptInHalf: [number, number];
  beyondHalf: number;
};

const emptyHalf = (): Half => ({
  ours: emptyTally(),
  plain: emptyTally(),
  kept: [0, 0],
  keptInHalf: [0, 0],
  beyondHalf: 0,
});

async function addTo(half: Half, pair: Pair, folder: string): Promise<void> {
  const [before, after] = [frameOf(pair.before), frameOf(pair.after)];
  const list = await find(before, after);
  const wrong = half.ours.wrong;
  const missed = addPair(half.ours, list, pair.truth);
  addPair(half.plain, plainDifference(before, after), pair.truth);
  if (missed.length > 0 || half.ours.wrong > wrong) await draw(folder, pair, list);
  for (const gain of GAINS) {
    const bands = after.bands.map((band) => band.map((value) => gain * value));
    const [same, all] = sameness(list, await find(before, { ...after, bands }));
    half.kept[0] += same;
    half.kept[1] += all;
  }
  const { kept, beyond } = await sharedInHalf([before, after], list);
  half.keptInHalf[0] += kept[0];
  half.keptInHalf[1] += kept[1];
  half.beyondHalf += beyond;
}

function halfFigures(name: string, half: Half): readonly Figure[] {
  const { ours, plain, kept, keptInHalf, beyondHalf } = half;
  const part = (what: string, value: number, baseline?: number): Figure => ({
    name: `changes: ${name}, ${what}`,
    value,
    unit: 'of 1',
    ...(baseline === undefined ? {} : { baseline }),
  });
  return [
    part('precision', precision(ours), precision(plain)),
    part('recall', recall(ours), recall(plain)),
    part('F1', f1(ours), f1(plain)),
    part('recall in the first five', ours.early / (ours.hits + ours.missed)),
    part('pairs with a true one in the first five', ours.served / Math.max(1, ours.pairs)),
    part(`same list under gains ${GAINS.join(' and ')}`, kept[0] / Math.max(1, kept[1])),
    part('same list where half is searched', keptInHalf[0] / Math.max(1, keptInHalf[1])),
    { name: `changes: ${name}, proposed beyond that half`, value: beyondHalf, unit: 'in all' },
  ];
}

/** Pairs made of real pictures: every other picture was looked at when thresholds were chosen. */
async function madePairs(folder: string, say: BenchContext['say']): Promise<readonly Figure[]> {
  const all: readonly Listed[] = JSON.parse(readFileSync(join(folder, 'truth.json'), 'utf8'));
  const optical = all.filter(({ file }) => file.includes('/optical/'));
  const misses = join(OUTPUT, 'changes');
  await mkdir(misses, { recursive: true });
  const halves = [emptyHalf(), emptyHalf()] as const;
  for (const [i, { file, boxes }] of optical.entries()) {
    say(`changes: ${file}`);
    const picture = await readColours(join(dirname(folder), file));
    const ships = boxes.map(([x, y, length, width, angle]) => ({ x, y, length, width, angle }));
    for (let k = 0; k < PAIRS; k += 1) {
      const name = `${basename(file, '.tif')}-${k}`;
      const pair = makePair(name, picture, ships, 1000 * i + FIRST_SEED + k);
      if (pair) await addTo(i % 2 === 0 ? halves[0] : halves[1], pair, misses);
    }
  }
  say(`Misses and wrong proposals are drawn in ${misses}: truth green, proposals red.`);
  return [...halfFigures('tuned on', halves[0]), ...halfFigures('held out', halves[1])];
}

export const changing: Measure = {
  name: 'changes',
  what: 'changes found between two dates; plain pixel difference, or the target, as the baseline',
  run: async (context) => {
    const { QUAYMARK_IMAGERY } = process.env;
    const folder = QUAYMARK_IMAGERY ? join(QUAYMARK_IMAGERY, 'boxes') : null;
    const figures: Figure[] = [];
    if (folder && existsSync(join(folder, 'truth.json'))) {
      figures.push(...(await madePairs(folder, context.say)));
    } else {
      context.say(
        'QUAYMARK_IMAGERY names no folder with boxed ships, so that no pairs are made of them.',
      );
    }
    return [...figures, ...(await demoChanges(context))];
  },
};

/** Apart from the rest, which takes minutes and leaves the machine warm. */
export const changeSpeed: Measure = {
  name: 'change-speed',
  what: 'how long the search for changes takes without reading; the target as the baseline',
  run: speedFigures,
};
