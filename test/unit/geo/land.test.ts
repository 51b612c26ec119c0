import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { describe, expect, it } from 'vitest';
import { geodesicLine, westernmost } from '../../../src/domain/geo/geodesic-line';
import { isSeam, landWithin, type Region, readLand } from '../../../src/domain/geo/land';

const path = createRequire(import.meta.url).resolve('world-atlas/land-10m.json');
const land = readLand(JSON.parse(readFileSync(path, 'utf8')));

/** Even–odd rule, as a canvas fills. */
function isLand(rings: readonly Float64Array[], lon: number, lat: number): boolean {
  let inside = false;
  for (const ring of rings) {
    for (let i = 0, k = ring.length - 2; i < ring.length; k = i, i += 2) {
      const [x, y, px, py] = [ring[i] ?? 0, ring[i + 1] ?? 0, ring[k] ?? 0, ring[k + 1] ?? 0];
      if (y > lat !== py > lat && lon < ((px - x) * (lat - y)) / (py - y) + x) inside = !inside;
    }
  }
  return inside;
}

/**
 * Land (1) and sea (0) by GDAL 3.6.2, for each point:
 *   ogrinfo -so -spat LON LAT LON LAT node_modules/world-atlas/land-10m.json land | grep Count
 */
const GDAL: readonly (readonly [lon: number, lat: number, land: 0 | 1])[] = [
  [130.2, 42.3, 1],
  [130.5, 42.1, 0],
  [130.29, 42.23, 0],
  [131.6, 42.9, 0],
  [131.9, 43.1, 0],
  [130.35, 42.2, 0],
  [131, 42.6, 0],
  [130.8, 42.5, 1],
  [-118.2, 33.7, 0],
  [-118.25, 33.9, 1],
  [23.6, 37.94, 0],
  [23.7, 38.1, 1],
  [-157.87, 21.3, 1],
  [-157.9, 21.4, 1],
  [51, 42, 0],
  [47, 48, 1],
  [129.08, 35.1, 0],
  [129.0, 35.2, 1],
];

describe('the coastline', () => {
  const around = (lon: number, lat: number): Region => ({
    west: lon - 1.5,
    east: lon + 1.5,
    south: lat - 1,
    north: lat + 1,
  });

  it('has land and sea where GDAL has them, cut to a region', () => {
    const seen = GDAL.map(([lon, lat]) => [
      lon,
      lat,
      Number(isLand(landWithin(land, around(lon, lat)), lon, lat)),
    ]);
    expect(seen).toEqual(GDAL);
  });

  it('cuts to the region and no farther', () => {
    const region = { west: 130, east: 132, south: 42, north: 43.5 };
    const rings = landWithin(land, region);
    expect(rings.length).toBeGreaterThan(1);
    const lons = rings.flatMap((ring) => [...ring].filter((_, i) => i % 2 === 0));
    const lats = rings.flatMap((ring) => [...ring].filter((_, i) => i % 2 === 1));
    expect([Math.min(...lons), Math.max(...lons)]).toEqual([130, 132]);
    expect([Math.min(...lats) >= 42, Math.max(...lats) <= 43.5]).toEqual([true, true]);
  });

  it('goes on across the antimeridian, and knows the cut there from a coast', () => {
    // GDAL takes this data's jumps from 180 to -180 for land. So: villages and seas by the atlas.
    const rings = landWithin(land, { west: 170, east: 190, south: 60, north: 73 });
    const places = {
      'Leningradsky, Chukotka': [178.42, 69.38],
      'Amguema, Chukotka': [360 - 178.93, 67.05],
      'Wrangel Island, on 180°': [180, 71.2],
    } as const;
    for (const [name, [lon, lat]] of Object.entries(places)) {
      expect(isLand(rings, lon, lat), name).toBe(true);
    }
    expect(isLand(rings, 180, 62), 'Bering Sea').toBe(false);
    expect(isLand(rings, 180, 70.3), 'Long Strait').toBe(false);
    expect(isSeam(180, 66, 180, 68)).toBe(true);
    expect(isSeam(-180, 66, -180, 68)).toBe(true);
    expect(isSeam(179.9, 66, 180, 66)).toBe(false);
  });

  it('has Antarctica down to the pole', () => {
    const rings = landWithin(land, { west: -185, east: 185, south: -90, north: -50 });
    for (const lon of [-179.9, -90, 0, 90, 179.9]) expect(isLand(rings, lon, -87)).toBe(true);
    expect(isLand(rings, 0, -60)).toBe(false);
    expect(isSeam(0, -90, 180, -90)).toBe(true);
    expect(isSeam(0, -70, 1, -71)).toBe(false);
  });

  it('refuses what is no topology', () => {
    expect(() => readLand({ type: 'FeatureCollection' })).toThrow();
  });
});

describe('geodesic lines', () => {
  it('run on across 180° as geod has them', () => {
    // PROJ 9.1.1: geod +ellps=WGS84 +lat_1=42.2 +lon_1=130.3 +lat_2=33.7 +lon_2=-118.2 +n_S=4 -f %.6f
    const truth = [
      [130.3, 42.2],
      [156.703639, 52.255516],
      [190.899573, 54.143177],
      [221.05948, 46.766196],
      [241.8, 33.7],
    ] as const;
    const line = geodesicLine([130.3, 42.2], [-118.2, 33.7], 2_300_000);
    expect(line).toHaveLength(truth.length);
    for (const [i, [lon, lat]] of truth.entries()) {
      expect(line[i]?.[0]).toBeCloseTo(lon, 5);
      expect(line[i]?.[1]).toBeCloseTo(lat, 5);
    }
  });

  it('never jump, westward either, and end where they should', () => {
    const line = geodesicLine([-170, 52.3676], [170, 55]);
    for (const [i, [lon]] of line.entries()) {
      expect(Math.abs(lon - (line[i - 1]?.[0] ?? lon))).toBeLessThan(2);
    }
    expect(line.at(-1)?.[0]).toBeCloseTo(-190, 9);
    expect(line.at(-1)?.[1]).toBeCloseTo(55, 9);
  });

  it('of equal places is a point', () => {
    const line = geodesicLine([130, 42], [130, 42]);
    expect(line).toHaveLength(2);
    expect(line[1]?.[0]).toBeCloseTo(130, 9);
    expect(line[1]?.[1]).toBeCloseTo(42, 9);
  });

  it('find the smallest stretch of longitudes', () => {
    expect(westernmost([130, 131.9, 131])).toBe(130);
    expect(westernmost([170, -175, 179])).toBe(170);
    expect(westernmost([-10, 20])).toBe(-10);
    expect(westernmost([])).toBe(0);
  });
});
