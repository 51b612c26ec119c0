/** The analysis worker, as commands reach it: one for all, started with the first task. */
import { isRadarFrame } from '../domain/acquisition/sensor';
import type { Frame } from '../domain/model/frame';
import { type AlignFrame, type Analysis, createAnalysis } from '../workers/analysis-client';
import { sourceOf } from './frame-imagery';
import type { Services } from './types';

const analyses = new WeakMap<Services, Analysis>();

export function analysisOf(services: Services): Analysis {
  const analysis = analyses.get(services) ?? createAnalysis();
  analyses.set(services, analysis);
  return analysis;
}

/**
 * A frame as the worker takes it, where its own georeferencing puts it. Rejects with a UserError where
 * its file cannot be reached.
 */
export async function analysedFrame(services: Services, frame: Frame): Promise<AlignFrame> {
  const { georef, pixelAspect, resolutionM, raster, file } = frame;
  return {
    picture: { key: file.sha256, source: await sourceOf(services, frame) },
    frame: { georef, pixelAspect, resolutionM, raster },
    signal: isRadarFrame(frame) ? 'radar' : 'optical',
  };
}
