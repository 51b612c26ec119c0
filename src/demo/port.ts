/** Parts of a port that both sites use. */
import { axesAt, type SceneBuilder, shade } from './build';
import type { Pair } from './geodesy';
import { ASPHALT, CONCRETE, CONCRETE_DARK, GRASS, OFF_WHITE, ROOFS } from './materials';
import { fractal, noise } from './noise';
import { hash01, randomStream } from './random';
import { type Axes, DATUM, type Material, type Tone } from './scene-types';
import { addHouse, addVehicle } from './structures';

/** Slabs with joints, stains, oil and tyre marks that run along. */
export function concreteTone(seed: number): Tone {
  return (f, l) => {
    const jf = Math.abs(f - Math.round(f / 6) * 6);
    const jl = Math.abs(l - Math.round(l / 5) * 5);
    const joint = jf < 0.16 || jl < 0.16 ? 0.86 : 1;
    const slab = 0.93 + 0.14 * hash01(Math.round(f / 6), Math.round(l / 5), seed);
    const stain = 1 + 0.2 * fractal(f * 0.03 + seed, l * 0.05, 4);
    const tyres =
      1 -
      0.16 * Math.max(0, noise(f * 0.012 + seed, l * 0.9)) * (0.6 + 0.4 * noise(f * 0.2, l * 2));
    const oil = noise(f * 0.17 + seed * 3, l * 0.17) > 0.78 ? 0.72 : 1;
    return joint * slab * stain * tyres * oil * (1 + 0.05 * noise(f * 2.1, l * 2.1));
  };
}

/** A quay or pier: solid, with a wall to the water. */
export function addApron(scene: SceneBuilder, at: Axes, fs: Pair, ls: Pair, seed: number) {
  scene.box(at, fs, ls, [0, DATUM], CONCRETE, {
    side: shade(CONCRETE_DARK, 0.7),
    tone: concreteTone(seed),
  });
}

/** Flat made ground on land. */
export function addPad(
  scene: SceneBuilder,
  at: Axes,
  fs: Pair,
  ls: Pair,
  m: Material,
  seed: number,
  level = 0,
) {
  const z = DATUM + 0.004 + level * 0.002;
  const tone: Tone =
    m === ASPHALT
      ? (f, l) => 1 + 0.2 * fractal(f * 0.05 + seed, l * 0.05, 4) + 0.06 * noise(f * 1.9, l * 1.9)
      : (f, l) =>
          0.9 + 0.3 * fractal(f * 0.03 + seed, l * 0.03, 5) + 0.08 * noise(f * 1.4, l * 1.4);
  scene.box(at, fs, ls, [z, z], m, { tone });
}

/** A road along the forward axis with its middle line broken. */
export function addRoad(
  scene: SceneBuilder,
  at: Axes,
  [f0, f1]: Pair,
  left: number,
  width: number,
) {
  const z = DATUM + 0.012;
  scene.box(
    at,
    [f0, f1],
    [left - width / 2 - 1, left + width / 2 + 1],
    [z - 0.002, z - 0.002],
    shade(CONCRETE, 0.75),
  );
  scene.box(at, [f0, f1], [left - width / 2, left + width / 2], [z, z], ASPHALT, {
    tone: (f, l) => {
      const off = l - left;
      const line = Math.abs(off) < 0.14 && ((f % 9) + 9) % 9 < 4.5 ? 2 : 1;
      return line * (1 + 0.12 * noise(f * 0.06, off * 1.2) + 0.06 * noise(f * 1.7, l * 1.7));
    },
  });
}

/** Blocks of houses along streets. */
export function addTown(scene: SceneBuilder, at: Axes, fs: Pair, ls: Pair, seed: number) {
  const random = randomStream(seed);
  const blockF = 74;
  const blockL = 46;
  addPad(scene, at, fs, ls, shade(GRASS, 1.7), seed);
  for (let l = ls[0]; l + blockL <= ls[1]; l += blockL) {
    addRoad(scene, at, fs, l + 3, 5.5);
    for (let f = fs[0]; f + blockF <= fs[1]; f += blockF) {
      if (l === ls[0]) addRoad(scene, axesAt(at, f + 3, 0, -90), ls, 0, 5);
      const flats = random.next() < 0.22;
      if (flats) {
        addHouse(
          scene,
          axesAt(at, f + 38, l + 26),
          46,
          12,
          random.pick([12, 14.5, 17]),
          random.pick(ROOFS),
          random,
        );
        continue;
      }
      for (let k = 0; k < 6; k++) {
        if (random.next() < 0.16) continue;
        const place = axesAt(
          at,
          f + 15 + (k % 3) * 21 + random.between(-2, 2),
          l + 15 + Math.floor(k / 3) * 19 + random.between(-1.5, 1.5),
          random.next() < 0.25 ? 90 : 0,
        );
        addHouse(
          scene,
          place,
          random.between(9, 14),
          random.between(6.5, 8.5),
          random.between(3, 5.5),
          random.pick(ROOFS),
          random,
        );
      }
    }
  }
}

/** Cars in marked bays, the same bays on every date, not the same cars. */
export function addParking(
  scene: SceneBuilder,
  id: string,
  at: Axes,
  bays: number,
  dateSeed: number,
) {
  const random = randomStream(dateSeed * 977 + bays);
  addPad(scene, at, [-2, bays * 2.7 + 2], [-4, 4], ASPHALT, bays, 2);
  for (let i = 0; i <= bays; i++)
    scene.box(
      at,
      [i * 2.7 - 0.07, i * 2.7 + 0.07],
      [-2.6, 2.6],
      [DATUM + 0.02, DATUM + 0.02],
      OFF_WHITE,
    );
  for (let i = 0; i < bays; i++) {
    if (random.next() < 0.38) continue;
    const place = axesAt(
      at,
      i * 2.7 + 1.35 + random.between(-0.12, 0.12),
      random.between(-0.3, 0.3),
      random.next() < 0.5 ? 90 : -90,
    );
    addVehicle(scene, `${id}-${i + 1}`, place, false, random);
  }
}
