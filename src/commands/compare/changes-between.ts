/** What happened between two frames to the objects that are boxed on them. Derived, stored nowhere. */
import type { DocumentView } from '../../domain/edits/types';
import { distanceM } from '../../domain/geo/geodesy';
import { registrationErrorM } from '../../domain/geo/pair-error';
import type { HullSight } from '../../domain/identity/evidence';
import { judgedApart } from '../../domain/identity/judged-apart';
import { assignPair, type PairState } from '../../domain/identity/pairing';
import type { Box } from '../../domain/model/box';
import type { Frame } from '../../domain/model/frame';
import { type LookAt, lookWithout } from '../../domain/tracks/looks';
import { sightOf } from '../vessels/suggest-links';

type LookWithout = Exclude<LookAt, 'seen'>;

export type BoxChange = {
  readonly state: 'stayed' | 'moved' | 'appeared' | 'gone' | 'not_observed';
  readonly before: Box | null;
  readonly after: Box | null;
  /** Metres that a pair lies apart; null where one is missing or has no place. */
  readonly distanceM: number | null;
  /** linked: the analyst says so; proposed: by place, size and class. */
  readonly grounds: 'linked' | 'proposed';
  /** Another answer is nearly as good. */
  readonly doubtful: boolean;
  readonly reasons: readonly string[];
  /** Of a box without a partner, what the other frame tells of its place; null for a pair. */
  readonly look: LookWithout | null;
};

/** Above this many boxes on a frame the comparison of each with each would keep the analyst waiting. */
export const MOST_BOXES = 300;

const STATES: Readonly<Record<PairState, BoxChange['state']>> = {
  stayed: 'stayed',
  shifted: 'moved',
  moved: 'moved',
  gone: 'gone',
  appeared: 'appeared',
  not_observed: 'not_observed',
};

/**
 * Boxes of the same vessel or group are paired with each other; the others by place, size and class, all at
 * once. A box without a partner is gone (or has appeared) only where somebody has said that its place
 * was looked at on the other frame (see lookWithout): else it was not observed. null where there are
 * too many boxes.
 */
export function changesBetween(
  doc: DocumentView,
  before: Frame,
  after: Frame,
): readonly BoxChange[] | null {
  const [old, young] = [doc.boxesOf(before.id), doc.boxesOf(after.id)];
  if (old.length > MOST_BOXES || young.length > MOST_BOXES) return null;
  const linked = linkedPairs(doc, [old, before], [young, after]);
  const settled = new Set(linked.flatMap(({ box, partner }) => [box.id, partner.id]));
  const open = (boxes: readonly Box[], frame: Frame) =>
    boxes.filter(({ id }) => !settled.has(id)).map((box) => sightOf(doc, box, frame));
  const known = new Map([...old, ...young].map((box) => [box.id as string, box]));
  const boxOf = (id: string | null) => (id === null ? null : (known.get(id) ?? null));
  const lookFor = (box: Box) =>
    box.frameId === before.id ? lookOn(doc, after, box, before) : lookOn(doc, before, box, after);
  const missed = ({ boxId }: HullSight) => {
    const box = boxOf(boxId);
    return box !== null && lookFor(box) === 'absent';
  };
  const pairings = assignPair(open(old, before), open(young, after), {
    seenAfter: missed,
    seenBefore: missed,
    apart: (a, b) => saidApart(boxOf(a.boxId), boxOf(b.boxId)),
    registrationM: registrationErrorM(before, after),
  });
  const proposed = pairings.map((pairing): BoxChange => {
    const [first, second] = [boxOf(pairing.beforeId), boxOf(pairing.afterId)];
    const alone = first && second ? null : (first ?? second);
    return {
      state: STATES[pairing.state],
      before: first,
      after: second,
      look: alone && lookFor(alone),
      distanceM: pairing.distanceM,
      grounds: 'proposed',
      doubtful: pairing.doubtful,
      reasons: pairing.reasons.map(({ text }) => text),
    };
  });
  return [...linked.map((pair) => linkedChange(doc, before, after, pair)), ...proposed];
}

function sameObject(a: Box, b: Box): boolean {
  if (a.link && b.link) return a.link.vesselId === b.link.vesselId;
  return a.groupId !== undefined && a.groupId === b.groupId;
}

type Linked = { readonly box: Box; readonly partner: Box };

/** Boxes of one vessel or group, each with one partner: of several, those that lie nearest to each other. */
function linkedPairs(
  doc: DocumentView,
  [old, before]: readonly [readonly Box[], Frame],
  [young, after]: readonly [readonly Box[], Frame],
): readonly Linked[] {
  const placeOf = (box: Box, frame: Frame) => sightOf(doc, box, frame).place;
  const couples = old.flatMap((box) =>
    young
      .filter((other) => sameObject(box, other))
      .map((partner) => {
        const [here, there] = [placeOf(box, before), placeOf(partner, after)];
        return { box, partner, away: here && there ? distanceM(here, there) : 0 };
      }),
  );
  const taken = new Set<Box>();
  return couples
    .sort((a, b) => a.away - b.away)
    .filter(({ box, partner }) => {
      if (taken.has(box) || taken.has(partner)) return false;
      taken.add(box).add(partner);
      return true;
    });
}

/** The analyst has said that these are two: vessels, groups, or hulls of a pair that was rejected. */
function saidApart(a: Box | null, b: Box | null): boolean {
  if (!a || !b) return false;
  const groups = a.groupId !== undefined && b.groupId !== undefined && a.groupId !== b.groupId;
  const vessels = a.link !== undefined && b.link !== undefined;
  return judgedApart(a, b) || ((groups || vessels) && !sameObject(a, b));
}

/** What a frame tells of the place of a box of another frame, `own`. */
function lookOn(doc: DocumentView, frame: Frame, box: Box, own: Frame): LookWithout {
  const { place, lengthM } = sightOf(doc, box, own);
  const sought = { vesselId: box.link?.vesselId, groupId: box.groupId };
  return lookWithout(doc, frame, place, lengthM, sought);
}

/** Metres and degrees within which a hull has not moved. */
const STAYED_M = 10;
const STAYED_DEG = 8;

function linkedChange(
  doc: DocumentView,
  before: Frame,
  after: Frame,
  { box, partner }: Linked,
): BoxChange {
  const [a, b] = [sightOf(doc, box, before), sightOf(doc, partner, after)];
  const distance = a.place && b.place ? distanceM(a.place, b.place) : null;
  const turned =
    a.axisDeg === null || b.axisDeg === null
      ? 0
      : Math.abs(((a.axisDeg - b.axisDeg + 270) % 180) - 90);
  const stayed = distance !== null && distance < STAYED_M && turned < STAYED_DEG;
  return {
    state: stayed ? 'stayed' : 'moved',
    before: box,
    after: partner,
    distanceM: distance,
    grounds: 'linked',
    doubtful: false,
    reasons: [],
    look: null,
  };
}
