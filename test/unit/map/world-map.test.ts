import { describe, expect, it } from 'vitest';
import type { LonLat } from '../../../src/domain/model/units';
import {
  boundedView,
  fittedWorld,
  latitudeOf,
  screenToWorld,
  toWorld,
  worldToScreen,
  zoomedView,
} from '../../../src/map/world-map/mercator';
import { hitWorld, placeWorld, spreadOf } from '../../../src/map/world-map/world-scene';
import type { WorldData, WorldSighting } from '../../../src/map/world-map/world-types';

const sighting = (id: string, lonLat: LonLat): WorldSighting => ({
  id,
  lonLat,
  time: '12 Oct 2023',
  vesselId: 'v',
  color: '#ff0000',
  label: 'Maia',
});
const leg = (from: LonLat, to: LonLat) => ({ from, to, label: 'leg', flag: null, color: '#fff' });
const nothing: WorldData = { sites: [], sightings: [], legs: [], footprints: [] };

const NAJIN: LonLat = [130.3, 42.2];
const DUNAI: LonLat = [132.35, 42.88];
const LOS_ANGELES: LonLat = [-118.2, 33.7];

describe('world map', () => {
  it('is spherical Mercator', () => {
    // PROJ 9.1.1: echo "130.3 42.2" | proj +proj=merc +R=57.29577951308232 -f %.9f
    const [x, y] = toWorld(130.3, 42.2);
    expect(x).toBeCloseTo(130.3, 9);
    expect(y).toBeCloseTo(-46.631418072, 8);
    expect(latitudeOf(y)).toBeCloseTo(42.2, 9);
  });

  it('fits its data with room around it', () => {
    const data = { ...nothing, sightings: [sighting('a', NAJIN), sighting('b', DUNAI)] };
    const view = fittedWorld(data, 600, 400);
    for (const { at } of placeWorld(data, view).sightings) {
      expect(at[0]).toBeGreaterThan(30);
      expect(at[0]).toBeLessThan(570);
      expect(at[1]).toBeGreaterThan(30);
      expect(at[1]).toBeLessThan(370);
    }
    expect(fittedWorld(nothing, 600, 400).scale).toBeCloseTo(600 / 360, 9);
  });

  it('shows all of very many places', () => {
    const sightings = Array.from({ length: 200_000 }, (_, i) =>
      sighting(`${i}`, i % 2 ? NAJIN : DUNAI),
    );
    const { center, scale } = fittedWorld({ ...nothing, sightings }, 600, 400);
    const few = fittedWorld({ ...nothing, sightings: sightings.slice(0, 2) }, 600, 400);
    expect([...center, scale]).toEqual([...few.center, few.scale]);
  });

  it('shows a way across the Pacific the short way, in one piece', () => {
    const data = { ...nothing, legs: [leg(NAJIN, LOS_ANGELES)] };
    const view = fittedWorld(data, 900, 500);
    const [placed] = placeWorld(data, view).legs;
    const xs = placed?.points.map(([x]) => x) ?? [];
    expect(Math.min(...xs)).toBeGreaterThan(30);
    expect(Math.max(...xs)).toBeLessThan(870);
    for (const [i, x] of xs.entries()) expect(x).toBeGreaterThanOrEqual(xs[i - 1] ?? x);
  });

  it('zooms about the pointer and stays on the earth', () => {
    const view = fittedWorld({ ...nothing, sightings: [sighting('a', NAJIN)] }, 600, 400);
    const place = screenToWorld(view, [150, 90]);
    const closer = zoomedView(view, 3, [150, 90]);
    const [x, y] = worldToScreen(closer, place);
    expect([x, y].map((value) => Number(value.toFixed(6)))).toEqual([150, 90]);
    expect(boundedView({ ...view, scale: 0.001 }).scale).toBeCloseTo(600 / 360, 9);
    expect(boundedView({ ...view, center: [500, -999] }).center[0]).toBeCloseTo(140, 9);
  });

  it('sets sightings at one place beside each other, so that each can be clicked', () => {
    const data = {
      ...nothing,
      sightings: ['a', 'b', 'c'].map((id) => sighting(id, NAJIN)),
    };
    const scene = placeWorld(data, fittedWorld(data, 600, 400));
    const ids = scene.sightings.map(({ at }) => {
      const hit = hitWorld(scene, at);
      return hit?.kind === 'sighting' ? hit.sighting.id : null;
    });
    expect(ids).toEqual(['a', 'b', 'c']);
  });

  it('keeps a port with very many sightings and legs on the map, each to be clicked, its name beside', () => {
    const data = {
      sites: [{ id: 's', name: 'Najin', lonLat: NAJIN }],
      sightings: [
        ...Array.from({ length: 45 }, (_, i) => sighting(`${i}`, NAJIN)),
        sighting('b', DUNAI),
      ],
      legs: Array.from({ length: 30 }, () => leg(NAJIN, DUNAI)),
      footprints: [],
    };
    const around = spreadOf(placeWorld(data, fittedWorld(data, 1400, 360)));
    const scene = placeWorld(data, fittedWorld(data, 1400, 360, around));
    const shown = [
      ...scene.sightings.map(({ at }) => at),
      ...scene.legs.flatMap(({ points }) => points),
    ];
    for (const [x, y] of shown) {
      expect(x).toBeGreaterThan(5);
      expect(x).toBeLessThan(1395);
      expect(y).toBeGreaterThan(5);
      expect(y).toBeLessThan(355);
    }
    for (const { sighting: one, at } of scene.sightings) {
      expect(hitWorld(scene, at)).toMatchObject({ sighting: { id: one.id } });
    }
    const [site] = scene.sites;
    const level = scene.sightings.filter(({ at }) => Math.abs(at[1] - (site?.at[1] ?? 0)) < 10);
    for (const { at } of level.filter(({ sighting: { id } }) => id !== 'b')) {
      expect(at[0]).toBeLessThanOrEqual((site?.at[0] ?? 0) + (site?.marks.right ?? 0) + 1e-9);
    }
  });

  it('tells a leg from the water beside it', () => {
    const data = { ...nothing, legs: [leg(NAJIN, DUNAI)] };
    const scene = placeWorld(data, fittedWorld(data, 600, 400));
    const points = scene.legs[0]?.points ?? [];
    const [x, y] = points[Math.floor(points.length / 2)] ?? [0, 0];
    expect(hitWorld(scene, [x, y])?.kind).toBe('leg');
    expect(hitWorld(scene, [x + 30, y + 30])).toBeNull();
  });
});
