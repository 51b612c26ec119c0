/** Where a picture holds data, from the tiles of a coarse level. */
import { packCoverage } from '../../domain/imaging/coverage';
import type { Coverage } from '../../domain/model/frame';
import type { RasterTile } from '../types';
import type { ThumbnailPlan } from './render';

/** Cells along a picture's longer side. */
export const COVERAGE_CELLS = 128;

/**
 * A cell for each pixel of the plan's small picture: it holds data where at least half of the level's
 * pixels in it do. null where all cells do.
 */
export function coverageOf(
  { level, width, height, tiles: places }: ThumbnailPlan,
  tiles: readonly RasterTile[],
): Coverage | null {
  const pixels = new Uint32Array(width * height);
  const held = new Uint32Array(width * height);
  for (const [i, tile] of tiles.entries()) {
    const [column = 0, row = 0] = places[i] ?? [];
    const [left, top] = [column * level.tileSize, row * level.tileSize];
    for (let y = 0; y < Math.min(tile.height, level.height - top); y++) {
      const line = Math.floor(((top + y) * height) / level.height) * width;
      for (let x = 0; x < Math.min(tile.width, level.width - left); x++) {
        const cell = line + Math.floor(((left + x) * width) / level.width);
        pixels[cell] = (pixels[cell] ?? 0) + 1;
        const alpha = tile.data[(y * tile.width + x + 1) * tile.channels - 1];
        if (alpha !== 0) held[cell] = (held[cell] ?? 0) + 1;
      }
    }
  }
  const grid = Uint8Array.from(pixels, (all, cell) => (2 * (held[cell] ?? 0) >= all ? 1 : 0));
  return packCoverage(width, height, grid);
}
