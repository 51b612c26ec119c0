/** Small pictures of places: a box, or the same ground on another frame, north up or along the keel. */
import type { FrameGeo } from '../../domain/geo/frame-geo';
import { fromPlane, toPlane } from '../../domain/geometry/plane';
import { colourer, neighboursOf, type PlacedPixel } from '../../domain/imaging/display';
import { levelPixels } from '../../domain/imaging/level-pixels';
import type { BoxGeometry } from '../../domain/model/box-geometry';
import type { Frame } from '../../domain/model/frame';
import type { LonLat, Meters, PixelXY, PlaneXY, Radians } from '../../domain/model/units';
import type { FrameRaster, RasterTile } from '../../raster/types';
import { metersPerRow } from '../view-carry';

/** What a chip shows: its middle, how it is turned, and how much of the plane one of its pixels is. */
export type ChipView = {
  readonly center: PlaneXY;
  /** Plane units per pixel of the chip. */
  readonly step: number;
  /** Direction of the chip's right in the plane. */
  readonly right: Radians;
  readonly width: number;
  readonly height: number;
};

/** Ground from the left to the right edge, and the chip in its own pixels. */
export type ChipSize = { readonly across: Meters; readonly width: number; readonly height: number };

/** Ground shown north up around a place, `across` metres wide. null where the frame has no place there. */
export function groundView(
  frame: Frame,
  geo: FrameGeo,
  place: LonLat,
  size: ChipSize,
): ChipView | null {
  const pixel = geo.lonLatToPixel(place);
  const metres = pixel && metersPerRow(geo, pixel);
  const north = pixel && geo.northAngle(pixel);
  if (!pixel || !metres || north === null) return null;
  return {
    center: toPlane(pixel, frame.pixelAspect),
    step: size.across / metres / size.width,
    right: north + Math.PI / 2,
    width: size.width,
    height: size.height,
  };
}

/**
 * A box along its keel, its bow (or the end it was drawn to, where the bow is not known) at the right,
 * `across` metres from the left edge to the right.
 */
export function keelView(
  frame: Frame,
  { x, y, length, angle }: BoxGeometry,
  lengthM: Meters,
  size: ChipSize,
): ChipView {
  return {
    center: toPlane([x, y], frame.pixelAspect),
    step: ((size.across / lengthM) * length) / size.width,
    right: angle,
    width: size.width,
    height: size.height,
  };
}

/** Whether the middle of a view is on the picture. */
export function isOnPicture(frame: Frame, view: ChipView): boolean {
  const [x, y] = fromPlane(view.center, frame.pixelAspect);
  return x >= 0 && y >= 0 && x < frame.raster.width && y < frame.raster.height;
}

/** Samples along each side of a pixel of the chip. */
const OVERSAMPLING = 2;

/**
 * Paints a view with the frame's own display. Where there is no picture, pixels stay transparent.
 * Rejects as readTile does.
 */
export async function paintChip(
  raster: FrameRaster,
  frame: Frame,
  view: ChipView,
  signal: AbortSignal,
): Promise<ImageData> {
  const level = levelFor(raster, frame, view.step / OVERSAMPLING);
  const tiles = await readAround(raster, frame, view, level, signal);
  const colourOf = colourer(frame.stretch, raster.bands);
  const sharp = frame.stretch.sharpen > 0;
  const image = new ImageData(view.width, view.height);
  for (let row = 0; row < view.height; row++) {
    for (let column = 0; column < view.width; column++) {
      const sum = [0, 0, 0];
      let count = 0;
      for (let n = 0; n < OVERSAMPLING ** 2; n++) {
        const dx = ((n % OVERSAMPLING) + 0.5) / OVERSAMPLING;
        const dy = (Math.floor(n / OVERSAMPLING) + 0.5) / OVERSAMPLING;
        const [x, y] = tiles.toLevel(pixelAt(frame, view, column + dx, row + dy));
        const pixel = tiles.find(x, y);
        if (!pixel) continue;
        const colour = colourOf(pixel, sharp ? neighboursOf(tiles.find, x, y) : []);
        for (const c of [0, 1, 2] as const) sum[c] = (sum[c] ?? 0) + colour[c];
        count++;
      }
      if (count === 0) continue;
      const to = (row * view.width + column) * 4;
      for (const c of [0, 1, 2] as const) image.data[to + c] = (sum[c] ?? 0) / count;
      image.data[to + 3] = 255;
    }
  }
  return image;
}

function pixelAt(frame: Frame, view: ChipView, column: number, row: number): PixelXY {
  const [cos, sin] = [Math.cos(view.right) * view.step, Math.sin(view.right) * view.step];
  const [x, y] = [column - view.width / 2, row - view.height / 2];
  const plane: PlaneXY = [view.center[0] + x * cos - y * sin, view.center[1] + x * sin + y * cos];
  return fromPlane(plane, frame.pixelAspect);
}

/** The coarsest level whose pixels are no larger than a step. */
function levelFor({ levels }: FrameRaster, { raster }: Frame, step: number): number {
  let index = 0;
  for (const [i, { height }] of levels.entries()) {
    if (raster.height / height <= Math.max(1, step) * 1.01) index = i;
  }
  return index;
}

type Around = {
  /** The level's pixel that a pixel of the frame lies in. */
  readonly toLevel: (pixel: PixelXY) => readonly [x: number, y: number];
  /** null where there is no data, or nothing was read. */
  readonly find: (x: number, y: number) => PlacedPixel | null;
};

async function readAround(
  raster: FrameRaster,
  frame: Frame,
  view: ChipView,
  index: number,
  signal: AbortSignal,
): Promise<Around> {
  const level = raster.levels[index];
  if (!level) return { toLevel: () => [0, 0], find: () => null };
  const [across, down] = levelPixels(raster, index);
  const [scaleX, scaleY] = [1 / across, 1 / down];
  const corners = [0, view.width].flatMap((x) =>
    [0, view.height].map((y) => pixelAt(frame, view, x, y)),
  );
  const range = (values: readonly number[], size: number): readonly [number, number] => [
    // The neighbours of the pixels at the edge are needed too, for sharpening.
    Math.max(0, Math.floor((Math.min(...values) - 1) / level.tileSize)),
    Math.min(
      Math.ceil(size / level.tileSize) - 1,
      Math.floor((Math.max(...values) + 1) / level.tileSize),
    ),
  ];
  const [left, right] = range(
    corners.map(([x]) => x * scaleX),
    level.width,
  );
  const [top, bottom] = range(
    corners.map(([, y]) => y * scaleY),
    level.height,
  );
  const tiles = new Map<string, RasterTile>();
  const jobs: Promise<void>[] = [];
  for (let row = top; row <= bottom; row++) {
    for (let column = left; column <= right; column++) {
      jobs.push(
        raster.readTile(index, column, row, signal).then((tile) => {
          tiles.set(`${column},${row}`, tile);
        }),
      );
    }
  }
  await Promise.all(jobs);
  const opaque = raster.floating ? 1 : 255;
  return {
    toLevel: ([x, y]) => [Math.floor(x * scaleX), Math.floor(y * scaleY)],
    find(x, y) {
      if (x < 0 || y < 0 || x >= level.width || y >= level.height) return null;
      const [column, row] = [Math.floor(x / level.tileSize), Math.floor(y / level.tileSize)];
      const tile = tiles.get(`${column},${row}`);
      if (!tile) return null;
      const { data, channels, width } = tile;
      const at = ((y - row * level.tileSize) * width + x - column * level.tileSize) * channels;
      return data[at + channels - 1] === opaque ? { data, at } : null;
    },
  };
}
