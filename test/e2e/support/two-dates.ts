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

/** An amplitude of 16 bits, from patch to patch by factors of two: dark but for a few, as radar is. */
export function amplitudeAfter(place: Ground, margin = 0): number | null {
  const patch = patchAt(place, margin);
  return patch && 60 * 2 ** ((patch[0] * 3 + patch[1] * 5) % 8);
}

/** The third picture: degrees of longitude and latitude on WGS 84. */
const DEGREES = { step: [1.5e-5, 1.2e-5], size: 300 } as const;
const CORNER = proj4(UTM, 'EPSG:4326', [EAST + 10, NORTH - 20]) as [number, number];
/** The fourth: UTM as the first, turned by −40°, on pixels of 0.8 m. */
const TURNED = { step: 0.8, size: 500, turn: (-40 * Math.PI) / 180 } as const;

export function groundOfThird([x, y]: PixelPoint): Ground {
  const [lon, lat] = [CORNER[0] + x * DEGREES.step[0], CORNER[1] - y * DEGREES.step[1]];
  return proj4('EPSG:4326', UTM, [lon, lat]) as [number, number];
}

export function groundOfFourth([x, y]: PixelPoint): Ground {
  const { step, size, turn } = TURNED;
  const [dx, dy] = [(x - size / 2) * step, (size / 2 - y) * step];
  return [
    EAST + SIDE / 2 + dx * Math.cos(turn) - dy * Math.sin(turn),
    NORTH - SIDE / 2 + dx * Math.sin(turn) + dy * Math.cos(turn),
  ];
}

/** Writes both and gives their paths; their names carry the dates 12 and 19 October 2023. */
export function makeTwoDates(): readonly [before: string, after: string] {
  const folder = newFolder();
  return [writeBefore(folder), writeAfter(folder, '20231019_020000_after.tif', sampleAfter)];
}

/** The same, the second by a radar. */
export function makeWithRadar(): readonly [before: string, after: string] {
  const folder = newFolder();
  const name = '2023-10-19-02-00-00_UMBRA-05_GEC.tif';
  return [writeBefore(folder), writeAfter(folder, name, amplitudeAfter)];
}

/** The two, and two more of 26 October and 2 November: of other systems, resolutions and turns. */
export function makeFourDates(): readonly string[] {
  const folder = newFolder();
  return [
    writeBefore(folder),
    writeAfter(folder, '20231019_020000_after.tif', sampleAfter),
    writeGrey(folder, '20231026_020000_third.tif', DEGREES.size, groundOfThird, [
      [GEO.scale, 12, [...DEGREES.step, 0]],
      [GEO.tiepoint, 12, [0, 0, 0, ...CORNER, 0]],
      [GEO.keys, 3, [1, 1, 0, 3, 1024, 0, 1, 2, 1025, 0, 1, 1, 2048, 0, 1, 4326]],
    ]),
    writeGrey(folder, '20231102_020000_fourth.tif', TURNED.size, groundOfFourth, [
      [GEO.transform, 12, turnedBy(TURNED, [EAST + SIDE / 2, NORTH - SIDE / 2])],
      [GEO.keys, 3, geoKeys(32652)],
    ]),
  ];
}

function newFolder(): string {
  return mkdtempSync(join(tmpdir(), 'two-dates-'));
}

function writeBefore(folder: string): string {
  const { width, height, step } = BEFORE;
  const colours = new Uint8Array(width * height * 3);
  for (let i = 0; i < width * height; i += 1) {
    const place = groundOfBefore([(i % width) + 0.5, Math.floor(i / width) + 0.5]);
    colours.set(colourBefore(place) ?? [0, 0, 0], i * 3);
  }
  return write(folder, '20231012_014709_before.tif', {
    ...{ width, height, samples: 3, data: colours },
    fields: [
      [GEO.scale, 12, [step, step, 0]],
      [GEO.tiepoint, 12, [0, 0, 0, EAST, NORTH, 0]],
      [GEO.keys, 3, geoKeys(32652)],
    ],
  });
}

function writeAfter(
  folder: string,
  name: string,
  sampleOf: (place: Ground) => number | null,
): string {
  const { width, height } = AFTER;
  const samples = new Uint16Array(width * height);
  const placeOf = quickly(groundOfAfter, width);
  for (let i = 0; i < samples.length; i += 1) {
    samples[i] = sampleOf(placeOf([(i % width) + 0.5, Math.floor(i / width) + 0.5])) ?? 200;
  }
  return write(folder, name, {
    ...{ width, height, data: new Uint8Array(samples.buffer) },
    fields: [
      [258, 3, [16]],
      [GEO.transform, 12, turnedBy({ ...AFTER, size: AFTER.width }, MIDDLE)],
      [GEO.keys, 3, geoKeys(3857)],
    ],
  });
}

/** The luma of the first picture's patches, on another grid. */
function writeGrey(
  folder: string,
  name: string,
  size: number,
  groundOf: (pixel: PixelPoint) => Ground,
  fields: Plain['fields'] & object,
): string {
  const data = new Uint8Array(size * size);
  const placeOf = quickly(groundOf, size);
  for (let i = 0; i < data.length; i += 1) {
    const place = placeOf([(i % size) + 0.5, Math.floor(i / size) + 0.5]);
    data[i] = colourBefore(place)?.[1] ?? 10;
  }
  return write(folder, name, { width: size, height: size, data, fields });
}

/**
 * The ground of a square picture's pixels between those of its corners, which is within centimetres
 * of the truth: enough to paint patches by, whose borders nobody looks at.
 */
function quickly(groundOf: (pixel: PixelPoint) => Ground, size: number) {
  const [a, b, c] = [groundOf([0, 0]), groundOf([size, 0]), groundOf([0, size])];
  return ([x, y]: PixelPoint): Ground => {
    const [u, v] = [x / size, y / size];
    return [
      a[0] + u * (b[0] - a[0]) + v * (c[0] - a[0]),
      a[1] + u * (b[1] - a[1]) + v * (c[1] - a[1]),
    ];
  };
}

/** GeoTIFF's matrix of a square picture that is turned about its middle. */
function turnedBy(
  { step, size, turn }: { readonly step: number; readonly size: number; readonly turn: number },
  [east, north]: readonly [number, number],
): readonly number[] {
  const [cos, sin] = [step * Math.cos(turn), step * Math.sin(turn)];
  const x0 = east - (size / 2) * (cos + sin);
  const y0 = north - (size / 2) * (sin - cos);
  return [cos, sin, 0, x0, sin, -cos, 0, y0, 0, 0, 0, 0, 0, 0, 0, 1];
}
