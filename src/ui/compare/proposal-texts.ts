/** How proposals are named, open and judged ones alike. */
import type { ComparedPair } from '../../commands/frames/compare-frames';
import { formatNumber } from '../../domain/geo/format-numbers';
import { frameGeoOf } from '../../domain/geo/measure-cache';
import type { Frame } from '../../domain/model/frame';
import type { FrameId } from '../../domain/model/ids';
import type { ChangeEvent } from '../../domain/model/observation';

/** '120 × 18 m'; in pixels where the frame has no place. */
export function sizeText({ geometry }: Pick<ChangeEvent, 'geometry'>, frame: Frame): string {
  const measures = frameGeoOf(frame)?.boxMeasures(geometry) ?? null;
  const [length, width] = measures
    ? [measures.lengthM, measures.widthM]
    : [geometry.length, geometry.width];
  return `${formatNumber(length)} × ${formatNumber(width)} ${measures ? 'm' : 'px'}`;
}

/** That a date says nothing where its picture is filled up with one value. */
export function marginText(
  margins: readonly FrameId[],
  { before, after, letters }: ComparedPair,
): string {
  const named = [
    { id: before.id, letter: letters.before },
    { id: after.id, letter: letters.after },
  ].flatMap(({ id, letter }) => (margins.includes(id) ? [letter] : []));
  return `Not in the empty margin of ${named.join(' and ')}`;
}
