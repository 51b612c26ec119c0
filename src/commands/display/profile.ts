/** Reads what the profile panel charts: values along a line, or of all bands at a point. */

import { distanceM } from '../../domain/geo/geodesy';
import { frameGeoOf } from '../../domain/geo/measure-cache';
import { levelPixels } from '../../domain/imaging/level-pixels';
import { linePoints, type Profile, profileLevel } from '../../domain/imaging/profile';
import type { Frame } from '../../domain/model/frame';
import type { PixelXY } from '../../domain/model/units';
import type { FrameRaster, RasterTile } from '../../raster/types';
import type { Probe } from '../../store/session';
import { openFrameRaster } from '../frames/frame-imagery';
import type { Services } from '../types';

/** 'Near infrared', '2 Gray' where several have that name, else 'Band 4'. */
function bandName({ raster: { bandNames } }: Frame, band: number): string {
  const name = bandNames[band] ?? '';
  if (name === '') return `Band ${band + 1}`;
  return bandNames.indexOf(name) === bandNames.lastIndexOf(name) ? name : `${band + 1} ${name}`;
}

/**
 * Values of the bands that tiles carry, nearest pixel, one point per pixel of the finest level that keeps
 * the chart readable; at a point, of all bands of the file. Rejects with a UserError where the file cannot
 * be read, with an AbortError when the signal is aborted.
 */
export async function readProfile(
  services: Services,
  frame: Frame,
  { from, to }: Probe,
  signal: AbortSignal,
): Promise<Profile> {
  const raster = await openFrameRaster(services, frame);
  const lengthPx = Math.hypot(to[0] - from[0], to[1] - from[1]);
  if (lengthPx === 0) {
    const values = await raster.samplesAt(from, signal);
    const bands = Array.from({ length: frame.raster.bands }, (_, band) => band);
    const shown = bands.filter((band) => band !== frame.raster.alphaBand);
    const point = { pixel: from, distancePx: 0, distanceM: null };
    const kept = values && shown.map((band) => values[band] ?? Number.NaN);
    const names = shown.map((band) => bandName(frame, band));
    return { names, points: [{ ...point, values: kept }], scale: 1 };
  }
  const heights = raster.levels.map(({ height }) => height);
  const level = profileLevel(heights, lengthPx);
  const scale = (heights[0] ?? 1) / (heights[level] ?? 1);
  const pixels = linePoints(from, to, scale);
  const values = await valuesAlong(raster, level, pixels, signal);
  const geo = frameGeoOf(frame);
  const ends = geo && ([geo.pixelToLonLat(from), geo.pixelToLonLat(to)] as const);
  const total = ends?.[0] && ends[1] ? distanceM(ends[0], ends[1]) : null;
  const points = pixels.map((pixel, i) => {
    const part = i / (pixels.length - 1);
    return {
      pixel,
      distancePx: part * lengthPx,
      distanceM: total === null ? null : part * total,
      values: values[i] ?? null,
    };
  });
  return { names: raster.bands.map((band) => bandName(frame, band)), points, scale };
}

async function valuesAlong(
  raster: FrameRaster,
  index: number,
  pixels: readonly PixelXY[],
  signal: AbortSignal,
): Promise<readonly (readonly number[] | null)[]> {
  const level = raster.levels[index];
  if (!level) return [];
  const size = level.tileSize;
  const [across, down] = levelPixels(raster, index);
  const tiles = new Map<string, Promise<RasterTile>>();
  const read = (column: number, row: number) => {
    const key = `${column}/${row}`;
    const tile = tiles.get(key) ?? raster.readTile(index, column, row, signal);
    tiles.set(key, tile);
    return tile;
  };
  return Promise.all(
    pixels.map(async ([px, py]) => {
      const x = Math.floor(px / across);
      const y = Math.floor(py / down);
      if (x < 0 || y < 0 || x >= level.width || y >= level.height) return null;
      const tile = await read(Math.floor(x / size), Math.floor(y / size));
      const at = ((y % size) * tile.width + (x % size)) * tile.channels;
      const bands = tile.channels - 1;
      if (!tile.data[at + bands]) return null;
      return Array.from(tile.data.subarray(at, at + bands));
    }),
  );
}
