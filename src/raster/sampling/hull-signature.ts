/** What of a box's picture is compared with other hulls: read at the resolution that a chip needs. */

import { boundsPlane } from '../../domain/geometry/box-geometry';
import { type Signature, signatureOf } from '../../domain/identity/appearance';
import { CHIP_LENGTH, CHIP_SPAN, rectifyChip } from '../../domain/identity/chip';
import type { BoxGeometry } from '../../domain/model/box';
import type { Transform } from '../../domain/model/frame';
import { type SampledRaster, samplePlanes } from './plane-sampler';

/** Samples of the picture to a station of the chip, at least: more is averaged away. */
const SAMPLES_PER_STATION = 2;
/** A hull that is shorter or narrower in pixels shows nothing that could be recognised. */
const LEAST_LENGTH = 30;
const LEAST_WIDTH = 5;

/**
 * The signature of what lies in a box. null where the picture is too coarse for the hull, or holds data
 * for less than half of the box. Rejects with an AbortError, and with a UserError where the file cannot
 * be read.
 * @param bands the file's bands (0-based): three natural colours, or one
 * @param aspect ground width of a pixel over its height, see Frame.pixelAspect
 */
export async function hullSignature(
  raster: SampledRaster,
  bands: readonly number[],
  box: BoxGeometry,
  aspect: number,
  signal?: AbortSignal,
): Promise<Signature | null> {
  if (box.length < LEAST_LENGTH || box.width < LEAST_WIDTH) return null;
  const around = { ...box, length: box.length * CHIP_SPAN, width: box.width * CHIP_SPAN };
  const { minU, maxU, minV, maxV } = boundsPlane(around, aspect);
  const step = Math.max(1, around.length / CHIP_LENGTH / SAMPLES_PER_STATION);
  // Whole steps, and one to spare on each side for the samples between pixels.
  const x = Math.floor(minU / aspect - step);
  const y = Math.floor(minV - step);
  const width = Math.ceil((maxU / aspect + step - x) / step);
  const height = Math.ceil((maxV + step - y) / step);
  const transform: Transform = [x, step, 0, y, 0, step];
  const { planes, valid } = await samplePlanes(
    raster,
    { width, height, transform },
    { bands, signal },
  );
  const chip = rectifyChip({ width, height, x, y, step, aspect, planes, valid }, box);
  return chip && signatureOf(chip);
}
