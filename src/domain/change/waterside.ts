/**
 * Comparing light with radar. Ground looks alike to neither, but each can tell open water from what is none,
 * and ports change where water meets land: what lies on one date where the other shows water has come or
 * gone, alongside a quay as well as in the roads (comparison after classification, the usual way with
 * sensors of two kinds).
 */
import { BitPlane } from './bit-plane';
import { highestAround, type Lattice, latticeAt, mapLattice, otsuLevel, rankOf3 } from './lattice';
import type { LocalStatistics } from './local-statistics';
import { maxAround, type Size } from './planes';
import type { Saliency, Surroundings } from './saliency';

/** What stands out less from the nearest open water is water itself. */
const WET = 4;
/** Half the width of the narrowest water that counts, metres: shade and roads are as dark in places. */
const STRAIT_M = 6;
/** Half the width of the slimmest land, metres: what is slimmer lies in the water. */
const LAND_M = 11;
/** Along land as far out as this, metres. */
const ALONGSIDE_M = 45;
/** How far quays lean towards the radar, metres: about as far as they are high. */
const LEAN_M = 4;
/** A point of the lattice with less ground than this is water. */
const MOST_GROUND = 0.5;
/** Half the width of the water between two hulls alongside, as light shows it, metres. */
const GAP_M = 2;
/** What light shows to stand out less from open water than hulls do may be shade and foam on it. */
const HARDLY = 12;
/** So far around a strong echo weaker ones are its sidelobes, metres, from this difference of logarithms on. */
const SIDELOBE_M = 20;
const SIDELOBE = Math.log(5);
/** What stands out less along the shore may be shallow water and wet sand. */
const SHALLOWS = 9;
/** Waters this much smaller than the largest are none: dark yards. */
const LAKE = 0.25;

/**
 * 1 where the radar shows open water all around, 0 on land and along it: bright echoes come from land,
 * and what is dark and small beside the largest water is a yard.
 */
export function openWaterOf({ fine }: Surroundings): Lattice {
  const { middle } = (fine[0] as Surroundings['fine'][number]).statistics;
  const level = otsuLevel(middle);
  return largeWaters(mapLattice(middle, (value) => (value < level ? 0 : 1)));
}

/**
 * Likewise where light shows it on both dates.
 * @param ground as of Evidence
 */
export function openWaterBeside(ground: Lattice): Lattice {
  return largeWaters(mapLattice(ground, (share) => (share < MOST_GROUND ? 0 : 1)));
}

/** 1 where no point around is land (1, of 0 and 1) and such points are not few beside the largest water. */
function largeWaters(points: Lattice): Lattice {
  const land = highestAround(points);
  const { columns, rows } = land;
  const plane = new BitPlane({ width: columns, height: rows });
  land.values.forEach((share, i) => {
    if (share === 0) plane.set(i % columns, Math.floor(i / columns));
  });
  const groups = plane.groups();
  const largest = Math.max(0, ...groups.map(({ length }) => length));
  const values = new Float32Array(land.values.length);
  for (const group of groups) {
    if (group.length >= LAKE * largest) for (const point of group) values[point] = 1;
  }
  return { columns, rows, values };
}

/** The surroundings with those of the nearest open water everywhere, so that land stands out from it. */
export function besideWater(around: Surroundings, water: Lattice): Surroundings {
  return {
    ...around,
    fine: around.fine.map(({ plane, statistics }) => ({
      plane,
      statistics: nearestOn(statistics, water),
    })),
  };
}

function nearestOn({ middle, spread, tails }: LocalStatistics, water: Lattice): LocalStatistics {
  const onWater = (lattice: Lattice): Lattice => ({
    ...lattice,
    values: lattice.values.map((value, i) => (water.values[i] === 1 ? value : Number.NaN)),
  });
  return {
    middle: rankOf3(onWater(middle), 0.5),
    spread: rankOf3(onWater(spread), 0.5),
    tails: onWater(tails),
  };
}

export type Waterside = {
  readonly strength: Float32Array;
  /** Cells along what is land on both dates. */
  readonly shore: BitPlane;
  /** Water of each date that goes on to the open. */
  readonly wet: readonly [before: BitPlane, after: BitPlane];
};

/** What both dates are and where their water is. */
type Seen = {
  readonly water: Lattice;
  readonly valid: Uint8Array;
  readonly size: Size;
  readonly metresPerPixel: number | null;
};

/** Where hulls may lie alongside, and each date's water. */
export type Quayside = Pick<Waterside, 'shore' | 'wet'>;

/**
 * Where both dates show light. Water is what stands out little from the nearest open water and goes on to
 * it, also between two hulls at a quay.
 * @param looks at both dates from their open water
 */
export function quaysideOf(looks: readonly [Saliency, Saliency], seen: Seen): Quayside {
  const { size, metresPerPixel } = seen;
  const cells = cellsOf(metresPerPixel);
  const waterOf = (look: Saliency) =>
    wetCells(look.of({ ...size, left: 0, top: 0 }), seen, cells(GAP_M), HARDLY);
  const wet = [waterOf(looks[0]), waterOf(looks[1])] as const;
  return { wet, shore: shoreOf(wet, seen, cells) };
}

const cellsOf = (metresPerPixel: number | null) => (metres: number) =>
  Math.max(1, Math.round(metres / (metresPerPixel ?? 1)));

/**
 * How much more each cell stands out from the nearest open water on one date than anything within reach
 * does on the other, where that one shows water that goes on to the open.
 */
export async function exclusiveAtWater(
  looks: readonly [Saliency, Saliency],
  seen: Seen,
  reach: number,
  step: () => Promise<void> | void,
): Promise<Waterside> {
  const { size } = seen;
  const cells = cellsOf(seen.metresPerPixel);
  const planes: Plane[] = [];
  const around: Float32Array[] = [];
  const wet: BitPlane[] = [];
  for (const look of looks) {
    const plane = look.of({ ...size, left: 0, top: 0 });
    await step();
    wet.push(wetCells(plane, seen, cells(STRAIT_M), WET));
    around.push(maxAround(plane, size, reach));
    planes.push(plane);
    await step();
  }
  const waters = wet as [BitPlane, BitPlane];
  const shore = shoreOf(waters, seen, cells);
  await step();
  for (const [k, { kind, parts }] of looks.entries()) {
    const [echo] = parts;
    if (kind !== 'radar' || !echo) continue;
    withoutSidelobes(planes[k] as Plane, echo.plane, shore, cells(SIDELOBE_M), size);
    await step();
  }
  const strength = new Float32Array(seen.valid.length);
  for (const [here, there] of [
    [0, 1],
    [1, 0],
  ] as const) {
    const [plane, other] = [planes[here] as Plane, planes[there] as Plane];
    const [off, water] = [around[there] as Float32Array, wet[there] as BitPlane];
    eachCell(size, (x, y, i) => {
      if (!water.has(x, y)) return;
      // A hull that touches the quay is one with it for all filters: there the width alone tells.
      const most = (plane[i] as number) - ((shore.has(x, y) ? other : off)[i] as number);
      if (most > (strength[i] as number)) strength[i] = most;
    });
  }
  keepBroad(strength, shore, size, Math.ceil(Math.max(reach, cells(LEAN_M)) / 2));
  return { strength, shore, wet: waters };
}

function eachCell(
  { width, height }: Size,
  visit: (x: number, y: number, cell: number) => void,
): void {
  for (let y = 0; y < height; y += 1) {
    for (let x = 0; x < width; x += 1) visit(x, y, y * width + x);
  }
}

/** Cells along what is no water on either date, and too large to be a thing in it. */
function shoreOf(
  [wetA, wetB]: readonly [BitPlane, BitPlane],
  { size, valid }: Seen,
  cells: (metres: number) => number,
): BitPlane {
  const land = new BitPlane(size);
  eachCell(size, (x, y, i) => {
    if (valid[i] !== 0 && !wetA.has(x, y) && !wetB.has(x, y)) land.set(x, y);
  });
  let shore = opened(land, cells(LAND_M));
  for (let i = 0; i < cells(ALONGSIDE_M); i += 1) shore = shore.grown();
  return shore;
}

type Plane = Float32Array<ArrayBuffer>;

/** Takes away what stands out beside much stronger echoes only, off the shore. */
function withoutSidelobes(
  off: Plane,
  echo: Float32Array,
  shore: BitPlane,
  reach: number,
  size: Size,
): void {
  const least = echo.reduce((low, value) => Math.min(low, value), Number.POSITIVE_INFINITY);
  const above = new Float32Array(echo);
  for (let i = 0; i < above.length; i += 1) above[i] = (above[i] as number) - least;
  const strongest = maxAround(above, size, reach);
  let bodies = new BitPlane(size);
  eachCell(size, (x, y, i) => {
    if ((above[i] as number) >= (strongest[i] as number) - SIDELOBE) bodies.set(x, y);
  });
  // Decks are dark between their edges and houses.
  const gap = Math.ceil(reach / 5);
  for (let i = 0; i < gap; i += 1) bodies = bodies.grown();
  for (let i = 0; i < gap; i += 1) bodies = bodies.shrunk();
  eachCell(size, (x, y, i) => {
    if (!bodies.has(x, y) && !shore.has(x, y)) off[i] = 0;
  });
}

/** Without what is narrower than 2 · radius + 1 cells. */
function opened(plane: BitPlane, radius: number): BitPlane {
  let out = plane;
  for (let i = 0; i < radius; i += 1) out = out.shrunk();
  for (let i = 0; i < radius; i += 1) out = out.grown();
  return out;
}

/** Takes the strength of slim things along the shore away. */
function keepBroad(strength: Float32Array, shore: BitPlane, size: Size, radius: number): void {
  const broad = opened(BitPlane.ofAtLeast(SHALLOWS, strength, size), radius);
  eachCell(size, (x, y, i) => {
    if (shore.has(x, y) && !broad.has(x, y)) strength[i] = 0;
  });
}

/**
 * Water that goes on to open water through no strait narrower than twice a radius.
 * @param level what stands out less is water
 */
function wetCells(
  plane: Plane,
  { water, valid, size }: Seen,
  radius: number,
  level: number,
): BitPlane {
  const calm = new BitPlane(size);
  eachCell(size, (x, y, i) => {
    if ((plane[i] as number) < level && valid[i] !== 0) calm.set(x, y);
  });
  let wide = calm.grown().shrunk();
  for (let i = 0; i < radius; i += 1) wide = wide.shrunk();
  let open = new BitPlane(size);
  for (const cells of wide.groups()) {
    const reaches = cells.some((cell) => {
      return latticeAt(water, cell % size.width, Math.floor(cell / size.width)) === 1;
    });
    if (!reaches) continue;
    for (const cell of cells) open.set(cell % size.width, Math.floor(cell / size.width));
  }
  for (let i = 0; i < radius; i += 1) open = open.grown();
  return open;
}
