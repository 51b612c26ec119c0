/**
 * Longitude and latitude of pixels of a demo frame as PROJ computes them, written down on a grid of
 * 512 pixels (256 m). Between the nodes it is bilinear: UTM bends by less than 2 mm over such a cell.
 */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { ROOT } from '../../../src/scripts/lib/paths.mjs';
import type { PixelPoint } from './map-view';

const grid: {
  file: string;
  step: number;
  columns: number;
  rows: number;
  lonLat: [number, number][];
} = JSON.parse(readFileSync(join(ROOT, 'test', 'fixtures', 'najin-september-proj.json'), 'utf8'));

export function projAt(file: string, [x, y]: PixelPoint): readonly [lon: number, lat: number] {
  if (file !== grid.file) throw new Error(`There is no grid for ${file}.`);
  const column = Math.min(grid.columns - 2, Math.floor(x / grid.step));
  const row = Math.min(grid.rows - 2, Math.floor(y / grid.step));
  const [fx, fy] = [x / grid.step - column, y / grid.step - row];
  const node = (c: number, r: number) => grid.lonLat[r * grid.columns + c] ?? [NaN, NaN];
  const blend = (axis: 0 | 1) =>
    node(column, row)[axis] * (1 - fx) * (1 - fy) +
    node(column + 1, row)[axis] * fx * (1 - fy) +
    node(column, row + 1)[axis] * (1 - fx) * fy +
    node(column + 1, row + 1)[axis] * fx * fy;
  return [blend(0), blend(1)];
}
