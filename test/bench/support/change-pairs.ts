/** Pairs of dates with a known difference, made of one picture with boxed ships. */

import { randomStream } from '../../../src/demo/random';
import { boxMean } from '../../../src/domain/change/planes';
import type { ChangeKind } from '../../../src/domain/change/types';
import { containsPoint } from '../../../src/domain/geometry/box-geometry';
import type { BoxGeometry } from '../../../src/domain/model/box-geometry';
import type { Planar } from './change-images';

export type TrueChange = { readonly kind: ChangeKind; readonly box: BoxGeometry };

export type Pair = {
  readonly name: string;
  readonly before: Planar;
  readonly after: Planar;
  readonly truth: readonly TrueChange[];
};

const within = (random: () => number, low: number, high: number) => low + (high - low) * random();

function gaussian(random: () => number): number {
  return Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random());
}

const clone = (image: Planar): Planar & { readonly bands: Float32Array[] } => ({
  ...image,
  bands: image.bands.map((band) => band.slice()),
});

const grown = (box: BoxGeometry, by: number): BoxGeometry => ({
  ...box,
  length: box.length + 2 * by,
  width: box.width + 2 * by,
});

/** Cells in a box, as indices, with their weight: 1 inside, falling to 0 over two cells outside. */
function cellsOf(box: BoxGeometry, { width, height }: Planar): (readonly [number, number])[] {
  const reach = Math.hypot(box.length, box.width) / 2 + 3;
  const out: (readonly [number, number])[] = [];
  for (
    let y = Math.max(0, Math.floor(box.y - reach));
    y < Math.min(height, box.y + reach);
    y += 1
  ) {
    for (
      let x = Math.max(0, Math.floor(box.x - reach));
      x < Math.min(width, box.x + reach);
      x += 1
    ) {
      const middle = [x + 0.5, y + 0.5] as const;
      if (containsPoint(box, middle, 0, 1)) out.push([y * width + x, 1]);
      else if (containsPoint(box, middle, 1, 1)) out.push([y * width + x, 0.67]);
      else if (containsPoint(box, middle, 2, 1)) out.push([y * width + x, 0.33]);
    }
  }
  return out;
}

type Shift = { readonly dx: number; readonly dy: number; readonly cost: number };

const moved = (box: BoxGeometry, { dx, dy }: Pick<Shift, 'dx' | 'dy'>): BoxGeometry => ({
  ...box,
  x: box.x + dx,
  y: box.y + dy,
});

function insideImage(box: BoxGeometry, { width, height }: Planar): boolean {
  const reach = Math.hypot(box.length, box.width) / 2 + 3;
  return box.x > reach && box.y > reach && box.x < width - reach && box.y < height - reach;
}

const median = (values: readonly number[]) =>
  [...values].sort((a, b) => a - b)[values.length >> 1] ?? 0;

/** Median of each band over a box's rim, wide enough to be water beside a bow wave, and its spread. */
function rim(box: BoxGeometry, image: Planar): { level: number[]; spread: number } {
  const inner = new Set(cellsOf(grown(box, 4), image).map(([cell]) => cell));
  const cells = cellsOf(grown(box, 16), image)
    .map(([cell]) => cell)
    .filter((cell) => !inner.has(cell));
  let spread = 0;
  const level = image.bands.map((band) => {
    const values = cells.map((cell) => band[cell] as number);
    const middle = median(values);
    spread += median(values.map((value) => Math.abs(value - middle)));
    return middle;
  });
  return { level, spread };
}

/** A place without ships that looks most like the box's rim, all of it calm. */
function calmShift(
  box: BoxGeometry,
  image: Planar,
  ships: readonly BoxGeometry[],
  random: () => number,
): Shift | null {
  const here = rim(box, image);
  let best: Shift | null = null;
  for (let trial = 0; trial < 60; trial += 1) {
    const reach = within(random, 1.2, 5) * Math.max(box.width * 2, box.length * 0.8);
    const angle = within(random, 0, 2 * Math.PI);
    const shift = {
      dx: Math.round(reach * Math.cos(angle)),
      dy: Math.round(reach * Math.sin(angle)),
    };
    const there = grown(moved(box, shift), 6);
    if (!insideImage(there, image) || ships.some((ship) => nearby(ship, there))) continue;
    const inside = cellsOf(there, image).map(([cell]) => cell);
    const edge = rim(moved(box, shift), image);
    const off = here.level.reduce((sum, m, i) => sum + Math.abs(m - (edge.level[i] as number)), 0);
    const body = image.bands.reduce((sum, band, i) => {
      const m = edge.level[i] as number;
      return (
        sum +
        inside.reduce((s, cell) => s + Math.abs((band[cell] as number) - m), 0) / inside.length
      );
    }, 0);
    const cost = off + 2 * body + edge.spread;
    if (!best || cost < best.cost) best = { ...shift, cost };
  }
  return best;
}

const nearby = (a: BoxGeometry, b: BoxGeometry) =>
  Math.hypot(a.x - b.x, a.y - b.y) <
  (Math.hypot(a.length, a.width) + Math.hypot(b.length, b.width)) / 2;

/** Copies what lies under `from` + shift to `from` (erasing) or the other way round (moving). */
function transplant(to: BoxGeometry, source: Shift, from: Planar, into: Planar): void {
  const [target, origin] = [rim(to, into), rim(moved(to, source), from)];
  const jump = source.dy * from.width + source.dx;
  for (const [cell, weight] of cellsOf(grown(to, 2), into)) {
    const x = (cell % from.width) + source.dx;
    const y = Math.floor(cell / from.width) + source.dy;
    if (x < 0 || y < 0 || x >= from.width || y >= from.height) continue;
    into.bands.forEach((band, i) => {
      const level = (target.level[i] as number) - (origin.level[i] as number);
      const value = ((from.bands[i] as Float32Array)[cell + jump] as number) + level;
      band[cell] = (1 - weight) * (band[cell] as number) + weight * value;
    });
  }
}

/** Where the picture is open water: calm at the scale of a ship's beam, away from boxes. */
function waterOf(image: Planar, ships: readonly BoxGeometry[]): Uint8Array {
  const green = image.bands[1] ?? (image.bands[0] as Float32Array);
  const low = boxMean(green, image, 8);
  const rough = boxMean(
    green.map((value, i) => Math.abs(value - (low[i] as number))),
    image,
    8,
  );
  const sorted = rough.slice().sort();
  const limit = 2.2 * (sorted[Math.floor(0.3 * sorted.length)] as number) + 0.5;
  const mask = Uint8Array.from(rough, (value) => (value < limit ? 1 : 0));
  for (const ship of ships) for (const [cell] of cellsOf(grown(ship, 8), image)) mask[cell] = 0;
  return mask;
}

/** The same water under other waves: its fine texture from elsewhere. */
function withNewWaves(image: Planar, ships: readonly BoxGeometry[], random: () => number): Planar {
  const water = waterOf(image, ships);
  const { width, height } = image;
  const dx = Math.round(within(random, 40, 150)) * (random() < 0.5 ? -1 : 1);
  const dy = Math.round(within(random, 40, 150)) * (random() < 0.5 ? -1 : 1);
  const bands = image.bands.map((band) => {
    const low = boxMean(band, image, 5);
    return band.map((value, i) => {
      const [x, y] = [(i % width) + dx, Math.floor(i / width) + dy];
      const from = y * width + x;
      if (x < 0 || y < 0 || x >= width || y >= height) return value;
      if (water[i] === 0 || water[from] === 0) return value;
      return (low[i] as number) + (band[from] as number) - (low[from] as number);
    });
  });
  return { ...image, bands };
}

/** The picture as another sensor under another sky sees it, 8 bits, half a pixel off at most. */
function asSeenAgain(image: Planar, random: () => number): Planar {
  const { width, height } = image;
  const gamma = within(random, 0.85, 1.2);
  const [sx, sy] = [within(random, -0.5, 0.5), within(random, -0.5, 0.5)];
  const [hazeX, hazeY] = [within(random, -12, 12), within(random, -12, 12)];
  const haze = within(random, 0, 14) + Math.abs(hazeX) / 2 + Math.abs(hazeY) / 2;
  const bands = image.bands.map((band) => {
    const gain = within(random, 0.75, 1.3);
    return band.map((_, i) => {
      const [x, y] = [i % width, Math.floor(i / width)];
      const value = interpolated(band, width, height, x + sx, y + sy);
      const lit = gain * 255 * (Math.max(0, value) / 255) ** gamma;
      const veil = haze + hazeX * (x / width - 0.5) + hazeY * (y / height - 0.5);
      return Math.round(Math.min(255, Math.max(0, lit + veil + 2 * gaussian(random))));
    });
  });
  return { ...image, bands };
}

function interpolated(
  band: Float32Array,
  width: number,
  height: number,
  x: number,
  y: number,
): number {
  const [u, v] = [
    Math.min(width - 1.001, Math.max(0, x)),
    Math.min(height - 1.001, Math.max(0, y)),
  ];
  const [x0, y0] = [Math.floor(u), Math.floor(v)];
  const [fx, fy] = [u - x0, v - y0];
  const at = y0 * width + x0;
  const top = (band[at] as number) * (1 - fx) + (band[at + 1] as number) * fx;
  const below = (band[at + width] as number) * (1 - fx) + (band[at + width + 1] as number) * fx;
  return top * (1 - fy) + below * fy;
}

/** Ships that are changed at most in one pair. */
const MOST_CHANGED = 4;

/** Each of some ships erased from the first date, from the second, or moved; null where nothing fits. */
export function makePair(
  name: string,
  image: Planar,
  ships: readonly BoxGeometry[],
  seed: number,
): Pair | null {
  const random = randomStream(seed).next;
  const [before, after] = [clone(image), clone(image)];
  const truth: TrueChange[] = [];
  const order = [...ships].sort(() => random() - 0.5).slice(0, MOST_CHANGED);
  const taken: BoxGeometry[] = [...ships];
  for (const ship of order) {
    const from = calmShift(ship, image, taken, random);
    if (!from) continue;
    const how = Math.floor(3 * random());
    if (how < 2) {
      transplant(ship, from, image, how === 0 ? before : after);
      truth.push({ kind: how === 0 ? 'appeared' : 'gone', box: ship });
      continue;
    }
    const to = moved(ship, from);
    transplant(ship, from, image, after);
    transplant(to, { dx: -from.dx, dy: -from.dy, cost: 0 }, image, after);
    taken.push(to);
    truth.push({ kind: 'gone', box: ship }, { kind: 'appeared', box: to });
  }
  if (truth.length === 0) return null;
  const seen = asSeenAgain(withNewWaves(after, taken, random), random);
  return { name, before, after: seen, truth };
}
