/**
 * The same ground twice, of known values: 8-bit colours in UTM, and 16-bit grey in Web Mercator, turned
 * by 25°. Patches of 100 m by 100 m; proj4 alone says which patch a pixel is in.
 */
import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import proj4 from 'proj4';
import { type Plain, writeTiff } from '../../unit/raster/support';
import type { PixelPoint } from './map-view';

type Rgb = readonly [number, number, number];
/** Metres east and north in UTM zone 52 north. */
export type Ground = readonly [east: number, north: number];

const UTM = '+proj=utm +zone=52 +datum=WGS84 +units=m +no_defs';
const MERCATOR = '+proj=merc +a=6378137 +b=6378137 +lat_ts=0 +lon_0=0 +units=m +nadgrids=@null';
const PATCH = 100;
const [EAST, NORTH] = [606_000, 4_676_800] as const;
const SIDE = 400;

const BEFORE = { width: 400, height: 400, step: 1 } as const;
const AFTER = { width: 640, height: 640, step: 1.2, turn: (25 * Math.PI) / 180 } as const;

/** The middle of the ground, where the after picture's middle is too. */
const MIDDLE = proj4(UTM, MERCATOR, [EAST + SIDE / 2, NORTH - SIDE / 2]) as [number, number];

export function groundOfBefore([x, y]: PixelPoint): Ground {
  return [EAST + x * BEFORE.step, NORTH - y * BEFORE.step];
}

export function groundOfAfter([x, y]: PixelPoint): Ground {
  const { width, height, step, turn } = AFTER;
  const [dx, dy] = [(x - width / 2) * step, (height / 2 - y) * step];
  const east = MIDDLE[0] + dx * Math.cos(turn) - dy * Math.sin(turn);
  const north = MIDDLE[1] + dx * Math.sin(turn) + dy * Math.cos(turn);
  return proj4(MERCATOR, UTM, [east, north]) as [number, number];
}

/** Column and row of the patch at a place; null within `margin` metres of its border or outside. */
function patchAt([east, north]: Ground, margin: number): readonly [number, number] | null {
  const [dx, dy] = [(east - EAST) / PATCH, (NORTH - north) / PATCH];
  const [column, row] = [Math.floor(dx), Math.floor(dy)];
  const part = margin / PATCH;
  const inside = [dx - column, dy - row].every((at) => at > part && at < 1 - part);
  return inside && [column, row].every((at) => at >= 0 && at < SIDE / PATCH) ? [column, row] : null;
}

export function colourBefore(place: Ground, margin = 0): Rgb | null {
  const patch = patchAt(place, margin);
  if (!patch) return null;
  const [column, row] = patch;
  return [40 + 50 * column, 30 + 60 * row, 90 + 10 * (column + row)];
}

/** A sample of 16 bits. */
export function sampleAfter(place: Ground, margin = 0): number | null {
  const patch = patchAt(place, margin);
  return patch && 1000 + 700 * ((patch[0] * 3 + patch[1] * 5) % 8);
}

const GEO = { tiepoint: 33922, scale: 33550, transform: 34264, keys: 34735 } as const;

function geoKeys(code: number): readonly number[] {
  return [1, 1, 0, 3, 1024, 0, 1, 1, 1025, 0, 1, 1, 3072, 0, 1, code];
}

function write(folder: string, name: string, picture: Plain): string {
  const path = join(folder, name);
  writeFileSync(path, writeTiff(picture));
  return path;
}

/** Writes both and gives their paths; their names carry the dates 12 and 19 October 2023. */
export function makeTwoDates(): readonly [before: string, after: string] {
  const folder = mkdtempSync(join(tmpdir(), 'two-dates-'));
  const { width, height, step } = BEFORE;
  const colours = new Uint8Array(width * height * 3);
  for (let i = 0; i < width * height; i += 1) {
    const place = groundOfBefore([(i % width) + 0.5, Math.floor(i / width) + 0.5]);
    colours.set(colourBefore(place) ?? [0, 0, 0], i * 3);
  }
  const before = write(folder, '20231012_014709_before.tif', {
    ...{ width, height, samples: 3, data: colours },
    fields: [
      [GEO.scale, 12, [step, step, 0]],
      [GEO.tiepoint, 12, [0, 0, 0, EAST, NORTH, 0]],
      [GEO.keys, 3, geoKeys(32652)],
    ],
  });
  return [before, writeAfter(folder)];
}

function writeAfter(folder: string): string {
  const { width, height, step, turn } = AFTER;
  const samples = new Uint16Array(width * height);
  for (let i = 0; i < samples.length; i += 1) {
    const place = groundOfAfter([(i % width) + 0.5, Math.floor(i / width) + 0.5]);
    samples[i] = sampleAfter(place) ?? 200;
  }
  const [cos, sin] = [step * Math.cos(turn), step * Math.sin(turn)];
  const x0 = MIDDLE[0] - (width / 2) * cos - (height / 2) * sin;
  const y0 = MIDDLE[1] - (width / 2) * sin + (height / 2) * cos;
  return write(folder, '20231019_020000_after.tif', {
    ...{ width, height, data: new Uint8Array(samples.buffer) },
    fields: [
      [258, 3, [16]],
      [GEO.transform, 12, [cos, sin, 0, x0, sin, -cos, 0, y0, 0, 0, 0, 0, 0, 0, 0, 1]],
      [GEO.keys, 3, geoKeys(3857)],
    ],
  });
}
