/** How proposals are named, open and judged ones alike. */
import { formatNumber } from '../../domain/geo/format-numbers';
import { frameGeoOf } from '../../domain/geo/measure-cache';
import type { Frame } from '../../domain/model/frame';
import type { ChangeEvent } from '../../domain/model/observation';

/** '120 × 18 m'; in pixels where the frame has no place. */
export function sizeText({ geometry }: Pick<ChangeEvent, 'geometry'>, frame: Frame): string {
  const measures = frameGeoOf(frame)?.boxMeasures(geometry) ?? null;
  const [length, width] = measures
    ? [measures.lengthM, measures.widthM]
    : [geometry.length, geometry.width];
  return `${formatNumber(length)} × ${formatNumber(width)} ${measures ? 'm' : 'px'}`;
}
