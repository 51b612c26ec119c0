/**
 * Chips: what lies in a box, cut out along its keel onto a grid of fixed size, so that hulls can be
 * compared that lie at different angles on pictures of different resolution.
 */
import { localToPlane } from '../geometry/box-geometry';
import { fromPlane } from '../geometry/plane';
import type { BoxGeometry } from '../model/box';

/** Stations along the keel and across it. */
export const CHIP_LENGTH = 128;
export const CHIP_WIDTH = 32;
/** The chip shows this many box lengths and box widths: a little of what lies around. */
export const CHIP_SPAN = 1.25;

/** Samples of a part of a frame. */
export type SampleWindow = {
  readonly width: number;
  readonly height: number;
  /** Pixel of the frame (outer corner) at which the window begins. */
  readonly x: number;
  readonly y: number;
  /** Pixels of the frame per sample; above 1 where an overview was read. */
  readonly step: number;
  /** Ground width of a pixel over its height, see Frame.pixelAspect. */
  readonly aspect: number;
  /** Red, green, blue of an optical picture, or one plane of any; width × height, row by row. */
  readonly planes: readonly ArrayLike<number>[];
  /** 0 where there is no data; all is data where it is left out. */
  readonly valid?: ArrayLike<number>;
};

/** Row by row from the port side, each from the stern; row 0 is the outermost to port. */
export type Chip = {
  /** CHIP_LENGTH × CHIP_WIDTH values for each plane of the window. */
  readonly planes: readonly Float32Array[];
  /** 1 where the picture has data, else 0. */
  readonly valid: Uint8Array;
};

/**
 * Cuts a box out. Each value is the mean of bilinear samples over its cell, as many as there are
 * pixels in it, so that a chip of a sharp picture is not aliased.
 * @returns null where less than half of the box has data
 */
export function rectifyChip(window: SampleWindow, box: BoxGeometry): Chip | null {
  const cells = CHIP_LENGTH * CHIP_WIDTH;
  const planes = window.planes.map(() => new Float32Array(cells));
  const valid = new Uint8Array(cells);
  const along = samplesPerCell((box.length * CHIP_SPAN) / CHIP_LENGTH / window.step);
  const across = samplesPerCell((box.width * CHIP_SPAN) / CHIP_WIDTH / window.step);
  const sums = new Float64Array(planes.length);
  let covered = 0;
  for (let cell = 0; cell < cells; cell += 1) {
    sums.fill(0);
    let count = 0;
    for (let k = 0; k < along * across; k += 1) {
      const station = (cell % CHIP_LENGTH) + ((k % along) + 0.5) / along;
      const row = Math.floor(cell / CHIP_LENGTH) + (Math.floor(k / along) + 0.5) / across;
      count += addSample(window, placeIn(window, box, station, row), sums);
    }
    if (2 * count < along * across) continue;
    for (const [k, plane] of planes.entries()) plane[cell] = (sums[k] ?? 0) / count;
    valid[cell] = 1;
    covered += 1;
  }
  return 2 * covered >= cells ? { planes, valid } : null;
}

function samplesPerCell(pixels: number): number {
  return Math.min(8, Math.max(1, Math.ceil(pixels)));
}

/** Where a station and row of the chip lie in the window, in samples from its outer corner. */
function placeIn(
  window: SampleWindow,
  box: BoxGeometry,
  station: number,
  row: number,
): readonly [number, number] {
  const forward = (station / CHIP_LENGTH - 0.5) * CHIP_SPAN * box.length;
  const starboard = (row / CHIP_WIDTH - 0.5) * CHIP_SPAN * box.width;
  const plane = localToPlane(box, forward, starboard, window.aspect);
  const [x, y] = fromPlane(plane, window.aspect);
  return [(x - window.x) / window.step, (y - window.y) / window.step];
}

/** Adds the bilinear sample of every plane; 1 if there is one, 0 outside and where data is missing. */
function addSample(
  { width, height, planes, valid }: SampleWindow,
  [x, y]: readonly [number, number],
  sums: Float64Array,
): 0 | 1 {
  if (x < 0 || y < 0 || x > width || y > height) return 0;
  const left = Math.min(width - 1, Math.max(0, Math.floor(x - 0.5)));
  const top = Math.min(height - 1, Math.max(0, Math.floor(y - 0.5)));
  const right = Math.min(width - 1, left + 1);
  const bottom = Math.min(height - 1, top + 1);
  const u = Math.min(1, Math.max(0, x - 0.5 - left));
  const v = Math.min(1, Math.max(0, y - 0.5 - top));
  const at = [
    top * width + left,
    top * width + right,
    bottom * width + left,
    bottom * width + right,
  ];
  if (valid && at.some((i) => !valid[i])) return 0;
  const weights = [(1 - u) * (1 - v), u * (1 - v), (1 - u) * v, u * v];
  for (const [k, plane] of planes.entries()) {
    let sum = 0;
    for (let i = 0; i < 4; i += 1) sum += (plane[at[i] ?? 0] ?? 0) * (weights[i] ?? 0);
    sums[k] = (sums[k] ?? 0) + sum;
  }
  return 1;
}
