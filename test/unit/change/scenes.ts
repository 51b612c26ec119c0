/** Made-up places at two dates, of which it is known what changed. */

import { randomStream } from '../../../src/demo/random';
import type { StandingOut } from '../../../src/domain/change/evidence';
import type { ChangeFrame } from '../../../src/domain/change/types';
import { containsPoint } from '../../../src/domain/geometry/box-geometry';
import type { BoxGeometry } from '../../../src/domain/model/box-geometry';

export const SIDE = 400;
/** Rows above this are ground that looks the same on all dates; below is water with ever other waves. */
const SHORE = 160;

export type Thing = {
  readonly box: BoxGeometry;
  readonly colour: readonly [number, number, number];
};

export type Look = {
  /** Seeds the waves and the noise. */
  readonly date: number;
  readonly things: readonly Thing[];
  /** Gain of each band. */
  readonly gains?: readonly [number, number, number];
  readonly gamma?: number;
  /** Brightness that is added: at the left edge, and how much more at the right. */
  readonly haze?: readonly [number, number];
  /** Cells by which the ground is shifted to the right. */
  readonly shift?: number;
  /** Boxes in shade. */
  readonly shade?: readonly BoxGeometry[];
};

const WATER = [52, 70, 84] as const;
const QUAY = [120, 116, 108] as const;

/** About normal, of standard deviation 0.6. */
function noise(seed: number): () => number {
  const random = randomStream(seed);
  return () => random.next() + random.next() + random.next() + random.next() - 2;
}

/** Smooth random values, the same for a seed, about −1 to 1, with features of a few cells. */
function texture(seed: number, cell: number): (x: number, y: number) => number {
  const random = randomStream(seed);
  const side = Math.ceil((SIDE + 8) / cell) + 2;
  const values = Float32Array.from({ length: side * side }, () => 2 * random.next() - 1);
  return (x, y) => {
    const [u, v] = [x / cell + 1, y / cell + 1];
    const [i, j] = [Math.floor(u), Math.floor(v)];
    const at = (c: number, r: number) => values[r * side + c] ?? 0;
    const top = at(i, j) * (1 - u + i) + at(i + 1, j) * (u - i);
    const below = at(i, j + 1) * (1 - u + i) + at(i + 1, j + 1) * (u - i);
    return top * (1 - v + j) + below * (v - j);
  };
}

/** A port with three bands, 1 m cells. */
export function portScene(look: Look): ChangeFrame {
  const random = noise(1000 + look.date);
  const waves = texture(2000 + look.date, 3);
  const stones = texture(7, 3);
  const fields = texture(8, 11);
  const { shift = 0, gamma = 1, gains = [1, 1, 1], haze = [0, 0], shade = [] } = look;
  const bands = [0, 1, 2].map(() => new Float32Array(SIDE * SIDE));
  for (let y = 0; y < SIDE; y += 1) {
    for (let x = 0; x < SIDE; x += 1) {
      const place = [x + 0.5 - shift, y + 0.5] as const;
      const thing = look.things.find(({ box }) => containsPoint(box, place, 0, 1));
      const ground = y < SHORE;
      const grain = ground
        ? 14 * stones(place[0], place[1]) + 18 * fields(place[0], place[1])
        : 6 * waves(x, y);
      const dark = shade.some((box) => containsPoint(box, place, 0, 1)) ? 0.35 : 1;
      const veil = haze[0] + (haze[1] * x) / SIDE;
      bands.forEach((band, k) => {
        const base = ground ? (QUAY[k] as number) : (WATER[k] as number);
        // Decks are not flat: hatches across every few cells.
        const deck =
          thing && (thing.colour[k] as number) * (Math.floor((x + y) / 5) % 2 ? 1 : 0.85);
        const value = dark * (deck ?? base + grain);
        const lit = (gains[k] as number) * 255 * (Math.max(0, value) / 255) ** gamma;
        band[y * SIDE + x] = lit + veil + 1.5 * random();
      });
    }
  }
  return {
    width: SIDE,
    height: SIDE,
    bands,
    valid: new Uint8Array(SIDE * SIDE).fill(1),
    metresPerPixel: 1,
    kind: 'optical',
  };
}

/** Radar of open water with ships: exponential intensity as of one look, four looks averaged. */
export function radarScene(date: number, ships: readonly BoxGeometry[], gain = 1): ChangeFrame {
  const random = randomStream(3000 + date);
  const band = new Float32Array(SIDE * SIDE);
  for (let y = 0; y < SIDE; y += 1) {
    for (let x = 0; x < SIDE; x += 1) {
      const ship = ships.some((box) => containsPoint(box, [x + 0.5, y + 0.5], 0, 1));
      let looks = 0;
      for (let i = 0; i < 4; i += 1) looks -= Math.log(1 - random.next()) / 4;
      band[y * SIDE + x] = gain * Math.sqrt((ship ? 90_000 : 400) * looks);
    }
  }
  const valid = new Uint8Array(SIDE * SIDE).fill(1);
  return { width: SIDE, height: SIDE, bands: [band], valid, metresPerPixel: 1, kind: 'radar' };
}

export const box = (
  x: number,
  y: number,
  length: number,
  width: number,
  degrees = 0,
): BoxGeometry => ({ x, y, length, width, angle: (degrees * Math.PI) / 180 });

/** What stands out on a date as a plane has it. */
export function standingOut(plane: Float32Array, width: number): StandingOut {
  return {
    at: (cell) => plane[cell] ?? 0,
    heightAt: (cell) => plane[cell] ?? 0,
    of: ({ left, top, width: wide, height }) =>
      Float32Array.from({ length: wide * height }, (_, i) => {
        const cell = (top + Math.floor(i / wide)) * width + left + (i % wide);
        return plane[cell] ?? 0;
      }),
  };
}
