/** Which frames are compared, and how one takes another's place. */
import type { Frame } from '../../domain/model/frame';
import type { FrameId } from '../../domain/model/ids';
import { isBefore } from '../../domain/tracks/legs';
import { byAcquisition } from '../../domain/tracks/occupancy';
import { type CompareState, MOST_FRAMES } from '../../store/compare-state';
import type { DocumentStore } from '../../store/document-store';
import type { Session } from '../../store/session';
import { framesOfSite } from '../frame-order';
import { openDocument } from '../open-document';
import type { Services } from '../types';

/** 0: before (A), 1: after (B). */
export type CompareSlot = 0 | 1;

type Letter = 'A' | 'B';

/** The two frames in whose order changes are told, and the letters under which they are shown. */
export type ComparedPair = {
  readonly before: Frame;
  readonly after: Frame;
  readonly letters: { readonly before: Letter; readonly after: Letter };
  /** Whether it is known which was taken first; else they are as they are shown. */
  readonly dated: boolean;
};

/**
 * A and B in order of time, whichever is shown where: what is gone from the later date to the earlier one
 * has appeared. null without two frames.
 */
export function comparedPair(
  document: DocumentStore,
  { frames }: CompareState,
): ComparedPair | null {
  const [a, b] = frames.map((id) => document.get('frames', id));
  if (!a || !b) return null;
  const [first, second] = [a.acquired, b.acquired];
  const turned = first !== null && second !== null && isBefore(second, first);
  const dated = turned || (first !== null && second !== null && isBefore(first, second));
  return turned
    ? { before: b, after: a, letters: { before: 'B', after: 'A' }, dated }
    : { before: a, after: b, letters: { before: 'A', after: 'B' }, dated };
}

export function setCompare(session: Session, change: Partial<CompareState>): void {
  session.setState(({ compare }) => ({ compare: { ...compare, ...change } }));
}

/** The frame before the given one and the given one; of a site's first frame, it and the next. */
function pairFor(document: DocumentStore, frame: Frame): FrameId[] {
  const stored = framesOfSite(document, frame.siteId);
  // One that is still arriving is not among the site's, and has its place in time all the same.
  const frames = stored.some(({ id }) => id === frame.id)
    ? stored
    : [...stored, frame].sort(byAcquisition);
  const at = frames.findIndex(({ id }) => id === frame.id);
  const pair = at > 0 ? [frames[at - 1], frame] : [frame, frames[at + 1]];
  return pair.flatMap((one) => one?.id ?? []);
}

/**
 * Makes what is compared fit what there is: frames of one site that exist, the current one among them.
 * Without such, the current frame and the one before it.
 */
export function ensureCompared(services: Services): void {
  const { session } = services;
  const document = openDocument(services);
  const { frameId, compare } = session.getState();
  const frame = document && frameId ? document.get('frames', frameId) : undefined;
  if (!document || !frame) return;
  const known = compare.frames.flatMap((id) => document.get('frames', id) ?? []);
  const ofSite = known.filter(({ siteId }) => siteId === frame.siteId);
  const whole = ofSite.length === compare.frames.length && ofSite.length > 1;
  if (whole && compare.frames.includes(frame.id)) return;
  const [before] = ofSite;
  const frames = whole && before ? [before.id, frame.id] : pairFor(document, frame);
  // Whoever listens to the session calls this again: a site of one frame is never whole.
  const same = frames.length === compare.frames.length;
  if (same && frames.every((id, i) => id === compare.frames[i])) return;
  setCompare(session, { frames });
}

/** Puts a frame in a slot; the one that stands in another slot changes places with it. */
export function compareFrame(services: Services, slot: CompareSlot, frameId: FrameId): void {
  const { session } = services;
  const document = openDocument(services);
  const frame = document?.get('frames', frameId);
  const { compare } = session.getState();
  const now = compare.frames[slot];
  if (!document || !frame || now === frameId) return;
  const other = compare.frames[1 - slot];
  const sameSite = other && document.get('frames', other)?.siteId === frame.siteId;
  let frames = sameSite ? [...compare.frames] : pairFor(document, frame);
  if (sameSite && now) {
    frames = frames.map((id) => (id === frameId ? now : id));
    frames[slot] = frameId;
  }
  session.setState({
    compare: { ...compare, frames },
    frameId,
    selection: [],
    hovered: null,
  });
}

/** Adds a third or fourth frame side by side, or takes it away again. */
export function compareBeside(services: Services, frameId: FrameId): void {
  const { session } = services;
  const { frames } = session.getState().compare;
  const at = frames.indexOf(frameId);
  if (at >= 2) setCompare(session, { frames: frames.filter((id) => id !== frameId) });
  else if (at === -1 && frames.length < MOST_FRAMES) {
    setCompare(session, { frames: [...frames, frameId], mode: 'sides' });
  }
}

/** Why a frame cannot be added beside; null where it can, or can be taken away. */
export function besideReason({ session }: Services, frameId: FrameId): string | null {
  const { frames } = session.getState().compare;
  const at = frames.indexOf(frameId);
  if (at === 0 || at === 1) return 'It is A or B already.';
  return at === -1 && frames.length >= MOST_FRAMES ? 'Four frames is the most.' : null;
}
