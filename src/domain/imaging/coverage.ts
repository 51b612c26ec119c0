/** Which parts of a picture hold data, on a coarse grid that a frame's record can carry. */
import type { Coverage } from '../model/frame';
import type { PixelXY } from '../model/units';

/**
 * Packs a grid of cells, row by row; null where all of them hold data.
 * @param held 1 where a cell holds data, else 0; columns × rows of them
 */
export function packCoverage(columns: number, rows: number, held: Uint8Array): Coverage | null {
  const runs: number[] = [0];
  let holds = 1;
  for (const cell of held) {
    if (cell !== holds) {
      runs.push(0);
      holds = cell;
    }
    runs[runs.length - 1] = (runs.at(-1) ?? 0) + 1;
  }
  return held.includes(0) ? { columns, rows, runs } : null;
}

/** Whether the picture holds data at a pixel, as far as the grid tells; false outside of it. */
export function holdsData(
  coverage: Coverage | undefined,
  { width, height }: { readonly width: number; readonly height: number },
  [x, y]: PixelXY,
): boolean {
  if (x < 0 || y < 0 || x > width || y > height) return false;
  if (!coverage) return true;
  const { columns, rows, runs } = coverage;
  const column = Math.min(columns - 1, Math.floor((x / width) * columns));
  const row = Math.min(rows - 1, Math.floor((y / height) * rows));
  let left = row * columns + column;
  for (const [i, run] of runs.entries()) {
    if (left < run) return i % 2 === 0;
    left -= run;
  }
  return true;
}
