/** Thumbnails: what is averaged, and sharpening across the borders of tiles. */
import { describe, expect, it } from 'vitest';
import { stretchOf } from '../../../src/domain/model/stretch';
import { planThumbnail, renderTiles } from '../../../src/raster/inspect/render';

const TILE = 4;
const [WIDTH, HEIGHT] = [7, 6];
/** No data at one pixel. */
const HOLE = { x: 3, y: 2 };
const valueAt = (x: number, y: number) => ((x * 37 + y * 91) % 97) + 40;
const isHole = (x: number, y: number) => x === HOLE.x && y === HOLE.y;

/** One band and alpha, in tiles of 4 × 4, as the readers give them. */
function tile(column: number, row: number) {
  const data = new Uint8Array(TILE * TILE * 2);
  for (let i = 0; i < TILE * TILE; i += 1) {
    const [x, y] = [column * TILE + (i % TILE), row * TILE + Math.floor(i / TILE)];
    data[i * 2] = valueAt(x, y);
    data[i * 2 + 1] = isHole(x, y) ? 0 : 255;
  }
  return { width: TILE, height: TILE, channels: 2, data };
}

function rendered(size: number, sharpen: number) {
  const level = { width: WIDTH, height: HEIGHT, tileSize: TILE };
  const plan = planThumbnail([level], size);
  const tiles = plan.tiles.map(([column, row]) => tile(column, row));
  const stretch = stretchOf({ bands: [0], lo: [0], hi: [255], method: 'none', sharpen });
  return renderTiles(plan, tiles, { bands: [0], floating: false, stretch });
}

/** A pixel and what sets it apart from those of its neighbours that are on the picture and hold data. */
function sharpenedAt(x: number, y: number, by: number): number {
  const around = [
    [x - 1, y],
    [x + 1, y],
    [x, y - 1],
    [x, y + 1],
  ] as const;
  const here = valueAt(x, y);
  const apart = around
    .filter(([u, v]) => u >= 0 && v >= 0 && u < WIDTH && v < HEIGHT && !isHole(u, v))
    .reduce((sum, [u, v]) => sum + here - valueAt(u, v), 0);
  return Math.min(255, Math.max(0, here + (by * apart) / 4));
}

describe('a thumbnail', () => {
  it.each([0, 0.8])('of the picture’s own size shows each pixel, sharpened by %d', (by) => {
    const { width, height, data } = rendered(WIDTH, by);
    expect([width, height]).toEqual([WIDTH, HEIGHT]);
    for (let y = 0; y < HEIGHT; y += 1) {
      for (let x = 0; x < WIDTH; x += 1) {
        const [grey, , , alpha] = data.subarray((y * WIDTH + x) * 4);
        expect(alpha, `${x}, ${y}`).toBe(isHole(x, y) ? 0 : 255);
        if (!isHole(x, y)) {
          expect(Math.abs((grey ?? 0) - sharpenedAt(x, y, by)), `${x}, ${y}`).toBeLessThan(0.51);
        }
      }
    }
  });
});
