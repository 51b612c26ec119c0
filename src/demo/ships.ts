/** Builds ships out of prisms: hull, hatches, house, cranes, masts, deck cargo. */
import { axesAt, type SceneBuilder, shade } from './build';
import { addColumns, FORTY, type StackPlan, TWENTY } from './cargo';
import type { View } from './gbuffer';
import { DARK, OFF_WHITE, ORANGE, STEEL, WHITE } from './materials';
import { noise } from './noise';
import { type Axes, DATUM, type ShipFacts } from './scene-types';
import type { ShipSpec, ShipState } from './ship-types';

/** Half the beam at a station, as a share: t runs from 0 at the stern to 1 at the stem. */
function fullness(kind: ShipSpec['kind'], t: number): number {
  const small = kind === 'fishing' || kind === 'tug' || kind === 'launch';
  const run = small ? 0.16 : 0.1;
  const entry = small ? 0.5 : 0.8;
  const transom = kind === 'tug' ? 0.82 : 0.66;
  if (t < run) return transom + (1 - transom) * Math.sqrt(1 - (1 - t / run) ** 2);
  if (t < entry) return 1;
  const u = (t - entry) / (1 - entry);
  return Math.max(0, 1 - u ** (small ? 2.1 : 2.4)) ** (small ? 0.8 : 0.72);
}

/** The deck's outline from the stern's port side round by the stem; inset moves it inboard. */
function planform(spec: ShipSpec, from = 0, to = 1, inset = 0): number[] {
  const port: number[] = [];
  const board: number[] = [];
  const steps = 26;
  for (let i = 0; i <= steps; i++) {
    const s = i / steps;
    const t = from + (to - from) * (from === 0 ? 0.5 - 0.5 * Math.cos(Math.PI * s) : s ** 0.7);
    const f = (t - 0.5) * (spec.length - 2 * inset);
    const half = Math.max(0.02, fullness(spec.kind, t) * (spec.beam / 2) - inset);
    port.push(f, half);
    board.unshift(f, -half);
  }
  return [...port, ...board];
}

/** The ship's axes moved so that its deck, not its waterline, appears at the given place. */
function deckAxes(axes: Axes, deckHeight: number, view: View): Axes {
  const rise = deckHeight - DATUM;
  return {
    ...axes,
    east: axes.east - view.lean[0] * rise,
    north: axes.north - view.lean[1] * rise,
  };
}

function addHull(scene: SceneBuilder, spec: ShipSpec, at: Axes, deck: number) {
  scene.shape(at, planform(spec), 0, deck, shade(spec.hull, 1.15), { side: spec.hull });
  const seed = spec.length * 7 + spec.beam;
  scene.shape(at, planform(spec, 0, 1, 0.45), deck, deck + 0.02, spec.deck, {
    cast: 'none',
    tone: (f, l) =>
      1 + 0.16 * noise(f * 0.22 + seed, l * 0.5) + 0.1 * noise(f * 1.1, l * 1.3 + seed),
  });
}

function addForecastle(scene: SceneBuilder, spec: ShipSpec, at: Axes, deck: number) {
  const top = deck + 2.4;
  scene.shape(at, planform(spec, 0.9, 1, 0.05), deck, top, shade(spec.hull, 1.2), {
    side: spec.hull,
  });
  scene.shape(at, planform(spec, 0.905, 1, 0.5), top, top + 0.02, shade(spec.deck, 1.05), {
    cast: 'none',
  });
  const f = 0.43 * spec.length;
  for (const l of [-1.6, 1.6]) {
    scene.box(at, [f - 1.4, f + 1.2], [l - 0.7, l + 0.7], [top, top + 1.3], shade(spec.deck, 0.6));
    scene.box(at, [f + 1.4, f + 4.5], [l * 0.7 - 0.15, l * 0.7 + 0.15], [top, top + 0.3], DARK);
  }
  scene.drum(at, [f - 3, 0], 0.35, [top, top + 9], OFF_WHITE);
}

/** Stations of the hatches, fore end and aft end, between the house and the forecastle. */
function hatchSpans(spec: ShipSpec): readonly (readonly [number, number])[] {
  const aft = spec.houseSpan[1] < 0 ? spec.houseSpan[1] + 3 : -0.42 * spec.length;
  const fore = 0.385 * spec.length;
  const gap = spec.cranes.length > 0 ? 4.2 : 2;
  const each = (fore - aft - gap * (spec.hatches - 1)) / spec.hatches;
  return Array.from({ length: spec.hatches }, (_, i) => {
    const start = aft + i * (each + gap);
    return [start, start + each] as const;
  });
}

function addHatches(scene: SceneBuilder, spec: ShipSpec, at: Axes, deck: number, state: ShipState) {
  hatchSpans(spec).forEach(([aft, fore], i) => {
    const taper = fore > 0.3 * spec.length ? 0.8 : 1;
    const half = spec.beam * 0.36 * taper;
    const top = deck + 1.7;
    scene.box(at, [aft, fore], [-half, half], [deck, top], shade(spec.hatch, 0.75));
    if (state.openHatches.includes(i)) {
      scene.box(at, [aft + 0.5, fore - 0.5], [-half + 0.5, half - 0.5], [top, top + 0.02], DARK, {
        cast: 'none',
        tone: (f, l) => 0.7 + 0.5 * noise(f * 0.3, l * 0.3),
      });
      scene.box(at, [fore - 3.4, fore - 0.2], [-half, half], [top, top + 2.6], spec.hatch);
      return;
    }
    const panel = (fore - aft) / Math.max(2, Math.round((fore - aft) / 6));
    scene.box(
      at,
      [aft + 0.3, fore - 0.3],
      [-half + 0.25, half - 0.25],
      [top, top + 0.5],
      spec.hatch,
      {
        tone: (f, l) => {
          const seam = (((f - aft) % panel) + panel) % panel;
          return (seam < 0.35 ? 0.66 : 1) * (1 + 0.12 * noise(f * 0.5 + i * 9, l * 0.6));
        },
      },
    );
  });
}

/** House of several decks, bridge with wings, lifeboats, funnel and mast. */
function addHouse(scene: SceneBuilder, spec: ShipSpec, at: Axes, deck: number) {
  const [aft, fore] = [spec.houseSpan[0], spec.houseSpan[1]];
  const b = spec.beam;
  const long = fore - aft;
  const decks = spec.length > 110 ? 5 : 4;
  const z = (level: number) => deck + 2.6 * level;
  const tone = (f: number, l: number) => 0.8 + 0.14 * noise(f * 0.7, l * 0.7);
  const walk = shade(spec.deck, 1.25);
  scene.box(at, [aft, fore], [-0.43 * b, 0.43 * b], [deck, z(2)], walk, { side: spec.house, tone });
  const upper = [aft + long * 0.34, fore - 0.4] as const;
  scene.box(at, upper, [-0.36 * b, 0.36 * b], [z(2), z(decks - 1)], spec.house, { tone });
  const roof = z(decks - 1);
  for (const l of [-0.26 * b, -0.08 * b, 0.12 * b, 0.27 * b])
    scene.box(at, [upper[0] + 0.8, upper[0] + 2.2], [l - 0.7, l + 0.7], [roof, roof + 1.1], STEEL);
  scene.box(at, [fore - 5.2, fore], [-0.33 * b, 0.33 * b], [z(decks - 1), z(decks)], spec.house, {
    tone,
  });
  scene.box(
    at,
    [fore - 3.2, fore - 0.8],
    [-0.5 * b, 0.5 * b],
    [z(decks - 1), z(decks - 1) + 1.1],
    shade(spec.house, 0.95),
  );
  scene.box(
    at,
    [fore - 4, fore - 1],
    [-0.3 * b, 0.3 * b],
    [z(decks), z(decks) + 0.1],
    shade(spec.house, 0.8),
  );
  scene.drum(at, [fore - 3.4, 0], 0.5, [z(decks), z(decks) + 7], OFF_WHITE);
  scene.beam(at, [fore - 3.4, -2, z(decks) + 5], [fore - 3.4, 2, z(decks) + 5], 0.5, WHITE);
  scene.drum(at, [fore - 2, 0.22 * b], 0.8, [z(decks), z(decks) + 1.5], WHITE);
  const fl = Math.min(2.6, b * 0.14);
  const funnel = aft + long * 0.16;
  scene.box(
    at,
    [funnel - fl, funnel + fl],
    [-fl * 0.8, fl * 0.8],
    [z(2), z(decks) + 1.5],
    spec.funnel,
    { side: spec.funnel },
  );
  scene.box(
    at,
    [funnel - fl * 0.6, funnel + fl * 0.6],
    [-fl * 0.5, fl * 0.5],
    [z(decks) + 1.5, z(decks) + 1.9],
    DARK,
  );
  for (const side of [-1, 1]) {
    const l = side * 0.445 * b;
    scene.box(at, [aft + 1.5, aft + 7.5], [l - 1, l + 1], [z(1), z(1) + 2.2], ORANGE, {
      tone: (f) => (f > 0 ? 1 : 1.05),
    });
  }
}

function addDeckCrane(
  scene: SceneBuilder,
  spec: ShipSpec,
  at: Axes,
  deck: number,
  f: number,
  i: number,
  swing: number,
) {
  const paint = spec.craneColour;
  const top = deck + 11;
  scene.drum(at, [f, 0], 1.3, [deck, top], shade(paint, 0.9), { side: paint });
  scene.box(at, [f - 1.9, f + 1.7], [-1.6, 1.6], [top, top + 3.2], paint, { side: paint });
  const reach = Math.min(21, spec.length * 0.17);
  const jib = axesAt(at, f, 0, swing === 0 ? (i === 0 ? 0 : 180) : swing);
  for (const l of [-0.75, 0.75])
    scene.beam(jib, [1.6, l, top], [reach, l * 0.4, top + (swing === 0 ? -2.5 : 9)], 0.5, paint);
  for (let k = 1; k < 6; k++) {
    const t = k / 6;
    const z = top + (swing === 0 ? -2.5 : 9) * t;
    scene.beam(
      jib,
      [1.6 + (reach - 1.6) * t, -0.7, z],
      [1.6 + (reach - 1.6) * t, 0.7, z],
      0.4,
      paint,
    );
  }
}

function addPipes(scene: SceneBuilder, spec: ShipSpec, at: Axes, deck: number) {
  const [aft, fore] = [spec.houseSpan[1] + 2, 0.38 * spec.length];
  for (const l of [-1.2, -0.4, 0.5, 1.3])
    scene.box(
      at,
      [aft, fore],
      [l - 0.16, l + 0.16],
      [deck + 0.9, deck + 1.3],
      shade(spec.hatch, 1.1),
      { cast: 'thin' },
    );
  scene.box(at, [aft, fore], [-2.6, -1.9], [deck + 1.8, deck + 2], STEEL, { cast: 'thin' });
  for (let f = aft + 3; f < fore; f += 6)
    scene.box(at, [f - 0.3, f + 0.3], [-3, 3], [deck, deck + 1], shade(spec.hatch, 0.8));
  const manifold = (aft + fore) / 2;
  for (let k = -2; k <= 2; k++)
    scene.box(
      at,
      [manifold + k * 1.6 - 0.25, manifold + k * 1.6 + 0.25],
      [-spec.beam * 0.42, spec.beam * 0.42],
      [deck + 1, deck + 1.5],
      OFF_WHITE,
    );
  scene.drum(at, [manifold + 6, 0], 0.7, [deck, deck + 8], STEEL);
  scene.beam(at, [manifold + 6, 0, deck + 8], [manifold - 4, 0.5, deck + 9], 0.7, STEEL);
}

function addDeckCargo(
  scene: SceneBuilder,
  spec: ShipSpec,
  at: Axes,
  deck: number,
  state: ShipState,
): number[] {
  const tiers: number[] = [];
  hatchSpans(spec).forEach(([aft, fore], i) => {
    if (state.openHatches.includes(i)) return;
    const room = fore - aft;
    const boxLength = room >= FORTY && i % 3 !== 2 ? FORTY : TWENTY;
    const bays = Math.floor((room + 0.4) / (boxLength + 0.42));
    const rows = Math.floor((spec.beam - 1.2) / 2.56) - (fore > 0.3 * spec.length ? 2 : 0);
    const plan: StackPlan = {
      id: `${spec.id}-h${i + 1}`,
      axes: axesAt(at, (aft + fore) / 2, 0),
      bays,
      rows,
      boxLength,
      tiers: state.tiers,
      fullness: state.fullness,
      seed: spec.length * 13 + i,
      floor: deck + 2.25,
    };
    addColumns(scene, plan, spec.id).forEach((count, tier) => {
      tiers[tier] = (tiers[tier] ?? 0) + count;
    });
  });
  return tiers;
}

function addMoorings(scene: SceneBuilder, spec: ShipSpec, at: Axes, deck: number, side: number) {
  const half = spec.length / 2;
  const b = (spec.beam / 2) * side;
  const lines: readonly [number, number, number, number][] = [
    [half - 4, b * 0.4, half + 16, b + 3.5 * side],
    [half - 6, b * 0.6, half + 9, b + 3.5 * side],
    [half - 14, b * 0.95, half - 34, b + 3 * side],
    [-half + 2, b * 0.6, -half - 14, b + 3.5 * side],
    [-half + 2, b * 0.7, -half - 9, b + 3.5 * side],
    [-half + 8, b * 0.95, -half + 28, b + 3 * side],
  ];
  for (const [f0, l0, f1, l1] of lines)
    scene.beam(at, [f0, l0, deck + 1], [f1, l1, DATUM + 0.5], 0.28, OFF_WHITE);
}

function addSmallCraft(scene: SceneBuilder, spec: ShipSpec, at: Axes, deck: number) {
  const [aft, fore] = spec.houseSpan;
  const half = spec.beam * 0.3;
  scene.box(at, [aft, fore], [-half, half], [deck, deck + 2.6], spec.house);
  scene.box(
    at,
    [aft + (fore - aft) * 0.35, fore - 0.3],
    [-half * 0.8, half * 0.8],
    [deck + 2.6, deck + 5],
    shade(spec.house, 1.05),
  );
  if (spec.kind === 'launch') return;
  scene.drum(
    at,
    [aft + 1, 0],
    Math.max(0.5, spec.beam * 0.08),
    [deck + 2.6, deck + 5.5],
    spec.funnel,
  );
  scene.drum(at, [(aft + fore) / 2, 0], 0.25, [deck + 5, deck + 10], OFF_WHITE);
  if (spec.kind === 'fishing') {
    scene.beam(at, [aft - 2, 0, deck + 6], [-spec.length * 0.42, 0, deck + 5], 0.35, OFF_WHITE);
    scene.box(
      at,
      [-spec.length * 0.34, -spec.length * 0.2],
      [-half, half],
      [deck, deck + 0.9],
      spec.hatch,
      { tone: (f, l) => 1 + 0.5 * noise(f * 1.6, l * 1.6) },
    );
    scene.beam(
      at,
      [spec.length * 0.3, -half, deck + 4],
      [spec.length * 0.3, half, deck + 4],
      0.3,
      STEEL,
    );
  } else
    scene.box(
      at,
      [-spec.length * 0.3, -spec.length * 0.2],
      [-half * 0.5, half * 0.5],
      [deck, deck + 1.6],
      DARK,
    );
}

/** Puts a ship's deck rectangle at the axes (its middle, heading to the bow). */
export function addShip(
  scene: SceneBuilder,
  spec: ShipSpec,
  place: Axes,
  state: ShipState,
  view: View,
) {
  const deck = spec.freeboard + state.rise;
  const at = deckAxes(place, deck, view);
  const small = spec.kind === 'fishing' || spec.kind === 'tug' || spec.kind === 'launch';
  addHull(scene, spec, at, deck);
  let tiers: number[] = [];
  if (small) addSmallCraft(scene, spec, at, deck);
  else {
    addForecastle(scene, spec, at, deck);
    addHouse(scene, spec, at, deck);
    if (spec.kind === 'tanker') addPipes(scene, spec, at, deck);
    else addHatches(scene, spec, at, deck, state);
    spec.cranes.forEach((f, i) => {
      addDeckCrane(
        scene,
        spec,
        at,
        deck,
        f,
        i,
        state.openHatches.includes(i) ? 90 * state.moored * -1 + 14 : 0,
      );
    });
    if (state.tiers > 0) tiers = addDeckCargo(scene, spec, at, deck, state);
  }
  if (state.moored !== 0) addMoorings(scene, spec, at, deck, state.moored);
  if (state.knots > 0)
    scene.wakes.push({ axes: place, length: spec.length, beam: spec.beam, knots: state.knots });
  scene.objects.push({
    id: spec.id,
    name: spec.name,
    class: spec.class,
    axes: at,
    length: spec.length,
    width: spec.beam,
    z: deck,
    bowKnown: true,
    tiers,
    stacked: null,
    ship: factsOf(spec, state),
  });
}

function factsOf(spec: ShipSpec, state: ShipState): ShipFacts {
  const still = state.moored === 0 ? 'anchored' : 'alongside';
  return {
    activity: state.knots > 0 ? 'underway' : still,
    hatches: spec.hatches,
    hatchesOpen: state.openHatches.length,
    cranes: spec.cranes.length,
  };
}
