/** Where the things of a world map are on screen for one view: for drawing them and for pointing at them. */

import { geodesicLine } from '../../domain/geo/geodesic-line';
import { distanceM, longitudeNear } from '../../domain/geo/geodesy';
import type { LonLat } from '../../domain/model/units';
import { toWorld, type WorldView, type WorldXY, worldToScreen } from './mercator';
import type { WorldData, WorldFootprint, WorldLeg, WorldSighting, WorldSite } from './world-types';

export type PlacedSighting = {
  readonly sighting: WorldSighting;
  /** Where its mark is, and the place it stands for, from which it may be moved aside. */
  readonly at: WorldXY;
  readonly place: WorldXY;
};
export type PlacedLeg = { readonly leg: WorldLeg; readonly points: readonly WorldXY[] };
export type PlacedFootprint = {
  readonly footprint: WorldFootprint;
  readonly points: readonly WorldXY[];
};
export type PlacedSite = {
  readonly site: WorldSite;
  readonly at: WorldXY;
  /** How far to either side the marks reach that are level with it, CSS pixels: its name is set beyond them. */
  readonly marks: { readonly left: number; readonly right: number };
};

export type WorldScene = {
  readonly sites: readonly PlacedSite[];
  readonly sightings: readonly PlacedSighting[];
  readonly legs: readonly PlacedLeg[];
  readonly footprints: readonly PlacedFootprint[];
};

/** Sightings nearer than this on screen, CSS pixels, are set around their place. */
const NEAR = 11;
/** CSS pixels between marks that are set around a place, and from it at least. */
const SPACING = 13;
const LEAST_RING = 14;
/** More than these are set in several rings. */
const ONE_RING = 12;
/** How near marks are to a site to be counted as its own, and how level with its name; CSS pixels. */
const BESIDE = 110;
const LEVEL = 12;
/** Ground metres between points of a leg at most, and how many steps it has at least. */
const LONGEST_STEP = 50_000;
const LEAST_STEPS = 24;
/** CSS pixels between the middles of legs that join the same places, and across all of them at most. */
const LEGS_APART = 14;
const LEGS_ACROSS = 130;
/** How near the pointer has to be, CSS pixels. */
const REACH = 9;
const LEG_REACH = 6;

/** Geodesics do not depend on the view: worked out once for each leg. */
const lines = new WeakMap<WorldLeg, readonly WorldXY[]>();

function lineOf(leg: WorldLeg): readonly WorldXY[] {
  const known = lines.get(leg);
  if (known) return known;
  const step = Math.min(LONGEST_STEP, Math.max(1, distanceM(leg.from, leg.to) / LEAST_STEPS));
  const made = geodesicLine(leg.from, leg.to, step).map(([lon, lat]) => toWorld(lon, lat));
  lines.set(leg, made);
  return made;
}

export function placeWorld(data: WorldData, view: WorldView): WorldScene {
  const [middle] = view.center;
  const at = ([lon, lat]: LonLat) => worldToScreen(view, toWorld(longitudeNear(lon, middle), lat));
  // A line is moved as a whole to the turn at which its middle is nearest.
  const moved = (points: readonly WorldXY[]) => {
    const [x = 0] = points[Math.floor(points.length / 2)] ?? [];
    const shift = longitudeNear(x, middle) - x;
    return points.map(([px, py]) => worldToScreen(view, [px + shift, py]));
  };
  const sightings = spread(
    data.sightings.map((sighting) => ({ sighting, place: at(sighting.lonLat) })),
  );
  return {
    sites: data.sites.map((site) => {
      const middle = at(site.lonLat);
      return { site, at: middle, marks: marksBeside(middle, sightings) };
    }),
    sightings,
    legs: apart(data.legs.map((leg) => ({ leg, points: moved(lineOf(leg)) }))),
    footprints: data.footprints.map((footprint) => ({
      footprint,
      points: moved(footprint.ring.map(([lon, lat]) => toWorld(lon, lat))),
    })),
  };
}

function marksBeside([x, y]: WorldXY, sightings: readonly PlacedSighting[]): PlacedSite['marks'] {
  let [left, right] = [0, 0];
  for (const { at } of sightings) {
    const across = at[0] - x;
    if (Math.abs(at[1] - y) > LEVEL || Math.abs(across) > BESIDE) continue;
    left = Math.max(left, -across);
    right = Math.max(right, across);
  }
  return { left, right };
}

/** How far marks are set from their places at most, CSS pixels. */
export function spreadOf({ sightings }: WorldScene): number {
  let most = 0;
  for (const { at, place } of sightings) most = Math.max(most, distance(at, place));
  return most;
}

/** Legs between the same places are bent apart on screen, whichever way they go. */
function apart(legs: readonly PlacedLeg[]): PlacedLeg[] {
  const groups: PlacedLeg[][] = [];
  for (const leg of legs) {
    const group = groups.find(([first]) => first && sameEnds(first.points, leg.points));
    if (group) group.push(leg);
    else groups.push([leg]);
  }
  return groups.flatMap((group) => {
    const [base] = group;
    const step = Math.min(LEGS_APART, LEGS_ACROSS / Math.max(1, group.length - 1));
    return group.map((placed, i) => {
      const aside = (i - (group.length - 1) / 2) * step;
      const back = base && !near(base.points[0], placed.points[0]);
      return { ...placed, points: bent(placed.points, back ? -aside : aside) };
    });
  });
}

function near(a: WorldXY | undefined, b: WorldXY | undefined): boolean {
  return a !== undefined && b !== undefined && distance(a, b) < NEAR;
}

function sameEnds(a: readonly WorldXY[], b: readonly WorldXY[]): boolean {
  const [from, to] = [b[0], b.at(-1)];
  return (near(a[0], from) && near(a.at(-1), to)) || (near(a[0], to) && near(a.at(-1), from));
}

/** The line moved sideways by `aside` CSS pixels, less towards its ends, which stay. */
function bent(points: readonly WorldXY[], aside: number): readonly WorldXY[] {
  if (aside === 0) return points;
  const [from, to] = [points[0] ?? [0, 0], points.at(-1) ?? [0, 0]];
  const [dx, dy] = [to[0] - from[0], to[1] - from[1]];
  const length = Math.hypot(dx, dy) || 1;
  return points.map(([x, y], i) => {
    const part = Math.sqrt(Math.sin((Math.PI * i) / Math.max(1, points.length - 1)));
    return [x - (dy / length) * aside * part, y + (dx / length) * aside * part];
  });
}

/** Sets those that would hide each other in rings around their place, in the order they came. */
export function spread(
  marks: readonly { readonly sighting: WorldSighting; readonly place: WorldXY }[],
): PlacedSighting[] {
  const groups: { readonly place: WorldXY; readonly members: WorldSighting[] }[] = [];
  for (const { sighting, place } of marks) {
    const group = groups.find((one) => distance(one.place, place) < NEAR);
    if (group) group.members.push(sighting);
    else groups.push({ place, members: [sighting] });
  }
  return groups.flatMap(({ place, members }) => {
    if (members.length === 1) return members.map((sighting) => ({ sighting, place, at: place }));
    const around = ringed(members.length);
    return members.map((sighting, i) => {
      const [dx, dy] = around[i] ?? [0, 0];
      return { sighting, place, at: [place[0] + dx, place[1] + dy] as const };
    });
  });
}

/** Places around a middle, none of them nearer to another than SPACING: one ring of a few, else several. */
function ringed(count: number): WorldXY[] {
  const places: WorldXY[] = [];
  const few = count <= ONE_RING;
  let radius = few ? Math.max(LEAST_RING, (count * SPACING) / (2 * Math.PI)) : LEAST_RING;
  while (places.length < count) {
    const room = few ? count : Math.floor((2 * Math.PI * radius) / SPACING);
    const here = Math.min(room, count - places.length);
    for (let i = 0; i < here; i++) {
      const angle = (2 * Math.PI * i) / here - Math.PI / 2;
      places.push([radius * Math.cos(angle), radius * Math.sin(angle)]);
    }
    radius += SPACING;
  }
  return places;
}

export type WorldHit =
  | { readonly kind: 'sighting'; readonly sighting: WorldSighting }
  | { readonly kind: 'leg'; readonly leg: WorldLeg }
  | { readonly kind: 'footprint'; readonly footprint: WorldFootprint };

/** What lies under a point of the screen: sightings before legs, legs before footprints. */
export function hitWorld(scene: WorldScene, point: WorldXY): WorldHit | null {
  const near = nearest(scene.sightings, ({ at }) => distance(at, point));
  if (near && near.distance <= REACH) return { kind: 'sighting', sighting: near.item.sighting };
  const leg = nearest(scene.legs, ({ points }) => distanceToLine(points, point));
  if (leg && leg.distance <= LEG_REACH) return { kind: 'leg', leg: leg.item.leg };
  const under = scene.footprints.filter(({ points }) => isInside(points, point));
  const footprint = (under.find((one) => one.footprint.current) ?? under.at(-1))?.footprint;
  return footprint ? { kind: 'footprint', footprint } : null;
}

function nearest<T>(items: readonly T[], distanceOf: (item: T) => number) {
  let best: { readonly item: T; readonly distance: number } | null = null;
  for (const item of items) {
    const found = distanceOf(item);
    if (!best || found < best.distance) best = { item, distance: found };
  }
  return best;
}

function distance(a: WorldXY, b: WorldXY): number {
  return Math.hypot(a[0] - b[0], a[1] - b[1]);
}

function distanceToLine(points: readonly WorldXY[], point: WorldXY): number {
  let least = Infinity;
  for (const [i, to] of points.entries()) {
    const from = points[i - 1] ?? to;
    const [dx, dy] = [to[0] - from[0], to[1] - from[1]];
    const squared = dx * dx + dy * dy;
    const along = ((point[0] - from[0]) * dx + (point[1] - from[1]) * dy) / (squared || 1);
    const part = Math.max(0, Math.min(1, along));
    least = Math.min(least, distance([from[0] + dx * part, from[1] + dy * part], point));
  }
  return least;
}

function isInside(ring: readonly WorldXY[], [x, y]: WorldXY): boolean {
  let inside = false;
  for (const [i, to] of ring.entries()) {
    const from = ring.at(i - 1) ?? to;
    const crosses = to[1] > y !== from[1] > y;
    if (crosses && x < ((from[0] - to[0]) * (y - to[1])) / (from[1] - to[1]) + to[0]) {
      inside = !inside;
    }
  }
  return inside;
}
