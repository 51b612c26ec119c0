/**
 * Changes on the demo's frames, found by the application's own worker in a browser, and how long it takes.
 * Thresholds were chosen with these frames in view: how well new ones do is what held-out pairs tell.
 */
import { readFileSync } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { boxOverlap } from '../../../src/domain/change/overlap';
import { cornersPixel } from '../../../src/domain/geometry/box-geometry';
import type { BoxGeometry } from '../../../src/domain/model/box-geometry';
import type { Transform } from '../../../src/domain/model/frame';
import { applied, inverted } from '../../../src/domain/registration/affine';
import { OUTPUT } from '../../../src/scripts/lib/paths.mjs';
import { startStaticServer } from '../../../src/scripts/lib/static-server.mjs';
import { newContext } from '../../e2e/support/browser';
import { type BenchContext, type Figure, percentile } from '../measure';
import type { ChangingPage } from '../pages/changing/page';
import { serveBarePage } from './bare-pages';
import { addPair, emptyTally, FIRST, f1, precision, recall } from './change-grade';
import { type Planar, writeSideBySide } from './change-images';
import { makeCoarse } from './coarse-frame';

const PAIRS = [
  ['najin-sep', 'najin-oct'],
  ['najin-oct', 'najin-dec'],
  ['najin-sep', 'najin-dec'],
  ['dunai-early', 'dunai-dec'],
  ['najin-sep', 'najin-nov'],
  ['najin-oct', 'najin-nov'],
  ['najin-nov', 'najin-dec'],
  ['najin-sep-3m', 'najin-oct'],
] as const;
/** Ships and stacks; what is shorter is not asked for and does not count when it is found. */
const LEAST_M = 20;
const ASKED = /ship|carrier|tanker|tug|vessel|container stack/;
const TARGET_MS = 1500;
const GREEN = [0, 255, 0] as const;
const RED = [255, 60, 60] as const;

type Corner = readonly [number, number];
type TrueObject = {
  readonly id: string;
  readonly class: string;
  readonly corners: Corners;
  readonly length_m: number;
  readonly beam_m: number;
  readonly center_lon: number;
  readonly center_lat: number;
};
type TrueFrame = {
  readonly id: string;
  readonly file: string;
  readonly objects: readonly TrueObject[];
};
type Asked = { readonly side: 'before' | 'after'; readonly box: BoxGeometry };
type Corners = readonly [Corner, Corner, Corner, Corner];

const boxOf = ({ corners }: TrueObject) => boxAt(corners);

function boxAt([a, b, c, d]: Corners): BoxGeometry {
  const side = (p: Corner, q: Corner) => Math.hypot(q[0] - p[0], q[1] - p[1]);
  return {
    x: (a[0] + b[0] + c[0] + d[0]) / 4,
    y: (a[1] + b[1] + c[1] + d[1]) / 4,
    length: side(a, b),
    width: side(b, c),
    angle: Math.atan2(b[1] - a[1], b[0] - a[0]),
  };
}

/** On a sphere, which is near enough for kilometres. */
function metresBetween(a: TrueObject, b: TrueObject): number {
  const degree = (Math.PI / 180) * 6_371_000;
  const north = (a.center_lat - b.center_lat) * degree;
  const east = (a.center_lon - b.center_lon) * degree * Math.cos((a.center_lat * Math.PI) / 180);
  return Math.hypot(east, north);
}

/** Objects of one date that are not there on the other, or lie elsewhere. */
function asked(own: TrueFrame, other: TrueFrame, side: Asked['side']): Asked[] {
  return own.objects
    .filter((object) => ASKED.test(object.class) && object.length_m >= LEAST_M)
    .filter((object) => {
      const again = other.objects.find(({ id }) => id === object.id);
      if (!again) return true;
      return metresBetween(object, again) > Math.max(LEAST_M, object.beam_m);
    })
    .map((object) => ({ side, box: boxOf(object) }));
}

async function withPage<T>(
  { browser }: BenchContext,
  work: (page: Page) => Promise<T>,
): Promise<T> {
  const server = await serveBarePage('changing');
  const context = await newContext(browser);
  try {
    const page = await context.newPage();
    await page.goto(server.url);
    await page.waitForFunction(() => 'changing' in window);
    return await work(page);
  } finally {
    await context.close();
    await server.close();
  }
}

type Answer = Awaited<ReturnType<ChangingPage['pair']>>;

/** A box of a frame as it lies on the grid that both frames were laid on. */
function onGrid(box: BoxGeometry, aspect: number, transform: Transform): BoxGeometry {
  const back = inverted(transform);
  const corners = cornersPixel(box, aspect).map(([x, y]) => applied(back, [x, y]));
  return boxAt(corners as unknown as Corners);
}

const SIDES = ['before', 'after'] as const;

/** Whether all of a box lies on the ground that both frames show: what is beyond, no comparison can tell. */
function isCovered({ width, height }: Answer['grid'], box: BoxGeometry): boolean {
  return cornersPixel(box, 1).every(([x, y]) => x >= 0 && y >= 0 && x <= width && y <= height);
}

function pairFigures(name: string, answer: Answer, first: TrueFrame, second: TrueFrame) {
  const { grid, aspects } = answer;
  const laid = (side: Asked['side'], box: BoxGeometry, aspect: number) =>
    onGrid(box, aspect, side === 'before' ? grid.reference : grid.moving);
  // Truth has its corners in pixels as they are, whatever their shape.
  const all = [...asked(first, second, 'before'), ...asked(second, first, 'after')];
  const truth = all.filter(({ side, box }) => isCovered(grid, laid(side, box, 1)));
  const other = { before: first.objects.map(boxOf), after: second.objects.map(boxOf) };
  const list = answer.found.map((found) => ({ ...found, box: found.before }));
  const wrong: typeof list = [];
  /** Whether a proposal lies at none of some objects. */
  const apart = (box: BoxGeometry, objects: readonly BoxGeometry[]) =>
    objects.every(({ x, y, length }) => {
      return Math.hypot(x - box.x, y - box.y) >= Math.max(length, box.length) / 2;
    });
  const tally = emptyTally();
  const missed = addPair(
    tally,
    list,
    truth,
    (found, { side, box }) => boxOverlap(found[side], box),
    (found) => {
      const long = found.before.length * answer.rowM >= LEAST_M;
      const counts = long && SIDES.every((side) => apart(found[side], other[side]));
      if (counts) wrong.push(found);
      return counts;
    },
  );
  const plain = emptyTally();
  addPair(
    plain,
    grid.plain,
    truth.map(({ side, box }) => ({ box: laid(side, box, 1) })),
    undefined,
    ({ box }) => {
      const objects = SIDES.flatMap((side) => other[side].map((object) => laid(side, object, 1)));
      return box.length * (grid.pixelM ?? 1) >= LEAST_M && apart(box, objects);
    },
  );
  const part = (what: string, value: number, baseline: number): Figure => ({
    name: `changes: demo ${name}, ${what}`,
    value,
    unit: 'of 1',
    baseline,
  });
  const figures: readonly Figure[] = [
    part('precision', precision(tally), precision(plain)),
    part('recall', recall(tally), recall(plain)),
    part('F1', f1(tally), f1(plain)),
    part('share of the first five that are true', tally.early / FIRST, 0.8),
    { name: `changes: demo ${name}, with reading`, value: answer.ms, unit: 'ms' },
  ];
  const outlines = [
    ...missed.map(({ side, box }) => ({ box: laid(side, box, 1), colour: GREEN })),
    ...wrong.map(({ before }) => ({ box: laid('before', before, aspects[0]), colour: RED })),
  ];
  return { figures, outlines, asked: truth.length, beyond: all.length - truth.length };
}

/** What came as bytes in base 64, plane by plane. */
function planarOf({ grid: { width, height } }: Answer, bytes: string): Planar {
  const all = Float32Array.from(Buffer.from(bytes, 'base64'));
  const cells = width * height;
  const bands = [0, 1, 2].map((k) => all.subarray(k * cells, (k + 1) * cells));
  return { width, height, bands };
}

/** The demo's pairs of one port, laid on each other first where that succeeds. */
export async function demoChanges(context: BenchContext): Promise<readonly Figure[]> {
  const root = join(context.dist, 'demo');
  const truth = JSON.parse(readFileSync(join(root, 'truth.json'), 'utf8'));
  await mkdir(join(OUTPUT, 'changes'), { recursive: true });
  const coarse = await makeCoarse('najin-sep', join(OUTPUT, 'changes'));
  const frames: readonly TrueFrame[] = [...truth.frames, coarse];
  const server = await startStaticServer({ root, port: 0, cors: true });
  const made = await startStaticServer({ root: join(OUTPUT, 'changes'), port: 0, cors: true });
  try {
    return await withPage(context, async (page) => {
      const figures: Figure[] = [];
      for (const ids of PAIRS) {
        const [first, second] = ids.map((id) => frames.find((frame) => frame.id === id));
        if (!first || !second) throw new Error(`The demo has no frames ${ids.join(' and ')}.`);
        const side = ({ id, file }: TrueFrame) => ({
          url: `${id === coarse.id ? made.url : server.url}${file}`,
          signal: id === 'najin-nov' ? ('radar' as const) : ('optical' as const),
        });
        const answer = await page.evaluate(
          ([a, b]) => (window as unknown as { changing: ChangingPage }).changing.pair(a, b),
          [side(first), side(second)] as const,
        );
        const name = ids.map((id) => id.replace('najin-', '')).join(' to ');
        context.say(`demo ${name}: ${answer.found.length} proposals, ${answer.laid}`);
        const graded = pairFigures(name, answer, first, second);
        context.say(
          `${graded.asked} changes are asked for, ${graded.beyond} lie on ground that one frame alone shows`,
        );
        figures.push(...graded.figures);
        const pictures = answer.grid.pictures.map((bytes) => planarOf(answer, bytes));
        const path = join(OUTPUT, 'changes', `demo-${ids.join('-')}.png`);
        await writeSideBySide(path, pictures as [Planar, Planar], graded.outlines);
        context.say(`${path}: missed green, wrong red`);
      }
      return figures;
    });
  } finally {
    await server.close();
    await made.close();
  }
}

/** 2048 × 2048 cells of three bands in a worker, without reading. */
export function speedFigures(context: BenchContext): Promise<readonly Figure[]> {
  return withPage(context, async (page) => {
    const figures: Figure[] = [];
    for (const [ground, water] of [
      ['land', false],
      ['half land, half water with ships', true],
    ] as const) {
      const times = await page.evaluate(
        (wet) => (window as unknown as { changing: ChangingPage }).changing.speed(2048, 5, wet),
        water,
      );
      const name = `changes: 2048 × 2048, three bands, ${ground}`;
      figures.push(
        { name: `${name}, p50`, value: percentile(times, 0.5), unit: 'ms', baseline: TARGET_MS },
        { name: `${name}, best`, value: Math.min(...times), unit: 'ms', baseline: TARGET_MS },
      );
    }
    return figures;
  });
}
