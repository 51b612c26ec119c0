/** A picture on a grid of the caller's choice, in the analysis worker. */
import {
  type PlaneGrid,
  type Planes,
  sampledRaster,
  samplePlanes,
} from '../raster/sampling/plane-sampler';
import type { AnalysisTask } from './analysis-context';
import type { AnalysisPicture } from './analysis-pictures';

export type SampleArgs = {
  readonly picture: AnalysisPicture;
  readonly grid: PlaneGrid;
  /** The file's bands; those of the natural colours if left out. */
  readonly bands?: readonly number[];
};

export const samplePicture: AnalysisTask<SampleArgs, Planes> = async (
  { picture, grid, bands },
  { open, signal, checkpoint },
) => {
  const image = await open(picture);
  await checkpoint(0, 1);
  return samplePlanes(sampledRaster(image), grid, {
    bands: bands ?? image.natural,
    signal,
    step: (share) => checkpoint(share, 1),
  });
};
