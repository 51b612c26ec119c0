/** Lays a frame on another by itself, in the analysis worker. */
import { luminance, type SignalKind } from '../domain/imaging/luminance';
import type { Transform } from '../domain/model/frame';
import type { PixelXY } from '../domain/model/units';
import { alignPlanes } from '../domain/registration/align';
import { type CommonGrid, commonGrid, type GridFrame } from '../domain/registration/common-grid';
import type { Model } from '../domain/registration/fusion';
import { type Placement, placementOf } from '../domain/registration/placement';
import type { Plane } from '../domain/registration/plane';
import type { AlignResult, Refused } from '../domain/registration/result';
import { sampledRaster, samplePlanes } from '../raster/sampling/plane-sampler';
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

/** The part of the time that reading each of the two frames takes, about. */
const READING = 0.35;

export const align: AnalysisTask<AlignArgs, AlignAnswer> = async (args, context) => {
  const { reference, moving, model, area, maxSide, maxShift } = args;
  const grid = commonGrid(reference.frame, moving.frame, { area, maxSide });
  if (!grid) return { result: NO_GROUND, grid: null, placement: null };
  const { width, height } = grid;
  const sampled = (frame: AlignFrame, transform: Transform, done: number) =>
    planeOf(frame, { width, height, transform }, context, (share) =>
      context.checkpoint(done + READING * share, 1),
    );
  const first = await sampled(reference, grid.reference, 0);
  const second = await sampled(moving, grid.moving, READING);
  const result = await alignPlanes(first, second, {
    model,
    sameKind: reference.signal === moving.signal,
    maxShift: maxShift === undefined ? undefined : maxShift / (grid.pixelM ?? 1),
    // How many attempts it takes is not known before: what is left of the bar shows the one under way.
    checkpoint: (done, total) =>
      context.checkpoint(2 * READING + (1 - 2 * READING) * (done / total), 1),
  });
  const placement = result.kind === 'aligned' ? placementOf(result, grid, moving.frame) : null;
  return { result, grid, placement };
};

/** A frame's brightness on a grid; `step` is told how much of it is read. */
export async function planeOf(
  { picture, signal: kind, bands }: AlignFrame,
  grid: Parameters<typeof samplePlanes>[1],
  { open, signal }: TaskContext,
  step: (share: number) => Promise<void>,
): Promise<Plane> {
  const image = await open(picture);
  await step(0);
  const { width, height, planes, valid } = await samplePlanes(sampledRaster(image), grid, {
    bands: bands ?? image.natural,
    sharp: true,
    // Of radar the mean is taken of the logarithms, afterwards.
    mean: kind === 'optical',
    signal,
    step,
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
