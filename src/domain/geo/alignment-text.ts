/** How an alignment is said in words. */

import type { Alignment } from '../model/alignment';
import type { Frame } from '../model/frame';
import { formatNumber } from './format-numbers';
import { type Laid, laidTogether, pairErrorM } from './pair-error';

const METHOD_NAMES: Readonly<Record<Alignment['method'], string>> = {
  automatic: 'Automatic',
  manual: 'By hand',
  tie_points: 'Tie points',
};

export const KIND_NAMES: Readonly<Record<Alignment['kind'], string>> = {
  shift: 'Shift',
  similarity: 'Shift, turn and scale',
  affine: 'Shift, turn, scale and stretch',
};

/** 'Automatic, by way of "Najin, December 2023" of 4 Dec 2023'. */
export function methodText({ method, via }: Pick<Alignment, 'method' | 'via'>): string {
  return via === undefined ? METHOD_NAMES[method] : `${METHOD_NAMES[method]}, by way of ${via}`;
}

type Offsets = Pick<Alignment, 'shift' | 'shiftM'>;

/** '8.40 px left, 5.40 px up': how the picture is moved as it lies. */
export function pixelsText({ shift: [u, v] }: Pick<Alignment, 'shift'>): string {
  return twoWays([u, 'right', 'left'], [v, 'down', 'up'], 'px');
}

/** '4.20 m west, 2.70 m north'; null without a place. */
export function metresText({ shiftM }: Pick<Alignment, 'shiftM'>): string | null {
  return shiftM && twoWays([shiftM.east, 'east', 'west'], [shiftM.north, 'north', 'south'], 'm');
}

/** Both, as in a sentence. */
export function offsetsText(offsets: Offsets): string {
  const metres = metresText(offsets);
  return metres === null ? pixelsText(offsets) : `${pixelsText(offsets)} (${metres})`;
}

type Way = readonly [amount: number, more: string, less: string];

function twoWays(first: Way, second: Way, unit: string): string {
  return [first, second]
    .map(([amount, more, less]) => {
      const way = amount < 0 ? less : more;
      return `${formatNumber(Math.abs(amount), 2)} ${unit} ${way}`;
    })
    .join(', ');
}

/** '0.120° clockwise, scaled by 1.00030'; null for a shift. */
export function turnText({ kind, rotation, scale }: Alignment): string | null {
  if (kind === 'shift') return null;
  const degrees = (rotation * 180) / Math.PI;
  const way = degrees < 0 ? 'anticlockwise' : 'clockwise';
  return `${formatNumber(Math.abs(degrees), 3)}° ${way}, scaled by ${formatNumber(scale, 5)}`;
}

/** 'by 1.03161 along 63.0° clockwise from its rows': longer along than across; null without stretch. */
export function stretchText({ stretch }: Pick<Alignment, 'stretch'>): string | null {
  if (!stretch) return null;
  const degrees = (stretch.axis * 180) / Math.PI;
  return `by ${formatNumber(stretch.ratio, 5)} along ${formatNumber(degrees, 1)}° clockwise from its rows`;
}

/** '±0.1 px'; never '±0.0', which would claim that nothing is left. */
function plusMinus(error: number, decimals: number, unit: string): string {
  return `±${formatNumber(Math.max(error, 10 ** -decimals), decimals)} ${unit}`;
}

/** '±0.12 px' of an alignment's residual, as it is written where there is room. */
export function residualText(residualPx: number): string {
  return plusMinus(residualPx, 2, 'px');
}

/** 'Automatic, on "Najin, September 2023": 8.40 px left, 5.40 px up (4.20 m west, 2.70 m north), ±0.12 px'. */
export function laidText(alignment: Alignment, reference: string): string {
  const { residualPx } = alignment;
  const stretch = stretchText(alignment);
  const parts = [
    `${methodText(alignment)}, on "${reference}": ${offsetsText(alignment)}`,
    turnText(alignment),
    stretch && `stretched ${stretch}`,
    residualPx === null ? 'residual not measured' : residualText(residualPx),
  ];
  return parts.filter((part) => part !== null).join(', ');
}

/** Stands where the analyst has not named himself: an empty place would say that nobody did it. */
export const NOBODY = 'no name given';

/**
 * The same with who laid it and when, and 'as its file says' for a frame that is not laid on another.
 * @param reference the frame that it is laid on
 */
export function lyingText(
  { alignment }: Pick<Frame, 'alignment'>,
  reference: Pick<Frame, 'title'> | undefined,
): string {
  if (!alignment) return 'as its file says';
  const { author, at, referenceId } = alignment;
  return `${laidText(alignment, reference?.title ?? referenceId)}, laid by ${author || NOBODY}, ${at}`;
}

/** Where a frame lies that is not aligned. */
export function ownPlaceText({ georef }: Pick<Frame, 'georef'>): string {
  if (georef) return 'Not aligned: the frame lies where its own georeferencing puts it.';
  return 'Not aligned: without georeferencing, its first pixel lies on the reference’s first.';
}

/** What aligning a frame changes, and what it leaves. */
export function changesText({ georef }: Pick<Frame, 'georef'>): string {
  const where = georef ? 'on the earth' : 'on the reference';
  return `Pixels and boxes stay as they are: only where they lie ${where} follows.`;
}

/** What a site's reference is to the other frames of the site. */
export function referenceText(
  { georef }: Pick<Frame, 'georef'>,
  others: readonly Pick<Frame, 'alignment'>[],
): string {
  const lies = georef
    ? 'it lies where its own georeferencing puts it'
    : 'it has no georeferencing, and the others are laid on its pixels';
  const own = `This frame is the reference: ${lies}.`;
  if (others.length === 0) return `${own} No other frame of its site is here to be laid on it.`;
  const laid = others.filter(({ alignment }) => alignment).length;
  return `${own} ${laid} of ${others.length} others ${laid === 1 ? 'is' : 'are'} laid on it.`;
}

/** 'Aligned, ±0.1 px', as short as the bar above the picture wants it. */
export function alignedText({ method, residualPx }: Alignment): string {
  const said = method === 'manual' ? 'Aligned by hand' : 'Aligned';
  if (residualPx !== null) return `${said}, ${plusMinus(residualPx, 1, 'px')}`;
  return method === 'manual' ? said : `${said}, not checked`;
}

export type PairLying = {
  readonly text: string;
  /** Both lie on the same frame, and how well was measured. */
  readonly checked: boolean;
};

/**
 * How well two frames lie on each other. Frames that are laid on the same reference, or of which one is the
 * other's, are aligned; their residuals, in metres, add as independent errors do (root of the sum of squares).
 */
export function pairLying(a: Laid, b: Laid): PairLying {
  const laid = [a, b].flatMap(({ alignment }) => alignment ?? []);
  if (!laidTogether(a, b)) return { text: 'Not aligned, by georeferencing', checked: false };
  const metres = pairErrorM(a, b);
  if (metres !== null) {
    return { text: `Aligned, ${plusMinus(metres, metres < 10 ? 1 : 0, 'm')}`, checked: true };
  }
  const byHand = laid.some(({ method, residualPx }) => method === 'manual' && residualPx === null);
  return { text: byHand ? 'Aligned by hand' : 'Aligned, not checked', checked: false };
}
