/** Parts of a port that both sites use. */
import { axesAt, type SceneBuilder, shade } from './build';
import type { Pair } from './geodesy';
import { ASPHALT, CONCRETE, CONCRETE_DARK, OFF_WHITE, ROOFS } from './materials';
import { fractal, noise } from './noise';
import { hash01, type Random, randomStream } from './random';
import { type Axes, DATUM, type Material, type Tone } from './scene-types';
import { addHouse, addVehicle } from './structures';

/** Slabs with joints, stains, oil and tyre marks that run along. */
function concreteTone(seed: number): Tone {
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

type Block = { readonly at: Axes; readonly flats: boolean };

function addBlock(scene: SceneBuilder, { at, flats }: Block, random: Random) {
  if (flats) {
    addPad(scene, at, [6, 70], [8, 44], shade(CONCRETE, 0.42), 3);
    for (const l of [17, 34]) {
      if (random.next() < 0.2) continue;
      const long = random.pick([38, 46, 52]);
      addHouse(
        scene,
        axesAt(at, 38, l),
        long,
        11.5,
        random.pick([12, 14.5, 17]),
        shade(random.pick(ROOFS), 0.75),
        random,
      );
    }
    return;
  }
  for (let k = 0; k < 10; k++) {
    if (random.next() < 0.18) continue;
    const f = 11 + (k % 5) * 13.4 + random.between(-1.4, 1.4);
    const l = 13 + Math.floor(k / 5) * 21 + random.between(-2, 2);
    const turn = (random.next() < 0.2 ? 90 : 0) + random.between(-4, 4);
    const roof = shade(random.pick(ROOFS), random.between(0.55, 0.95));
    addHouse(
      scene,
      axesAt(at, f, l, turn),
      random.between(8, 11.5),
      random.between(5.5, 7.5),
      random.between(2.6, 4),
      roof,
      random,
    );
    if (random.next() < 0.6)
      addHouse(
        scene,
        axesAt(at, f + 5, l + 6.5, turn),
        random.between(3, 5),
        random.between(2.4, 3.6),
        2,
        shade(roof, 0.8),
        random,
      );
  }
}

/** Blocks of houses along streets, some left as fields. */
export function addTown(scene: SceneBuilder, at: Axes, fs: Pair, ls: Pair, seed: number) {
  const random = randomStream(seed);
  const blockF = 76;
  const blockL = 50;
  for (let l = ls[0]; l + blockL <= ls[1]; l += blockL) {
    const f0 = fs[0] + Math.floor(random.next() * 3) * blockF;
    const f1 = fs[1] - Math.floor(random.next() * 3) * blockF;
    addLane(scene, at, [f0, f1], l + 3, l % 3 === 0 ? 6 : 4);
    for (let f = f0; f + blockF <= f1 + 1; f += blockF) {
      if (random.next() < 0.7) addLane(scene, axesAt(at, f + 2, l, -90), [0, blockL], 0, 3.6);
      if (random.next() < 0.14) continue;
      addBlock(scene, { at: axesAt(at, f, l), flats: random.next() < 0.2 }, random);
    }
  }
}

/** A street of worn asphalt or earth, without marks. */
function addLane(scene: SceneBuilder, at: Axes, fs: Pair, left: number, width: number) {
  const z = DATUM + 0.01;
  scene.box(at, fs, [left - width / 2, left + width / 2], [z, z], shade(CONCRETE, 0.5), {
    tone: (f, l) => 1 + 0.2 * fractal(f * 0.04, l * 0.3, 3) + 0.1 * noise(f * 1.3, l * 1.3),
  });
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
