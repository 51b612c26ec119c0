/** One place through all dates of a site: where something is boxed there, and what other dates tell. */
import type { DocumentView } from '../edits/types';
import { frameGeoOf } from '../geo/measure-cache';
import type { Box } from '../model/box';
import type { Frame } from '../model/frame';
import type { FrameId, SiteId } from '../model/ids';
import type { LonLat, Meters } from '../model/units';
import { type LookAt, lookWithout, type Sought } from './looks';
import { framesByTime } from './occupancy';
import { orderedLooks, staysOf } from './presence';

export type PlaceLook = {
  readonly frame: Frame;
  /** What is boxed at the place; null where nothing is. */
  readonly box: Box | null;
  readonly look: LookAt;
};

/** The box of a frame whose middle is nearest to a place, within half of `reach`. */
export function boxAt(
  boxes: readonly Box[],
  frame: Frame,
  place: LonLat,
  reach: Meters,
): Box | null {
  const pixel = frameGeoOf(frame)?.lonLatToPixel(place);
  if (!pixel || !frame.resolutionM) return null;
  const most = reach / 2 / frame.resolutionM;
  let best: { readonly box: Box; readonly away: number } | null = null;
  for (const box of boxes) {
    const dx = (box.geometry.x - pixel[0]) * frame.pixelAspect;
    const away = Math.hypot(dx, box.geometry.y - pixel[1]);
    if (away <= most && away < (best?.away ?? Number.POSITIVE_INFINITY)) best = { box, away };
  }
  return best?.box ?? null;
}

/**
 * All frames of a site by time, undated ones last.
 * @param object what is looked for: boxes that are linked to another vessel or group are not it
 * @param length of the object, within half of which its box may lie
 */
export function looksAt(
  doc: DocumentView,
  siteId: SiteId,
  place: LonLat,
  length: Meters,
  object: Sought = {},
): readonly PlaceLook[] {
  return framesByTime(doc, siteId).map((frame) => {
    const own = doc.boxesOf(frame.id).filter((box) => !isAnother(box, object));
    const box = boxAt(own, frame, place, length);
    return { frame, box, look: box ? 'seen' : lookWithout(doc, frame, place, length, object) };
  });
}

function isAnother({ link, groupId }: Box, object: Sought): boolean {
  if (link && object.vesselId) return link.vesselId !== object.vesselId;
  return groupId !== undefined && object.groupId !== undefined && groupId !== object.groupId;
}

/** When something came to a place, or went from it, and what that rests on. */
export type ChangeWindow = {
  /** Dates in a row on which it is there: up to its going, or since its coming. */
  readonly present: number;
  /** Dates in a row, on the other side of the change, on which the place was looked at without it. */
  readonly absent: number;
  /** Dates within the window that tell nothing. */
  readonly blind: number;
  /** The frames that bound the change; null where none does. */
  readonly after: Frame | null;
  readonly by: Frame | null;
};

/**
 * The window of the going from a place after a frame (or of the coming before it), by dated looks.
 * null where the frame does not show it.
 * @param frameId one on which it is there
 */
export function changeWindow(
  looks: readonly PlaceLook[],
  frameId: FrameId,
  change: 'gone' | 'appeared',
): ChangeWindow | null {
  const dated = orderedLooks(
    looks.flatMap(({ frame, look }) => {
      const state = look === 'seen' || look === 'absent' ? look : ('obscured' as const);
      return frame.acquired ? [{ frameId: frame.id as string, at: frame.acquired, state }] : [];
    }),
  );
  const stay = staysOf(dated).find(({ seen }) => seen.some((look) => look.frameId === frameId));
  if (!stay) return null;
  const [first, last] = [stay.seen[0], stay.seen.at(-1)];
  const edge = change === 'gone' ? last : first;
  const from = dated.findIndex((look) => look.frameId === edge?.frameId);
  const outward = change === 'gone' ? dated.slice(from + 1) : dated.slice(0, from).reverse();
  const end = outward.findIndex(({ state }) => state === 'seen');
  const without = end < 0 ? outward : outward.slice(0, end);
  const blind = without.findIndex(({ state }) => state === 'absent');
  const { after, by } = change === 'gone' ? stay.leaving : stay.arrival;
  const frameOf = (look: { readonly frameId: string } | null) =>
    looks.find(({ frame }) => frame.id === look?.frameId)?.frame ?? null;
  return {
    present: stay.seen.length,
    absent: without.filter(({ state }) => state === 'absent').length,
    blind: blind < 0 ? without.length : blind,
    after: frameOf(after),
    by: frameOf(by),
  };
}
