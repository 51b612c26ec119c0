/** The measured facts of boxes as they are shown: never typed, always with how sure they are. */
import {
  formatAxis,
  formatHeading,
  formatLonLat,
  formatMeters,
  formatNumber,
  formatPixel,
} from '../../domain/geo/format-numbers';
import { measureSigma } from '../../domain/geo/frame-geo';
import { toMgrs } from '../../domain/geo/geodesy';
import { measuresOf } from '../../domain/geo/measure-cache';
import type { Box } from '../../domain/model/box';
import type { Frame } from '../../domain/model/frame';

export type Fact = {
  readonly label: string;
  readonly value: string;
  /** In grey after the value: '± 0.4 m'. */
  readonly aside: string;
  readonly mono: boolean;
  /** Too long for half of the panel. */
  readonly long: boolean;
};

const fact = (label: string, value: string, aside = ''): Fact => ({
  label,
  value,
  aside,
  mono: false,
  long: false,
});
const place = (label: string, value: string, long: boolean): Fact => ({
  label,
  value,
  aside: '',
  mono: true,
  long,
});

/**
 * Length, width, heading and centre of one box; in pixels where the frame has no place. A size that was
 * copied was measured on another picture: this one's pixels tell nothing of how sure it is.
 */
export function boxFacts(box: Box, frame: Frame): readonly Fact[] {
  const { geometry, bowKnown, sizeCopied } = box;
  const center = place('Centre, pixels', formatPixel([geometry.x, geometry.y]), false);
  const measures = measuresOf(box, frame);
  if (!measures) {
    return [
      fact('Length', `${formatNumber(geometry.length, 1)} px`, sizeCopied ? 'copied' : ''),
      fact('Beam', `${formatNumber(geometry.width, 1)} px`, sizeCopied ? 'copied' : ''),
      fact('Heading', 'Not known', 'no place'),
      center,
    ];
  }
  const { resolutionM } = frame;
  const aside = sizeCopied ? 'copied' : errorText(resolutionM);
  const mgrs = toMgrs(measures.center);
  return [
    fact('Length', formatMeters(measures.lengthM, resolutionM), aside),
    fact('Beam', formatMeters(measures.widthM, resolutionM), aside),
    bowKnown
      ? fact('Heading, true', formatHeading(measures.headingDeg).replace(' T', ''), 'bow known')
      : fact('Axis, true', formatAxis(measures.axisDeg), 'bow not known'),
    center,
    place('Lat, lon', formatLonLat(measures.center), true),
    place('MGRS', mgrs ?? 'None this far north or south', true),
  ];
}

/** '±0.4 m'; empty where the frame does not say how large a pixel is. */
function errorText(resolutionM: number | null): string {
  if (resolutionM === null) return '';
  return `±${formatNumber(Math.max(measureSigma(resolutionM), 0.1), 1)} m`;
}

/** How many of several boxes' sizes were not measured: '2 of 5 sizes copied'; empty for none. */
export function copiedText(boxes: readonly Pick<Box, 'sizeCopied'>[]): string {
  const copied = boxes.filter(({ sizeCopied }) => sizeCopied).length;
  if (copied === 0) return '';
  return copied === boxes.length ? 'all sizes copied' : `${copied} of ${boxes.length} sizes copied`;
}

/** Above this many boxes, the least and the greatest are not worth the wait. */
const MOST_MEASURED = 2000;

/** The spread of several boxes' lengths and widths; none where some have no place. */
export function spreadFacts(
  boxes: readonly Box[],
  frameOf: (box: Box) => Frame | undefined,
): readonly Fact[] {
  if (boxes.length > MOST_MEASURED) return [];
  const lengths: number[] = [];
  const widths: number[] = [];
  for (const box of boxes) {
    const frame = frameOf(box);
    const measures = frame && measuresOf(box, frame);
    if (!measures) return [];
    lengths.push(measures.lengthM);
    widths.push(measures.widthM);
  }
  return [fact('Length', spread(lengths)), fact('Beam', spread(widths))];
}

function spread(values: readonly number[]): string {
  const low = formatNumber(Math.min(...values));
  const high = formatNumber(Math.max(...values));
  return low === high ? `${low} m` : `${low}–${high} m`;
}
