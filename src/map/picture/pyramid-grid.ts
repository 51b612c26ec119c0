/** The tile grid of a picture's levels in the coordinates of its plane. */
import { getIntersection, isEmpty } from 'ol/extent';
import TileGrid from 'ol/tilegrid/TileGrid';
import type { PlaneRect } from '../../domain/geometry/plane';
import { levelPixels } from '../../domain/imaging/level-pixels';
import type { FrameRaster, RasterLevel } from '../../raster/types';

export type PyramidGrid = {
  readonly grid: TileGrid;
  /** Tile size in samples, for each zoom of the grid. */
  readonly sampleSizes: [number, number][];
  /** Zoom 0 is the coarsest level, level 0 the finest. */
  readonly levelOfZoom: (zoom: number) => number;
};

type Levels = Pick<FrameRaster, 'levels' | 'storedLevels'>;

/**
 * Overviews in files are rounded up to whole pixels and cover exactly the picture's extent, so that a coarse
 * pixel is not an exact multiple of a fine one, nor by the same factor both ways: each level has its own tile
 * size in plane units. Those made here are of exact multiples, and reach beyond the picture. Coordinates are
 * (u, −v).
 */
export function pyramidGrid(
  pyramid: Levels,
  pixelAspect: number,
  devicePixelRatio: number,
): PyramidGrid {
  const { levels } = pyramid;
  const [finest] = levels;
  if (!finest) throw new Error('A picture needs at least one level.');
  const coarseFirst = [...levels].reverse();
  const pixels = new Map(levels.map((level, i) => [level, levelPixels(pyramid, i)]));
  const across = (level: RasterLevel) => (pixels.get(level)?.[0] ?? 1) * pixelAspect;
  const down = (level: RasterLevel) => pixels.get(level)?.[1] ?? 1;
  // Of a picture a few rows high several levels may have as many rows; they differ in width only.
  const rowsDiffer = levels.every((level, i) => level.height !== levels[i + 1]?.height);
  const resolutionOf = rowsDiffer ? down : across;
  const resolutions = coarseFirst.map(resolutionOf);
  const tileSizes = coarseFirst.map((level): [number, number] => [
    (level.tileSize * across(level)) / resolutionOf(level),
    (level.tileSize * down(level)) / resolutionOf(level),
  ]);
  const options = {
    extent: [0, -finest.height, finest.width * pixelAspect, 0],
    origin: [0, 0],
    resolutions,
    tileSizes,
    sizes: coarseFirst.map((level) => [
      Math.ceil(level.width / level.tileSize),
      Math.ceil(level.height / level.tileSize),
    ]),
  };
  const grid = new PyramidTileGrid(options, devicePixelRatio);
  return {
    grid,
    sampleSizes: coarseFirst.map(({ tileSize }) => [tileSize, tileSize]),
    levelOfZoom: (zoom) => levels.length - 1 - zoom,
  };
}

/** The tiles that a view shows of a picture, as the map would ask for them. */
export function tilesInView(
  pyramid: Levels,
  pixelAspect: number,
  devicePixelRatio: number,
  { resolution }: { readonly resolution: number },
  { minU, minV, maxU, maxV }: PlaneRect,
): readonly (readonly [level: number, column: number, row: number])[] {
  const { grid, levelOfZoom } = pyramidGrid(pyramid, pixelAspect, devicePixelRatio);
  const zoom = grid.getZForResolution(resolution);
  const whole = grid.getExtent();
  const extent = whole && getIntersection([minU, -maxV, maxU, -minV], whole);
  const tiles: [number, number, number][] = [];
  if (!extent || isEmpty(extent)) return tiles;
  grid.forEachTileCoord(extent, zoom, ([, column = 0, row = 0]) => {
    tiles.push([levelOfZoom(zoom), column, row]);
  });
  return tiles;
}

/** Coarsest pixels that are shown, in device pixels: half way between two levels. */
const COARSEST = Math.SQRT2;

/** OpenLayers itself chooses the level for CSS pixels, which is too coarse for fine screens. */
class PyramidTileGrid extends TileGrid {
  constructor(
    options: ConstructorParameters<typeof TileGrid>[0],
    private readonly devicePixelRatio: number,
  ) {
    super(options);
  }

  override getZForResolution(resolution: number): number {
    const coarsest = (resolution / this.devicePixelRatio) * COARSEST;
    const zoom = this.getResolutions().findIndex((own) => own <= coarsest);
    return zoom === -1 ? this.getMaxZoom() : zoom;
  }
}
