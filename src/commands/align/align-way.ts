/** What a way to lay a frame comes to: the alignment that is stored, or the sentence why none is. */
import { pixelsText } from '../../domain/geo/alignment-text';
import { formatDate, formatNumber, formatResolution } from '../../domain/geo/format-numbers';
import type { AlignmentDraft } from '../../domain/model/alignment';
import type { Frame } from '../../domain/model/frame';
import type { Loop, Routed, Way } from '../../domain/registration/network';
import type { AlignResult } from '../../domain/registration/result';

/** What came of comparing a frame. */
export type Found =
  | { readonly frame: Frame; readonly draft: AlignmentDraft }
  | { readonly frame: Frame; readonly draft: null; readonly reason: string };

/** @param pixelM ground size of the pixels in which the windows of the direct way speak, if that is known */
export function foundBy(
  frame: Frame,
  reference: Frame,
  routed: Routed<Frame>,
  pixelM: number | null,
): Found {
  if (routed.kind !== 'laid') return { frame, draft: null, reason: reasonOf(routed) };
  const { way, loop, against } = routed;
  const made = { referenceId: reference.id, method: 'automatic' } as const;
  const told = [
    way.bridge ? overBridge(way) : `${way.placement.detail}${sizeText(pixelM)}`,
    ...(loop ? [closedText(loop)] : []),
    ...(against > 0 ? [`${against} more led elsewhere and ${were(against)} outvoted`] : []),
  ];
  const draft = {
    ...way.placement,
    ...made,
    tiePoints: [],
    detail: told.join('. '),
    ...(way.bridge && { via: nameOf(way.bridge.frame) }),
    ...(loop && { loopPx: loop.gap }),
  };
  return { frame, draft };
}

/** Large frames are compared on a coarser grid, whose pixels the windows speak of. */
const sizeText = (pixelM: number | null) => (pixelM ? ` of ${formatResolution(pixelM)}` : '');

const were = (count: number) => (count === 1 ? 'was' : 'were');
const px = (pixels: number) => `${formatNumber(pixels, 2)} px`;

/** '"Najin, December 2023" of 4 Dec 2023': which frame it was, also when that is called otherwise. */
export function nameOf({ title, acquired }: Pick<Frame, 'title' | 'acquired'>): string {
  return acquired ? `"${title}" of ${formatDate(acquired.value)}` : `"${title}"`;
}

function overBridge(way: Way<Frame>): string {
  const [onIt, fromIt] = way.bridge?.residuals ?? [0, 0];
  const within = `Nine places of ten within ${px(way.placement.residualPx)}`;
  return `${within} (${px(onIt)} on that frame, ${px(fromIt)} from it to the reference)`;
}

const wayText = ({ bridge }: Way<Frame>) =>
  bridge ? `by way of ${nameOf(bridge.frame)}` : 'directly';

const capital = (text: string) => text.charAt(0).toUpperCase() + text.slice(1);

/** 'Directly (within 1.93 px) it comes to lie 0.84 px off: the errors of both allow 2.43 px'. */
function closedText({ gap, allowed, other }: Loop<Frame>): string {
  const within = `within ${px(other.placement.residualPx)}`;
  return `${capital(wayText(other))} (${within}) it comes to lie ${px(gap)} off: the errors of both allow ${px(allowed)}`;
}

type NotLaid = Exclude<Routed<Frame>, { readonly kind: 'laid' }>;

function reasonOf(routed: NotLaid): string {
  if (routed.kind === 'refused') return refusedText(routed.result);
  const { way } = routed;
  if (routed.kind === 'alone') {
    return `${refusedText(routed.result)} Only ${wayText(way)} was there a way, ${pixelsText(way.placement)}, known within ${px(way.placement.residualPx)}, which nothing confirms.`;
  }
  const { gap, allowed, other } = routed.loop;
  return `Could not align: ${wayText(way)} and ${wayText(other)} it comes to lie in two places ${px(gap)} apart, more than the errors of both allow (${px(allowed)}), so that one of them is wrong. Align by tie points, or choose another reference.`;
}

const refusedText = (result: AlignResult) =>
  result.kind === 'refused' ? result.reason : 'Could not align.';
