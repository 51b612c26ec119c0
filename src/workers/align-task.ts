/** Lays a frame on another by itself, in the analysis worker. */
import { luminance, type SignalKind } from '../domain/imaging/luminance';
import type { PixelXY } from '../domain/model/units';
import { alignPlanes } from '../domain/registration/align';
import { type CommonGrid, commonGrid, type GridFrame } from '../domain/registration/common-grid';
import type { Model } from '../domain/registration/fusion';
import { type Placement, placementOf } from '../domain/registration/placement';
import type { Plane } from '../domain/registration/plane';
import type { AlignResult, Refused } from '../domain/registration/result';
import { sampledRaster, samplePlanes } from '../raster/plane-sampler';
import type { AnalysisTask, TaskContext } from './analysis-context';
import type { AnalysisPicture } from './analysis-pictures';

export type AlignFrame = {
  readonly picture: AnalysisPicture;
  readonly frame: GridFrame;
  readonly signal: SignalKind;
  /** The file's bands to compare by; those of the natural colours if left out. */
  readonly bands?: readonly number[];
};

export type AlignArgs = {
  readonly reference: AlignFrame;
  readonly moving: AlignFrame;
  readonly model: Model;
  /** Only this part, as a polygon in pixels of the reference. */
  readonly area?: readonly PixelXY[];
  /** Longest side of what is compared, pixels of the coarser frame; 2048 if left out. */
  readonly maxSide?: number;
  /** Shifts up to this are looked for, metres on the ground (pixels where the frames have no place). */
  readonly maxShift?: number;
};

export type AlignAnswer = {
  readonly result: AlignResult;
  /** null where the frames have no ground in common. */
  readonly grid: CommonGrid | null;
  /** The alignment as it is recorded with the moving frame; null where it was refused. */
  readonly placement: Placement | null;
};

export const align: AnalysisTask<AlignArgs, AlignAnswer> = async (args, context) => {
  const { reference, moving, model, area, maxSide, maxShift } = args;
  const grid = commonGrid(reference.frame, moving.frame, { area, maxSide });
  if (!grid) return { result: NO_GROUND, grid: null, placement: null };
  const { width, height } = grid;
  const first = await planeOf(reference, { width, height, transform: grid.reference }, context);
  const second = await planeOf(moving, { width, height, transform: grid.moving }, context);
  const result = await alignPlanes(first, second, {
    model,
    sameKind: reference.signal === moving.signal,
    maxShift: maxShift === undefined ? undefined : maxShift / (grid.pixelM ?? 1),
    checkpoint: context.checkpoint,
  });
  const placement = result.kind === 'aligned' ? placementOf(result, grid, moving.frame) : null;
  return { result, grid, placement };
};

async function planeOf(
  { picture, signal: kind, bands }: AlignFrame,
  grid: Parameters<typeof samplePlanes>[1],
  { open, signal, checkpoint }: TaskContext,
): Promise<Plane> {
  const image = await open(picture);
  await checkpoint(0, 1);
  const { width, height, planes, valid } = await samplePlanes(sampledRaster(image), grid, {
    bands: bands ?? image.natural,
    sharp: true,
    signal,
  });
  return { width, height, values: luminance(planes, valid, kind), valid };
}

const NO_GROUND: Refused = {
  kind: 'refused',
  cause: 'no overlap',
  reason:
    'Could not align: the two frames show no ground in common, or one of them has no place on the earth. Align by hand or by tie points.',
  windows: [],
};
