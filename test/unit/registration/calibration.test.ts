/** Whether what an alignment says of its own error holds, over many made pairs whose shift is known. */
import { describe, expect, it } from 'vitest';
import { alignPlanes } from '../../../src/domain/registration/align';
import type { Plane } from '../../../src/domain/registration/plane';
import { changed, coarsened, type Fine, finePort, randomOf, spoiled } from './support';

const SIZE = 320;
const MARGIN = 60;
const SIDE = 4 * SIZE + 2 * MARGIN;
const BUSY = { timeout: 120_000 };

type Trial = { readonly error: number; readonly ce90: number };
type Pair = readonly [number, number];

/** What comes out of laying a moving picture on a reference; null where that is refused. */
async function trial(
  reference: Plane,
  moving: Plane,
  [x, y]: Pair,
  sameKind: boolean,
): Promise<Trial | null> {
  const result = await alignPlanes(reference, moving, { model: 'shift', sameKind });
  if (result.kind === 'refused') return null;
  return { error: Math.hypot(result.dx - x / 4, result.dy - y / 4), ce90: result.ce90 };
}

/** Quarter pixels right and down. */
const shiftOf = (seed: number): Pair => {
  const random = randomOf(1000 + seed);
  return [Math.round(40 * (random() - 0.5)), Math.round(40 * (random() - 0.5))];
};

const seen = (fine: Fine, [x, y]: Pair) => coarsened(fine, MARGIN - x, MARGIN - y, SIZE);

const grounds = new Map<number, Plane>();

/** The reference's picture of a ground; all trials have it in common, and it takes long to draw. */
function groundOf(seed: number): Plane {
  const known = grounds.get(seed) ?? seen(finePort(SIDE, seed), [0, 0]);
  grounds.set(seed, known);
  return known;
}

/** The same ground under other light, a part of it changed, and what is high leaning by up to `pixels`. */
async function leaning(seed: number, pixels: number): Promise<Trial | null> {
  const angle = 2 * Math.PI * randomOf(seed)();
  const lean = [4 * pixels * Math.cos(angle), 4 * pixels * Math.sin(angle)] as const;
  const [shift, elsewhere] = [shiftOf(seed), groundOf(seed + 500)];
  const lit = spoiled(
    seen(finePort(SIDE, seed, lean), shift),
    { gamma: 1.4, gain: 0.7, noise: 4 },
    seed,
  );
  const moving = changed(lit, elsewhere, 0.15, seed);
  return trial(groundOf(seed), moving, shift, true);
}

/** Radar, roughly: echoes from the walls that look to the left, laid over the ground before them, in speckle. */
function radar({ side, values }: Fine, seed: number): Fine {
  const random = randomOf(seed + 77);
  const echoes = values.map((value, i) => {
    const step = value - (values[i + 1] ?? value);
    const speckle = -Math.log(1 - random());
    return Math.sqrt((20 + Math.max(0, -step) * 6 + value / 10) * speckle);
  });
  return { side, values: echoes };
}

async function byRadar(seed: number, pixels: number): Promise<Trial | null> {
  const fine = finePort(SIDE, seed, [-4 * pixels, 0]);
  const shift = shiftOf(seed);
  const moving = seen(radar(fine, seed), shift);
  const values = moving.values.map((value) => Math.log1p(value));
  return trial(groundOf(seed), { ...moving, values }, shift, false);
}

const seeds = (count: number) => Array.from({ length: count }, (_, i) => 10 + i);
const covered = (trials: readonly Trial[]) => trials.filter(({ error, ce90 }) => error <= ce90);
const middle = (values: readonly number[]) =>
  [...values].sort((a, b) => a - b)[values.length >> 1] ?? Number.NaN;

async function trialsOf(one: (seed: number) => Promise<Trial | null>, count: number) {
  const trials: Trial[] = [];
  for (const seed of seeds(count)) {
    const found = await one(seed);
    if (found) trials.push(found);
  }
  return trials;
}

describe('the error that an alignment says it has', BUSY, () => {
  it.each([
    [0, 0.45],
    [1, 0.8],
    [3, 1.5],
  ])(
    'covers the true one where tops lean by up to %d pixels, and is below %d',
    async (lean, most) => {
      const trials = await trialsOf((seed) => leaning(seed, lean), 12);
      expect(trials.length).toBeGreaterThan(8);
      expect(covered(trials).length).toBeGreaterThanOrEqual(0.9 * trials.length);
      expect(middle(trials.map(({ ce90 }) => ce90))).toBeLessThan(most);
    },
  );

  it('covers the true one between light and radar', async () => {
    const trials = await trialsOf((seed) => byRadar(seed, 2), 12);
    expect(trials.length).toBeGreaterThan(8);
    expect(covered(trials).length).toBeGreaterThanOrEqual(0.9 * trials.length);
    expect(middle(trials.map(({ ce90 }) => ce90))).toBeLessThan(2);
  });
});
