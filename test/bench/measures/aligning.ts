/** How exactly and how fast pictures are laid on each other, and whether that is refused where it must be. */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import type { Transform } from '../../../src/domain/model/frame';
import { applied } from '../../../src/domain/registration/affine';
import { alignPlanes } from '../../../src/domain/registration/align';
import { leastSquares, type Model } from '../../../src/domain/registration/fusion';
import type { Placement } from '../../../src/domain/registration/placement';
import { startStaticServer } from '../../../src/scripts/lib/static-server.mjs';
import { newContext } from '../../e2e/support/browser';
import { IMPOSSIBLE, isWrong } from '../../unit/registration/impossible';
import { type BenchContext, type Figure, type Measure, percentile } from '../measure';
import type { AligningPage, Side } from '../pages/aligning/page';
import { serveBarePage } from '../support/bare-pages';

const TARGET_MS = 350;
/** A landmark without which the others fit so many times better was set wrongly, or moved. */
const FAR_BETTER = 3;
const LANDMARK_PX = 3;
/** So many pairs of each impossible kind. */
const TRIALS = [
  ['shift', 24],
  ['similarity', 8],
  ['affine', 8],
] as const;
/** Shifts between the Sentinel-2 dates that AROSICS found in two windows, pixels of 10 m left and down. */
const AROSICS_SHIFTS = [
  [-0.719, 1.89],
  [-0.656, 1.68],
] as const;

/** Made pairs that must be refused, or laid in one place only. */
async function impossiblePairs(say: BenchContext['say']): Promise<readonly Figure[]> {
  let [wrong, pairs] = [0, 0];
  for (const [kind, make] of Object.entries(IMPOSSIBLE)) {
    for (const [model, count] of TRIALS) {
      for (let i = 0; i < count; i++) {
        const pair = make(100 + 17 * i);
        const { reference, moving } = pair;
        const result = await alignPlanes(reference, moving, { model, sameKind: i % 4 !== 3 });
        pairs++;
        if (result.kind === 'refused' || !isWrong(pair, result)) continue;
        wrong++;
        say(`${kind}, ${model}, pair ${i}: aligned, though it cannot be. ${result.detail}`);
      }
    }
  }
  const name = `alignment: wrongly aligned, of ${pairs} impossible pairs`;
  return [{ name, value: wrong, unit: 'pairs' }];
}

async function withPage<T>({ browser }: BenchContext, work: (page: Page) => Promise<T>) {
  const server = await serveBarePage('aligning');
  const context = await newContext(browser);
  try {
    const page = await context.newPage();
    await page.goto(server.url);
    await page.waitForFunction(() => 'aligning' in window);
    return await work(page);
  } finally {
    await context.close();
    await server.close();
  }
}

/** Serves a folder's files to pages of other origins while the work lasts. */
async function withFiles<T>(root: string, work: (url: string) => Promise<T>): Promise<T> {
  const server = await startStaticServer({ root, port: 0, cors: true });
  try {
    return await work(server.url);
  } finally {
    await server.close();
  }
}

function pairOn(page: Page, reference: Side, moving: Side, model: Model) {
  return page.evaluate(
    ([one, two, kind]) => {
      const { aligning } = window as unknown as { aligning: AligningPage };
      return aligning.pair(one, two, kind);
    },
    [reference, moving, model] as const,
  );
}

function wayOn(page: Page, frame: Side, onto: Side, others: readonly Side[]) {
  return page.evaluate(
    ([moving, reference, bridges]) => {
      const { aligning } = window as unknown as { aligning: AligningPage };
      return aligning.way(moving, reference, bridges);
    },
    [frame, onto, others] as const,
  );
}

async function speed(page: Page): Promise<readonly Figure[]> {
  const { times, windows } = await page.evaluate(() => {
    const { aligning } = window as unknown as { aligning: AligningPage };
    return aligning.speed(2048, 8);
  });
  const name = `alignment: 2048 × 2048, ${windows} windows and back`;
  return [
    { name: `${name}, p50`, value: percentile(times, 0.5), unit: 'ms', baseline: TARGET_MS },
    { name: `${name}, best`, value: Math.min(...times), unit: 'ms', baseline: TARGET_MS },
  ];
}

type DemoFrame = {
  readonly id: string;
  readonly file: string;
  readonly displacement_m: readonly [east: number, north: number];
};

const DEMO_PAIRS = [
  ['najin-sep', 'najin-oct'],
  ['najin-sep', 'najin-dec'],
  ['najin-oct', 'najin-dec'],
  ['dunai-early', 'dunai-dec'],
  ['najin-sep', 'najin-nov'],
  ['najin-dec', 'najin-nov'],
  ['najin-oct', 'najin-nov'],
] as const;

/** Frames of the demo, some of which were displaced by known metres: directly, and as the program lays them. */
async function demoPairs(
  page: Page,
  { dist, say }: BenchContext,
  url: string,
): Promise<readonly Figure[]> {
  const truth = JSON.parse(readFileSync(join(dist, 'demo/truth.json'), 'utf8'));
  const frames: readonly DemoFrame[] = truth.frames;
  const side = ({ id, file }: DemoFrame): Side => ({
    url: `${url}${file}`,
    signal: id === 'najin-nov' ? 'radar' : 'optical',
  });
  const figures: Figure[] = [];
  for (const [first, second] of DEMO_PAIRS) {
    const [one, two] = [first, second].map((id) => frames.find((frame) => frame.id === id));
    if (!one || !two) throw new Error(`The demo has no frames ${first} and ${second}.`);
    const { placement, ce90, grid, reason, ms } = await pairOn(page, side(one), side(two), 'shift');
    const name = `alignment: ${first} and ${second}`;
    const pixelM = grid?.pixelM ?? 1;
    const error = placement && missOf(placement, one, two);
    say(`${name}: ${reason ?? `${placement?.detail}, off by ${error?.toFixed(2)} m`}`);
    if (error === null) figures.push({ name: `${name}, refused`, value: 1, unit: 'pair' });
    else {
      figures.push({ name, value: error / pixelM, unit: 'px', baseline: 0.5 });
      const said = { name: `${name}, nine places of ten said to be within`, unit: 'px' };
      figures.push({ ...said, value: ce90 ?? 0, baseline: error / pixelM });
    }
    figures.push({ name: `${name}, with reading`, value: ms, unit: 'ms' });
    const site = first.slice(0, first.indexOf('-'));
    const others = frames.filter(({ id }) => id.startsWith(site) && id !== first && id !== second);
    const way = await wayOn(page, side(two), side(one), others.map(side));
    const loop = way.loop
      ? `another way ${way.loop.gap.toFixed(2)} px off, ${way.loop.allowed.toFixed(2)} allowed`
      : 'no other way';
    say(`${name}, as the program lays it: ${way.kind}, by way of ${way.via ?? 'none'}; ${loop}`);
    const laid = way.placement && missOf(way.placement, one, two);
    if (laid !== null) {
      const label = `${name}, as the program lays it${way.via ? ', by way of another' : ''}`;
      figures.push({ name: label, value: laid / pixelM, unit: 'px', baseline: 0.5 });
    }
  }
  return figures;
}

/** How far a frame of the demo is off where a placement on another lays it, metres. */
function missOf({ shiftM }: Pick<Placement, 'shiftM'>, one: DemoFrame, two: DemoFrame) {
  if (!shiftM) return null;
  const east = shiftM.east - (one.displacement_m[0] - two.displacement_m[0]);
  const north = shiftM.north - (one.displacement_m[1] - two.displacement_m[1]);
  return Math.hypot(east, north);
}

type Landmarks = {
  readonly pair: string;
  readonly landmarks_fixed: readonly (readonly [number, number])[];
  readonly landmarks_moving: readonly (readonly [number, number])[];
};

/** Real pairs, where QUAYMARK_IMAGERY names a folder that has them. */
async function realPairs(
  page: Page,
  say: BenchContext['say'],
  folder: string,
  url: string,
): Promise<readonly Figure[]> {
  const figures: Figure[] = [];
  const at = (file: string): Side => ({ url: `${url}${file}`, signal: 'optical' });
  const sentinel = await pairOn(page, at('s2a-ref.tif'), at('s2a-tgt.tif'), 'shift');
  say(`Sentinel-2: ${sentinel.reason ?? sentinel.placement?.detail}`);
  if (sentinel.placement) {
    const [x, y] = sentinel.placement.shift;
    say(`Sentinel-2: ${x.toFixed(3)} px right, ${y.toFixed(3)} px down`);
    const xs = AROSICS_SHIFTS.map(([right]) => right);
    const ys = AROSICS_SHIFTS.map(([, down]) => down);
    const name = 'alignment: Sentinel-2, beyond the range that AROSICS gives';
    figures.push({ name: `${name}, x`, value: beyond(x, xs), unit: 'px', baseline: 0.15 });
    figures.push({ name: `${name}, y`, value: beyond(y, ys), unit: 'px', baseline: 0.15 });
  }
  const all: readonly Landmarks[] = JSON.parse(
    readFileSync(join(folder, 'landmarks.json'), 'utf8'),
  );
  const files = new Set(readdirSync(folder));
  for (const marks of all.filter(({ pair }) => files.has(`${pair}-fixed.tif`))) {
    const { pair } = marks;
    const moving = {
      ...at(`${pair}-moving.tif`),
      signal: pair.startsWith('SO') ? 'radar' : 'optical',
    } as const;
    for (const model of ['similarity', 'affine'] as const) {
      const found = await pairOn(page, at(`${pair}-fixed.tif`), moving, model);
      say(`${pair}, ${model}: ${found.reason ?? found.placement?.detail}`);
      if (found.transform) figures.push(...landmarkFigures(found.transform, marks, model));
      else figures.push({ name: `alignment: ${pair}, ${model}, refused`, value: 1, unit: 'pair' });
    }
    figures.push(...floors(marks));
  }
  return figures;
}

/** What an alignment leaves of the landmarks, beside the least that its kind of transformation can. */
function landmarkFigures(
  transform: Transform,
  marks: Landmarks,
  model: 'similarity' | 'affine',
): readonly Figure[] {
  const name = `alignment: ${marks.pair}, ${model}, landmarks`;
  const [left, least] = [landmarkErrors(transform, marks), leastErrors(marks, model)];
  const sound = soundOf(marks);
  const astray = left.length - sound.landmarks_fixed.length;
  const near = left.filter((error) => error < LANDMARK_PX).length / left.length;
  const px = (what: string, value: number, baseline: number): Figure => ({
    name: `${name}, ${what}`,
    value,
    unit: 'px',
    baseline,
  });
  return [
    px('rms', rms(left), rms(least)),
    px(
      `rms without ${astray} that are astray`,
      rms(landmarkErrors(transform, sound)),
      rms(leastErrors(sound, model)),
    ),
    px('median', percentile(left, 0.5), percentile(least, 0.5)),
    { name: `${name}, under 3 px`, value: 100 * near, unit: '%' },
  ];
}

/** The landmarks without those that are wrong whatever is done. */
function soundOf(marks: Landmarks): Landmarks {
  const whole = rms(leastErrors(marks, 'affine'));
  const keeping = (keep: (index: number) => boolean): Landmarks => ({
    pair: marks.pair,
    landmarks_fixed: marks.landmarks_fixed.filter((_, i) => keep(i)),
    landmarks_moving: marks.landmarks_moving.filter((_, i) => keep(i)),
  });
  const isAstray = (index: number) =>
    rms(
      leastErrors(
        keeping((i) => i !== index),
        'affine',
      ),
    ) *
      FAR_BETTER <
    whole;
  return keeping((i) => !isAstray(i));
}

/** The least root mean square that a transformation of each kind leaves between the landmarks themselves. */
function floors(marks: Landmarks): readonly Figure[] {
  return (['shift', 'similarity', 'affine'] as const).map((model) => ({
    name: `alignment: ${marks.pair}, landmarks by themselves, ${model}, rms`,
    value: rms(leastErrors(marks, model)),
    unit: 'px',
    baseline: LANDMARK_PX,
  }));
}

/** How far a value lies outside of the range of others. */
const beyond = (value: number, range: readonly number[]): number =>
  Math.max(0, Math.min(...range) - value, value - Math.max(...range));

const rms = (values: readonly number[]): number =>
  Math.sqrt(values.reduce((sum, value) => sum + value * value, 0) / values.length);

/** The distances that a transformation leaves between the landmarks, pixels. */
function landmarkErrors(transform: Transform, marks: Landmarks): readonly number[] {
  return marks.landmarks_fixed.map((fixed, i) => {
    const [x, y] = applied(transform, fixed);
    const [u, v] = marks.landmarks_moving[i] ?? [Number.NaN, Number.NaN];
    return Math.hypot(x - u, y - v);
  });
}

/** What the transformation that fits the landmarks best leaves: none of its kind can have a smaller root mean square. */
function leastErrors(marks: Landmarks, model: Model): readonly number[] {
  const votes = marks.landmarks_fixed.map((at, i) => ({
    at,
    to: marks.landmarks_moving[i] ?? at,
    weight: 1,
  }));
  const weights = votes.map(({ weight }) => weight);
  const best = leastSquares(votes, weights, model);
  return best ? landmarkErrors(best, marks) : [];
}

export const aligning: Measure = {
  name: 'aligning',
  what: 'exactness and time of laying pictures on each other; AROSICS’ figures or the target as the baseline',
  run: async (context) => {
    const { dist, say } = context;
    const shown = await withPage(context, async (page) => {
      const figures = [...(await speed(page))];
      const demo = join(dist, 'demo');
      figures.push(...(await withFiles(demo, (url) => demoPairs(page, context, url))));
      const real = realFolder();
      if (real) figures.push(...(await withFiles(real, (url) => realPairs(page, say, real, url))));
      else say('QUAYMARK_IMAGERY names no folder with real pairs, so that none are measured.');
      return figures;
    });
    return [...shown, ...(await impossiblePairs(say))];
  },
};

function realFolder(): string | null {
  const { QUAYMARK_IMAGERY } = process.env;
  const folder = QUAYMARK_IMAGERY ? join(QUAYMARK_IMAGERY, 'registration') : null;
  return folder && existsSync(folder) ? folder : null;
}
