/** Measures how well a frame lies that was laid by eye, in the analysis worker. */
import {
  alignedTransform,
  applyShift,
  linearOf,
  type PlaneShift,
  planeCenter,
} from '../domain/geo/plane-shift';
import { toPlane } from '../domain/geometry/plane';
import type { AlignmentCheck } from '../domain/model/alignment';
import type { PixelXY, PlaneXY } from '../domain/model/units';
import { applied, chained, IDENTITY, inverted, type Point } from '../domain/registration/affine';
import { type CommonGrid, commonGrid, type GridFrame } from '../domain/registration/common-grid';
import { type LaidWell, residualOf } from '../domain/registration/residual';
import { type AlignFrame, planeOf } from './align-task';
import type { AnalysisTask } from './analysis-context';

export type ResidualArgs = {
  readonly reference: AlignFrame;
  /** Where its own georeferencing puts it. */
  readonly moving: AlignFrame;
  /** How it is laid. */
  readonly by: PlaneShift;
};

/** As alignments record it; `residualPx` is the CE90, plane units of the moving frame. */
export type ResidualAnswer = {
  readonly residualPx: number;
  readonly checks: readonly AlignmentCheck[];
};

/** The part of the time that reading each of the two frames takes, about. */
const READING = 0.4;

/** null where the two show no ground in common as they are laid, or too few windows agree. */
export const residual: AnalysisTask<ResidualArgs, ResidualAnswer | null> = async (
  { reference, moving, by },
  context,
) => {
  const grid = laidGrid(reference.frame, moving.frame, by);
  if (!grid) return null;
  const { width, height } = grid;
  const sampled = (frame: AlignFrame, transform: CommonGrid['moving'], done: number) =>
    planeOf(frame, { width, height, transform }, context, (share) =>
      context.checkpoint(done + READING * share, 1),
    );
  const first = await sampled(reference, grid.reference, 0);
  const second = await sampled(moving, grid.moving, READING);
  const left = await residualOf(first, second, {
    sameKind: reference.signal === moving.signal,
    checkpoint: (done, total) =>
      context.checkpoint(2 * READING + (1 - 2 * READING) * (done / total), 1),
  });
  return left && recorded(left, grid.moving, moving.frame, by);
};

/** The ground that both show as they are laid; places of it lead to the moving frame's own pixels. */
function laidGrid(reference: GridFrame, moving: GridFrame, by: PlaneShift): CommonGrid | null {
  const { georef } = moving;
  if (georef) {
    const transform = alignedTransform(georef.transform, by, moving);
    return commonGrid(reference, { ...moving, georef: { ...georef, transform } });
  }
  const grid = commonGrid(reference, moving);
  const back = inverted(alignedTransform(IDENTITY, by, moving));
  return grid && { ...grid, moving: chained(back, grid.moving) };
}

function recorded(
  { ce90, windows }: LaidWell,
  toPixel: CommonGrid['moving'],
  { pixelAspect, raster }: GridFrame,
  by: PlaneShift,
): ResidualAnswer {
  const center = planeCenter({ pixelAspect, raster });
  const own = (place: Point): PlaneXY => {
    const [x, y] = applied(toPixel, place);
    return toPlane([x, y] as PixelXY, pixelAspect);
  };
  const laid = (place: Point) => applyShift(by, center, own(place));
  const [a, b, c, d] = linearOf(by);
  const [, e, f, , g, h] = toPixel;
  const perGrid = Math.sqrt(Math.abs((e * h - f * g) * pixelAspect * (a * d - b * c)));
  return {
    residualPx: ce90 * perGrid,
    checks: windows
      .filter(({ state }) => state !== 'no evidence')
      .map(({ at, residual: [x, y], state }) => {
        const seen: Point = [at[0] + x, at[1] + y];
        const [place, wanted, lies] = [own(seen), laid(at), laid(seen)];
        return {
          at: [place[0], place[1]],
          residual: [lies[0] - wanted[0], lies[1] - wanted[1]],
          used: state === 'used',
        };
      }),
  };
}
