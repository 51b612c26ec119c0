/** The analysis worker, as commands reach it: one for all, started with the first task. */
import { isRadarFrame } from '../../domain/acquisition/sensor';
import { type Frame, filesKey } from '../../domain/model/frame';
import { type AlignFrame, type Analysis, createAnalysis } from '../../workers/analysis-client';
import type { Services } from '../types';
import { NOT_HASHED, sourceOf } from './frame-imagery';

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
  const source = await sourceOf(services, frame);
  const { sha256 } = file;
  return {
    // Files that are still being stored all have the same hash, which tells nothing of them.
    picture:
      sha256 === NOT_HASHED ? { key: frame.id, source } : { key: filesKey(file), sha256, source },
    frame: { georef, pixelAspect, resolutionM, raster },
    signal: isRadarFrame(frame) ? 'radar' : 'optical',
  };
}
