/** Cranes, sheds, houses, tracks, vehicles and the furniture of a quay. */
import { axesAt, type SceneBuilder, shade } from './build';
import type { Pair } from './geodesy';
import {
  BALLAST,
  CAR_PAINTS,
  CONCRETE,
  DARK,
  OFF_WHITE,
  RUBBER,
  SLEEPER,
  STEEL,
  STEEL_RAIL,
  YELLOW,
} from './materials';
import { noise } from './noise';
import { hash01, type Random } from './random';
import { type Axes, DATUM, type Material } from './scene-types';

const BARE = { bowKnown: false, tiers: [], stacked: null, name: null } as const;

/** A level-luffing portal crane on rails; heading of the axes is along the rails, slew is the jib's, from true north. */
export function addPortalCrane(
  scene: SceneBuilder,
  id: string,
  at: Axes,
  paint: Material,
  slew: number,
) {
  const half = 5.2;
  for (const f of [-half, half]) {
    for (const l of [-half, half]) {
      scene.box(
        at,
        [f - 1.6, f + 1.6],
        [l - 0.5, l + 0.5],
        [DATUM, DATUM + 1.6],
        shade(paint, 0.7),
      );
      scene.beam(at, [f, l, DATUM + 1], [f * 0.5, l * 0.5, DATUM + 15], 0.9, paint);
    }
    scene.beam(at, [f, -half, DATUM + 5], [f, half, DATUM + 5], 0.8, paint);
  }
  scene.drum(at, [0, 0], 2.6, [DATUM + 14, DATUM + 18], shade(paint, 0.9), { cast: 'thin' });
  const top: Axes = { ...at, heading: slew };
  scene.box(top, [-6.5, 3], [-2.3, 2.3], [DATUM + 17, DATUM + 22], paint, {
    cast: 'thin',
    side: paint,
    tone: (f) => (f < -4 ? 0.7 : 1),
  });
  scene.box(top, [1.6, 3.4], [1.2, 2.6], [DATUM + 17, DATUM + 20], OFF_WHITE, { cast: 'thin' });
  lattice(scene, top, [2, DATUM + 21], [27, DATUM + 36], 2.2, paint);
  lattice(scene, top, [27, DATUM + 36], [34, DATUM + 31], 1.2, paint);
  lattice(scene, top, [-3, DATUM + 22], [-1, DATUM + 33], 2, paint);
  for (const l of [-0.6, 0.6])
    scene.beam(top, [-1, l, DATUM + 33], [24, l, DATUM + 35], 0.3, STEEL);
  scene.beam(top, [34, 0, DATUM + 31], [34.01, 0, DATUM + 9], 0.3, DARK);
  scene.objects.push({
    ...BARE,
    id,
    class: 'crane',
    axes: at,
    length: 2 * half + 3.2,
    width: 2 * half + 1,
    z: DATUM + 1.6,
  });
}

/** Two chords and the zigzag between them. */
function lattice(
  scene: SceneBuilder,
  at: Axes,
  from: Pair,
  to: Pair,
  width: number,
  paint: Material,
) {
  const h = width / 2;
  const bays = Math.max(3, Math.round(Math.hypot(to[0] - from[0], to[1] - from[1]) / 2.4));
  for (const l of [-h, h])
    scene.beam(at, [from[0], l, from[1]], [to[0], l * 0.6, to[1]], 0.42, paint);
  for (let i = 0; i < bays; i++) {
    const p = (t: number, side: number) =>
      [
        from[0] + (to[0] - from[0]) * t,
        side * h * (1 - 0.4 * t),
        from[1] + (to[1] - from[1]) * t,
      ] as const;
    const side = i % 2 === 0 ? 1 : -1;
    scene.beam(at, p(i / bays, side), p((i + 1) / bays, -side), 0.3, paint);
  }
}

/** A rail-mounted gantry that spans stacks: girders across, legs at both ends. */
export function addGantry(
  scene: SceneBuilder,
  id: string,
  at: Axes,
  span: number,
  paint: Material,
  trolley: number,
) {
  const half = span / 2;
  for (const f of [-4.5, 4.5]) {
    lattice(
      scene,
      axesAt(at, f, 0, 90),
      [-half - 5, DATUM + 15],
      [half + 5, DATUM + 15],
      1.5,
      paint,
    );
    for (const l of [-half, half]) {
      scene.beam(at, [f * 1.25, l, DATUM + 1], [f, l, DATUM + 15], 0.9, paint);
      scene.box(
        at,
        [f * 1.25 - 2, f * 1.25 + 2],
        [l - 0.5, l + 0.5],
        [DATUM, DATUM + 1.5],
        shade(paint, 0.7),
      );
    }
  }
  for (const l of [-half, half])
    scene.beam(at, [-5, l, DATUM + 14], [5, l, DATUM + 14], 0.9, paint);
  scene.box(at, [-5, 5], [trolley - 2, trolley + 2], [DATUM + 15, DATUM + 17.5], OFF_WHITE, {
    cast: 'thin',
  });
  scene.objects.push({
    ...BARE,
    id,
    class: 'crane',
    axes: at,
    length: 15.2,
    width: span + 1,
    z: DATUM + 1.5,
  });
}

/** A long shed with a ribbed gable roof, vents along the ridge and weather on it. */
export function addShed(
  scene: SceneBuilder,
  at: Axes,
  length: number,
  width: number,
  roof: Material,
  seed: number,
) {
  const [hl, hw] = [length / 2, width / 2];
  const eave = DATUM + 8;
  const pitch = 0.22;
  const tone = (f: number, l: number) => {
    const rib = Math.abs(((f * 0.55) % 1) - 0.5) < 0.12 ? 0.93 : 1;
    const sheet = 0.92 + 0.16 * hash01(Math.floor(f / 6), Math.floor(l / 9), seed);
    return (
      rib *
      sheet *
      (1 + 0.16 * noise(f * 0.05 + seed, l * 0.3) + 0.08 * noise(f * 0.6, l * 0.6 + seed))
    );
  };
  for (const side of [-1, 1]) {
    const strips = 4;
    for (let k = 0; k < strips; k++) {
      const [a, b] = [(side * hw * k) / strips, (side * hw * (k + 1)) / strips];
      const z = eave + pitch * hw * (1 - (k + 0.5) / strips);
      scene.box(at, [-hl, hl], [Math.min(a, b), Math.max(a, b)], [z, z], roof, {
        slope: [0, -side * pitch],
        tone,
      });
    }
  }
  const ridge = eave + pitch * hw;
  scene.box(at, [-hl, hl], [-hw, hw], [DATUM, eave], roof, { side: shade(roof, 0.8) });
  scene.box(at, [-hl, hl], [-0.3, 0.3], [DATUM, ridge], roof);
  scene.box(at, [-hl, hl], [-0.35, 0.35], [ridge, ridge + 0.25], shade(roof, 1.15));
  for (let f = -hl + 8; f < hl - 4; f += 11)
    scene.box(at, [f, f + 2.6], [-1, 1], [ridge, ridge + 1.5], shade(roof, 0.8));
  for (let f = -hl + 10; f < hl - 6; f += 16.5) {
    for (const l of [-0.55 * hw, 0.55 * hw])
      scene.box(
        at,
        [f, f + 3.6],
        [l - 1, l + 1],
        [eave + pitch * hw * 0.45, eave + pitch * hw * 0.45 + 0.3],
        shade(OFF_WHITE, 0.85),
        { cast: 'none' },
      );
  }
}

/** A house or block: flat roof with things on it, or a gable roof. */
export function addHouse(
  scene: SceneBuilder,
  at: Axes,
  length: number,
  width: number,
  height: number,
  roof: Material,
  random: Random,
) {
  const [hl, hw] = [length / 2, width / 2];
  const z = DATUM + height;
  const o = random.between(0, 300);
  const tone = (f: number, l: number) =>
    1 + 0.14 * noise(f * 0.4 + o, l * 0.4) + 0.1 * noise(f * 1.7, l * 1.7 + o);
  if (height > 9) {
    scene.box(at, [-hl, hl], [-hw, hw], [DATUM, z], shade(roof, 1.1), {
      side: shade(CONCRETE, 0.9),
    });
    scene.box(at, [-hl + 0.5, hl - 0.5], [-hw + 0.5, hw - 0.5], [z, z + 0.01], shade(roof, 0.8), {
      tone,
      cast: 'none',
    });
    for (let f = -hl + 5; f < hl - 3; f += 14)
      scene.box(at, [f, f + 3], [-1.6, 1.6], [z, z + 2.6], CONCRETE);
    return;
  }
  const pitch = 0.45;
  for (const side of [-1, 1]) {
    for (let k = 0; k < 2; k++) {
      const [a, b] = [(side * hw * k) / 2, (side * hw * (k + 1)) / 2];
      scene.box(
        at,
        [-hl, hl],
        [Math.min(a, b), Math.max(a, b)],
        [z + pitch * hw * (0.75 - k * 0.5), z + pitch * hw * (0.75 - k * 0.5)],
        roof,
        { slope: [0, -side * pitch], tone },
      );
    }
  }
  scene.box(at, [-hl, hl], [-hw, hw], [DATUM, z], roof, { side: shade(CONCRETE, 0.8) });
  scene.box(at, [-hl, hl], [-0.2, 0.2], [DATUM, z + pitch * hw], roof);
  if (random.next() > 0.4)
    scene.box(
      at,
      [hl * 0.3, hl * 0.3 + 0.8],
      [-0.4, 0.4],
      [z, z + pitch * hw + 1.4],
      shade(roof, 0.6),
    );
}

/** Straight railway tracks side by side from f0 to f1, 1.52 m gauge. */
export function addTracks(
  scene: SceneBuilder,
  at: Axes,
  [f0, f1]: Pair,
  lefts: readonly number[],
  paved: boolean,
) {
  const z = DATUM + 0.02;
  const low = Math.min(...lefts);
  const high = Math.max(...lefts);
  if (!paved)
    scene.box(at, [f0, f1], [low - 2.4, high + 2.4], [z, z], BALLAST, {
      tone: (f, l) => 1 + 0.25 * noise(f * 0.1, l * 0.4) + 0.2 * noise(f * 1.9, l * 1.9),
    });
  for (const l of lefts) {
    if (!paved)
      scene.box(at, [f0, f1], [l - 1.35, l + 1.35], [z + 0.01, z + 0.01], SLEEPER, {
        tone: (f) => 1 + 0.22 * Math.sin(f * 10.1),
      });
    else
      scene.box(at, [f0, f1], [l - 1.15, l + 1.15], [z + 0.01, z + 0.01], shade(CONCRETE, 0.72), {
        tone: (f, s) => 1 + 0.15 * noise(f * 0.3, s),
      });
    for (const side of [-0.76, 0.76])
      scene.box(
        at,
        [f0, f1],
        [l + side - 0.13, l + side + 0.13],
        [z + 0.02, z + 0.02],
        shade(STEEL_RAIL, paved ? 0.6 : 1.1),
      );
  }
}

const WAGONS: readonly [Material, ...Material[]] = [
  shade(STEEL_RAIL, 1.1),
  shade(RUBBER, 2.5),
  shade(STEEL_RAIL, 0.7),
  shade(STEEL, 0.5),
];

/** A line of wagons: open, flat and covered. */
export function addTrain(
  scene: SceneBuilder,
  id: string,
  at: Axes,
  f0: number,
  left: number,
  count: number,
  random: Random,
) {
  for (let i = 0; i < count; i++) {
    const length = random.pick([13.9, 13.9, 14.7]);
    const place = axesAt(at, f0 + i * 15.3, left);
    const paint = shade(random.pick(WAGONS), random.between(0.85, 1.3));
    const z = DATUM + 3.6;
    scene.box(place, [-length / 2, length / 2], [-1.55, 1.55], [DATUM + 0.9, z], paint);
    if (random.next() < 0.6)
      scene.box(
        place,
        [-length / 2 + 0.3, length / 2 - 0.3],
        [-1.3, 1.3],
        [z, z + 0.01],
        shade(DARK, random.between(0.8, 4)),
        {
          tone: (f, l) => 1 + 0.5 * noise(f * 0.8 + i * 7, l * 0.9),
          cast: 'none',
        },
      );
    scene.objects.push({
      ...BARE,
      id: `${id}-${i + 1}`,
      class: 'rail car',
      axes: place,
      length,
      width: 3.1,
      z,
    });
  }
}

export function addVehicle(
  scene: SceneBuilder,
  id: string,
  at: Axes,
  truck: boolean,
  random: Random,
) {
  const length = truck ? random.between(8.5, 12) : random.between(4.2, 5);
  const width = truck ? 2.5 : 1.85;
  const h = length / 2;
  const w = width / 2;
  const paint = random.pick(CAR_PAINTS);
  const z = DATUM + (truck ? 3 : 0.95);
  if (truck) {
    scene.box(
      at,
      [-h, h - 2.6],
      [-w, w],
      [DATUM + 0.8, z - 0.6],
      random.pick([DARK, YELLOW, OFF_WHITE, STEEL]),
    );
    scene.box(at, [h - 2.3, h], [-w, w], [DATUM, z], paint);
  } else {
    scene.box(at, [-h, h], [-w, w], [DATUM, z], paint);
    scene.box(at, [-h * 0.62, h * 0.34], [-w * 0.9, w * 0.9], [z, z + 0.3], shade(DARK, 0.8));
    scene.box(at, [-h * 0.45, h * 0.12], [-w * 0.85, w * 0.85], [z + 0.3, z + 0.55], paint);
  }
  scene.objects.push({ ...BARE, id, class: 'vehicle', axes: at, length, width, z });
}

/** Coping, fenders and bollards along a quay's face at the left of the line (water is to its right). */
export function addQuayEdge(scene: SceneBuilder, at: Axes, [f0, f1]: Pair) {
  scene.box(at, [f0, f1], [0, 0.9], [DATUM + 0.03, DATUM + 0.03], shade(CONCRETE, 1.25), {
    tone: (f, l) => 0.95 + 0.12 * noise(f * 0.8, l),
  });
  for (let f = f0 + 6; f < f1; f += 12)
    scene.box(at, [f - 1, f + 1], [-0.9, 0], [1, DATUM - 0.4], RUBBER, { cast: 'none' });
  for (let f = f0 + 10; f < f1; f += 22) {
    scene.drum(at, [f, 1.8], 0.4, [DATUM, DATUM + 0.7], shade(YELLOW, 0.8));
    scene.box(
      at,
      [f - 0.8, f + 0.8],
      [1, 2.6],
      [DATUM + 0.035, DATUM + 0.035],
      shade(CONCRETE, 1.12),
    );
  }
}

export function addLightMast(scene: SceneBuilder, at: Axes, height: number) {
  scene.drum(at, [0, 0], 0.35, [DATUM, DATUM + height], STEEL);
  scene.box(at, [-1.5, 1.5], [-1.5, 1.5], [DATUM + height - 1, DATUM + height], STEEL, {
    cast: 'thin',
  });
}
