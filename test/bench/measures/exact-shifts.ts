/** How exactly shifts are found that are known exactly, because the pictures are averaged of finer ones. */
import { join } from 'node:path';
import { alignPlanes } from '../../../src/domain/registration/align';
import type { Plane } from '../../../src/domain/registration/plane';
import { changed, coarsened, type Fine, finePort, spoiled } from '../../unit/registration/support';
import { type Figure, type Measure, percentile } from '../measure';
import { readColours } from '../support/change-images';

const SIZE = 512;
/** Fine pixels around what a picture is averaged of, which the shifts reach into. */
const MARGIN = 40;
const SIDE = 4 * SIZE + 2 * MARGIN;
/** Quarter pixels right and down. */
const SHIFTS = [
  [0, 1],
  [1, 3],
  [2, 2],
  [3, -5],
  [-7, 14],
] as const;
const SEEDS = [1, 2, 3];
/** AROSICS' sub-pixel step on painted pictures, windows of 128 pixels with change. */
const AROSICS = { median: 0.12, p90: 0.271 };
/** What the whole picture's shift is asked to keep. */
const TARGET = { median: 0.03, p90: 0.08 };
/** Frames of the demo with pixels of half a metre or less across. */
const FILES = ['najin-september.tif', 'najin-december-ortho.tif'];

/** Fine pictures of one place, and of another that the changed part is taken from. */
type Source = { readonly name: string; readonly fine: Fine; readonly other: Fine };

type Tally = { readonly whole: number[]; readonly windows: number[]; readonly refused: string[] };

/** Adds the errors of one source at all shifts, in pixels of the averaged pictures. */
async function addSource(tally: Tally, { name, fine, other }: Source, seed: number) {
  const reference = coarsened(fine, MARGIN, MARGIN, SIZE);
  const elsewhere = coarsened(other, MARGIN, MARGIN, SIZE);
  for (const [x, y] of SHIFTS) {
    const plain = coarsened(fine, MARGIN - x, MARGIN - y, SIZE);
    const result = await laid(reference, plain, elsewhere, seed);
    if (result.kind === 'refused') {
      tally.refused.push(`${name}, ${x / 4} and ${y / 4} px: ${result.reason}`);
      continue;
    }
    tally.whole.push(Math.hypot(result.dx - x / 4, result.dy - y / 4));
    for (const { vector, state } of result.windows) {
      if (state === 'no evidence') continue;
      tally.windows.push(Math.hypot(vector[0] - x / 4, vector[1] - y / 4));
    }
  }
}

/** Aligns with the same picture in other light, with noise, and with 15 % of its area changed. */
function laid(reference: Plane, plain: Plane, elsewhere: Plane, seed: number) {
  const lit = spoiled(plain, { gamma: 1.4, gain: 0.7, noise: 4 }, seed);
  const moving = changed(lit, elsewhere, 0.15, seed);
  return alignPlanes(reference, moving, { model: 'shift', sameKind: true });
}

function paintedSources(): readonly Source[] {
  return SEEDS.map((seed) => ({
    name: `painted port ${seed}`,
    fine: finePort(SIDE, seed),
    other: finePort(SIDE, seed + 100),
  }));
}

/** The four corners of a frame, 0 … 255, each with the opposite one to take changes from. */
async function cornersOf(folder: string, file: string): Promise<readonly Source[]> {
  const { width, height, bands } = await readColours(join(folder, file));
  const cut = (left: number, top: number): Fine => {
    const values = new Float32Array(SIDE * SIDE);
    for (const [i] of values.entries()) {
      const at = (top + Math.floor(i / SIDE)) * width + left + (i % SIDE);
      values[i] = bands.reduce((sum, band) => sum + (band[at] ?? Number.NaN), 0) / bands.length;
    }
    return { side: SIDE, values };
  };
  const [right, bottom] = [width - SIDE, height - SIDE];
  return [
    [0, 0],
    [right, 0],
    [0, bottom],
    [right, bottom],
  ].map(([left = 0, top = 0]) => ({
    name: `${file} from ${left}, ${top}`,
    fine: cut(left, top),
    other: cut(right - left, bottom - top),
  }));
}

async function shiftFigures(
  name: string,
  sources: readonly Source[],
  target: typeof TARGET,
  say: (line: string) => void,
): Promise<readonly Figure[]> {
  const tally: Tally = { whole: [], windows: [], refused: [] };
  for (const [i, source] of sources.entries()) {
    await addSource(tally, source, SEEDS[i] ?? i + 1);
  }
  for (const line of tally.refused) say(`refused: ${line}`);
  const px = (what: string, value: number, baseline: number): Figure => ({
    name: `exact shifts: ${name}, ${what}`,
    value,
    unit: 'px',
    baseline,
  });
  const { whole, windows, refused } = tally;
  return [
    px('whole, p50', percentile(whole, 0.5), target.median),
    px('whole, p90', percentile(whole, 0.9), target.p90),
    px('whole, most', Math.max(...whole), target.p90),
    px('single windows, p50', percentile(windows, 0.5), AROSICS.median),
    px('single windows, p90', percentile(windows, 0.9), AROSICS.p90),
    { name: `exact shifts: ${name}, refused`, value: refused.length, unit: 'pairs' },
    { name: `exact shifts: ${name}, laid`, value: whole.length, unit: 'pairs' },
  ];
}

/** Pictures averaged 4 × 4 at quarter-pixel phases; other light and noise, 15 % of the area changed. */
export const exactShifts: Measure = {
  name: 'exact-shifts',
  what: 'exactness on shifts known exactly; AROSICS’ figures on painted pictures, or the target, as the baseline',
  run: async ({ dist, say }) => {
    const figures = [...(await shiftFigures('painted ports', paintedSources(), AROSICS, say))];
    const demo = join(dist, 'demo');
    for (const file of FILES) {
      const name = `${file} averaged 4 × 4`;
      figures.push(...(await shiftFigures(name, await cornersOf(demo, file), TARGET, say)));
    }
    return figures;
  },
};
