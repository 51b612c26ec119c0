/** Where the picture of a frame holds data, as its record keeps it. */
import { UserError } from '../../domain/errors';
import type { Frame } from '../../domain/model/frame';
import type { ImageSource } from '../../raster/types';
import type { Services } from '../types';

/** Where the picture holds data; of one whose parts are damaged that is not known. */
export async function coverageOf(
  { imagery }: Services,
  source: ImageSource,
  signal: AbortSignal,
): Promise<Pick<Frame, 'coverage'>> {
  try {
    const coverage = await imagery.coverage(source, signal);
    return coverage ? { coverage } : {};
  } catch (error) {
    if (error instanceof UserError) return {};
    throw error;
  }
}
