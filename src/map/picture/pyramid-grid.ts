/** The tile grid of a picture's levels in the coordinates of its plane. */
import TileGrid from 'ol/tilegrid/TileGrid';
import type { RasterLevel } from '../../raster/types';

export type PyramidGrid = {
  readonly grid: TileGrid;
  /** Tile size in samples, for each zoom of the grid. */
  readonly sampleSizes: [number, number][];
  /** Zoom 0 is the coarsest level, level 0 the finest. */
  readonly levelOfZoom: (zoom: number) => number;
};

/**
 * Overviews are rounded up to whole pixels, so that a coarse pixel is not an exact multiple of a fine
 * one, nor by the same factor both ways. Each level therefore has its own tile size in plane units,
 * such that every level covers exactly the picture's extent. Coordinates are (u, −v).
 */
export function pyramidGrid(levels: readonly RasterLevel[], pixelAspect: number): PyramidGrid {
  const [finest] = levels;
  if (!finest) throw new Error('A picture needs at least one level.');
  const coarseFirst = [...levels].reverse();
  const resolutions = coarseFirst.map((level) => finest.height / level.height);
  const tileSizes = coarseFirst.map((level): [number, number] => {
    const across = (finest.width * pixelAspect) / level.width;
    const down = finest.height / level.height;
    return [(level.tileSize * across) / down, level.tileSize];
  });
  const grid = new TileGrid({
    extent: [0, -finest.height, finest.width * pixelAspect, 0],
    origin: [0, 0],
    resolutions,
    tileSizes,
    sizes: coarseFirst.map((level) => [
      Math.ceil(level.width / level.tileSize),
      Math.ceil(level.height / level.tileSize),
    ]),
  });
  return {
    grid,
    sampleSizes: coarseFirst.map(({ tileSize }) => [tileSize, tileSize]),
    levelOfZoom: (zoom) => levels.length - 1 - zoom,
  };
}

/**
 * For OpenLayers' zDirection: the coarser of two levels where its pixels are still no larger than
 * 1.4 device pixels; OpenLayers itself does not count the device's pixels.
 */
export function preferLevel(devicePixelRatio: number) {
  return (resolution: number, coarser: number, _finer: number): number =>
    coarser <= (resolution / devicePixelRatio) * Math.SQRT2 ? 1 : -1;
}
