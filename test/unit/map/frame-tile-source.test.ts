/** What is here already is drawn at once; what is not is read first. */
import Projection from 'ol/proj/Projection';
import TileState from 'ol/TileState';
import { expect, it, vi } from 'vitest';
import { FrameTileSource } from '../../../src/map/picture/frame-tile-source';
import { pyramidGrid } from '../../../src/map/picture/pyramid-grid';
import type { TileCache } from '../../../src/map/picture/tile-cache';
import type { RasterTile } from '../../../src/raster/types';

/** A picture of two tiles, of which the first has been decoded. */
function source() {
  const levels = [{ width: 4, height: 2, tileSize: 2 }];
  const data = new Uint8Array(2 * 2 * 4).fill(9);
  const decoded: RasterTile = { width: 2, height: 2, channels: 4, data };
  const read = vi.fn(() => Promise.resolve(decoded));
  const peek = (_level: number, column: number) => (column === 0 ? decoded : null);
  const projection = new Projection({ code: 'x', units: 'pixels', extent: [0, -2, 4, 0] });
  const tiles = new FrameTileSource({
    ...{ projection, pyramid: pyramidGrid({ levels, storedLevels: 1 }, 1, 1) },
    tiles: { peek, read } as unknown as TileCache,
    selection: () => ({ bands: [0, 1, 2], decibel: false }),
    ...{ carried: [0, 1, 2], smooth: true, onTile: () => undefined, onError: () => undefined },
  });
  return { tile: (column: number) => tiles.getTile(0, column, 0, 1, projection), read };
}

it('a tile that has been decoded is drawn with the drawing that asks for it', () => {
  const { tile, read } = source();
  const known = tile(0);
  expect(known?.getState()).toBe(TileState.LOADED);
  expect([...((known?.getData() ?? []) as Uint8Array)]).toEqual(new Array(16).fill(9));
  expect(read).not.toHaveBeenCalled();
});

it('any other has to be read first', async () => {
  const { tile, read } = source();
  const other = tile(1);
  expect(other?.getState()).toBe(TileState.IDLE);
  other?.load();
  await vi.waitFor(() => expect(other?.getState()).toBe(TileState.LOADED));
  expect(read).toHaveBeenCalledWith(0, 1, 0, expect.anything());
});
