/**
 * Changes on the demo's frames, found by the application's own worker in a browser, and how long it takes.
 * Thresholds were chosen with these frames in view: how well new ones do is what held-out pairs tell.
 */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { boxOverlap } from '../../../src/domain/change/overlap';
import type { BoxGeometry } from '../../../src/domain/model/box-geometry';
import { startStaticServer } from '../../../src/scripts/lib/static-server.mjs';
import { newContext } from '../../e2e/support/browser';
import { type BenchContext, type Figure, percentile } from '../measure';
import type { ChangingPage } from '../pages/changing/page';
import { serveBarePage } from './bare-pages';
import { addPair, emptyTally, FIRST, f1, precision, recall } from './change-grade';

const PAIRS = [
  ['najin-sep', 'najin-oct'],
  ['najin-oct', 'najin-dec'],
  ['najin-sep', 'najin-dec'],
  ['najin-oct', 'najin-nov'],
  ['najin-nov', 'najin-dec'],
] as const;
/** Ships and stacks; what is shorter is not asked for and does not count when it is found. */
const LEAST_M = 20;
const ASKED = /ship|carrier|tanker|tug|vessel|container stack/;
const TARGET_MS = 1500;

type Corner = readonly [number, number];
type TrueObject = {
  readonly id: string;
  readonly class: string;
  readonly corners: readonly [Corner, Corner, Corner, Corner];
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

function boxOf({ corners: [a, b, c, d] }: TrueObject): BoxGeometry {
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

function pairFigures(name: string, answer: Answer, first: TrueFrame, second: TrueFrame): Figure[] {
  const truth = [...asked(first, second, 'before'), ...asked(second, first, 'after')];
  const other = { before: first.objects.map(boxOf), after: second.objects.map(boxOf) };
  const list = answer.found.map((found) => ({ ...found, box: found.before }));
  const tally = emptyTally();
  addPair(
    tally,
    list,
    truth,
    (found, { side, box }) => boxOverlap(found[side], box),
    (found) => {
      const lengthM = found.before.length * answer.rowM;
      const known = (['before', 'after'] as const).some((side) =>
        other[side].some((box) => {
          const apart = Math.hypot(box.x - found[side].x, box.y - found[side].y);
          return apart < Math.max(box.length, found[side].length) / 2;
        }),
      );
      return lengthM >= LEAST_M && !known;
    },
  );
  const part = (what: string, value: number, baseline: number): Figure => ({
    name: `changes: demo ${name}, ${what}`,
    value,
    unit: 'of 1',
    baseline,
  });
  return [
    part('precision', precision(tally), 0.7),
    part('recall', recall(tally), 0.7),
    part('F1', f1(tally), 0.7),
    part('share of the first five that are true', tally.early / FIRST, 0.8),
    { name: `changes: demo ${name}, with reading`, value: answer.ms, unit: 'ms' },
  ];
}

/** The demo's pairs of one port, laid on each other first where that succeeds. */
export async function demoChanges(context: BenchContext): Promise<readonly Figure[]> {
  const root = join(context.dist, 'demo');
  const truth = JSON.parse(readFileSync(join(root, 'truth.json'), 'utf8'));
  const frames: readonly TrueFrame[] = truth.frames;
  const server = await startStaticServer({ root, port: 0, cors: true });
  try {
    return await withPage(context, async (page) => {
      const figures: Figure[] = [];
      for (const ids of PAIRS) {
        const [first, second] = ids.map((id) => frames.find((frame) => frame.id === id));
        if (!first || !second) throw new Error(`The demo has no frames ${ids.join(' and ')}.`);
        const side = ({ id, file }: TrueFrame) => ({
          url: `${server.url}${file}`,
          signal: id === 'najin-nov' ? ('radar' as const) : ('optical' as const),
        });
        const answer = await page.evaluate(
          ([a, b]) => (window as unknown as { changing: ChangingPage }).changing.pair(a, b),
          [side(first), side(second)] as const,
        );
        const name = ids.map((id) => id.replace('najin-', '')).join(' to ');
        context.say(`demo ${name}: ${answer.found.length} proposals, ${answer.laid}`);
        figures.push(...pairFigures(name, answer, first, second));
      }
      return figures;
    });
  } finally {
    await server.close();
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
