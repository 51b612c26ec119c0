/** What of a Quaymark file comes into a project that is there, and what is left out. */
import { judgedApart } from '../identity/judged-apart';
import type { Box } from '../model/box';
import type { Frame } from '../model/frame';
import type { BoxId } from '../model/ids';
import type { ChangeEvent, Observation } from '../model/observation';
import type { BoxClass } from '../model/project';
import type { ProjectRecords } from '../model/records';
import type { CargoGroup, Fingerprint, Vessel } from '../model/vessel';
import { inOrderOfTime } from './event-order';
import { type Match, type MatchedName, matchRecords, namesHere, signature } from './join-match';
import { withFactsOf } from './merge-vessels';
import type { DocumentView } from './types';

/** What the file says of a box that is here and is not said here: its vessel or group, which boxes show another hull. */
export type Filling = { readonly here: Box; readonly theirs: Box };

export type JoinPlan = {
  readonly match: Match;
  /** As in the file. */
  readonly boxes: readonly Box[];
  readonly newClasses: readonly BoxClass[];
  readonly filled: readonly Filling[];
  readonly vessels: readonly MatchedName<Vessel>[];
  readonly groups: readonly MatchedName<CargoGroup>[];
  /** What those are called here, by the file's id. */
  readonly names: ReadonlyMap<string, string>;
  readonly observations: readonly Observation[];
  readonly events: readonly ChangeEvent[];
  readonly matched: readonly Frame[];
  readonly unmatched: readonly Frame[];
  readonly left: Left;
};

/** What stays out. */
export type Left = {
  /** Boxes that are in the project already. */
  readonly already: number;
  /** Boxes, areas, and verdicts on pictures that are not in the project. */
  readonly boxes: number;
  readonly observations: number;
  readonly events: number;
  /** Not here, and named by nothing that comes. */
  readonly vessels: number;
  readonly groups: number;
  /** Links, groups and hulls told apart of boxes that are here, of which something else is said here. */
  readonly differing: number;
  /** How frames are laid is each project's own. */
  readonly alignments: number;
};

/** `apart`: ids of the file's vessels and groups that are others than those that they are like here. */
export function planJoin(
  doc: DocumentView,
  records: ProjectRecords,
  apart: ReadonlySet<string> = new Set(),
): JoinPlan {
  const match = matchRecords(doc, records, apart);
  const known = new Set(records.classes.map(({ id }) => id));
  const boxes = records.boxes.filter(
    ({ id, frameId, classId }) =>
      !match.boxes.has(id) && match.frames.has(frameId) && known.has(classId),
  );
  const observations = comingObservations(doc, records, match);
  const events = comingEvents(doc, records, match);
  const { filled, differing } = fillings(records, match, new Set(boxes.map(({ id }) => id)));
  const said = [...boxes, ...filled.map(({ theirs }) => theirs)];
  const grouped = new Set([...said, ...observations].map(({ groupId }) => groupId));
  const groups = match.groups.filter(({ theirs }) => grouped.has(theirs.id));
  const named = new Set([
    ...said.map(({ link }) => link?.vesselId),
    ...observations.map(({ vesselId }) => vesselId),
    ...groups.filter(givesVessel).map(({ theirs }) => theirs.vesselId),
  ]);
  const vessels = match.vessels.filter(
    ({ theirs, ours, alike }) =>
      named.has(theirs.id) || bringsFacts({ theirs, ours: ours ?? alike }),
  );
  const isHere = ({ frameId }: { readonly frameId: Frame['id'] }) => match.frames.has(frameId);
  const between = records.events.filter((one) => isBetween(one, match));
  return {
    match,
    boxes,
    newClasses: classesToMake(doc, records, boxes),
    filled,
    vessels,
    groups,
    names: new Map([
      ...namesHere(vessels, [...doc.all('vessels')]),
      ...namesHere(groups, [...doc.all('groups')]),
    ]),
    observations,
    events,
    matched: records.frames.filter(({ id }) => match.frames.has(id)),
    unmatched: records.frames.filter(({ id }) => !match.frames.has(id)),
    left: {
      already: match.boxes.size,
      boxes: records.boxes.length - match.boxes.size - boxes.length,
      observations: records.observations.filter((one) => !isHere(one)).length,
      events: records.events.length - between.length,
      vessels: match.vessels.filter((one) => !one.ours && !vessels.includes(one)).length,
      groups: match.groups.filter((one) => !one.ours && !groups.includes(one)).length,
      differing,
      alignments: records.frames.filter(({ id, alignment }) => alignment && match.frames.has(id))
        .length,
    },
  };
}

/** Whether the file says on which vessel a group lies, and nothing else is said of that here. */
export function givesVessel({ theirs, ours }: MatchedName<CargoGroup>): boolean {
  if (theirs.vesselId === null) return false;
  return ours === null || (ours.place === theirs.place && ours.vesselId === null);
}

/** Whether the file claims or describes of a vessel that is here what is not said of it here. */
export function bringsFacts({
  theirs,
  ours,
}: Pick<MatchedName<Vessel>, 'theirs' | 'ours'>): boolean {
  if (ours === null) return false;
  const { claims, sanctions, fingerprint } = withFactsOf(ours, theirs).vessel;
  const more = claims.length > ours.claims.length || sanctions.length > ours.sanctions.length;
  const marks = Object.keys(fingerprint) as (keyof Fingerprint)[];
  return more || marks.some((mark) => !isSame(fingerprint[mark], ours.fingerprint[mark]));
}

const isSame = (a: unknown, b: unknown) => JSON.stringify(a) === JSON.stringify(b);

/** Whether anything of the file comes. */
export function bringsAnything(plan: JoinPlan): boolean {
  const { boxes, filled, observations, events, vessels } = plan;
  const records = boxes.length + filled.length + observations.length + events.length;
  return records > 0 || vessels.some((one) => one.ours === null || bringsFacts(one));
}

function classesToMake(
  doc: DocumentView,
  { classes }: ProjectRecords,
  boxes: readonly Box[],
): readonly BoxClass[] {
  const names = new Set(Array.from(doc.all('classes'), (one) => one.name.toLowerCase()));
  const used = new Set(boxes.map(({ classId }) => classId));
  return classes.filter(({ id, name }) => used.has(id) && !names.has(name.toLowerCase()));
}

/** Boxes that are here and of which the file says more; nothing that is said here is changed. */
function fillings({ boxes }: ProjectRecords, match: Match, coming: ReadonlySet<BoxId>) {
  const filled: Filling[] = [];
  let differing = 0;
  const vessels = new Map(match.vessels.map(({ theirs, ours }) => [theirs.id, ours?.id]));
  const groups = new Map(match.groups.map(({ theirs, ours }) => [theirs.id, ours?.id]));
  for (const theirs of boxes) {
    const here = match.boxes.get(theirs.id);
    if (!here) continue;
    const { link, groupId } = theirs;
    const others = (theirs.notSame ?? []).flatMap((id) => {
      const other = match.boxes.get(id);
      return other && !judgedApart(here, other) ? [{ id, sameHere: isOneHull(here, other) }] : [];
    });
    const apart = [
      ...(theirs.notSame ?? []).filter((id) => coming.has(id)),
      ...others.flatMap(({ id, sameHere }) => (sameHere ? [] : [id])),
    ];
    differing += others.filter(({ sameHere }) => sameHere).length;
    const more = (link && !here.link) || (groupId && !here.groupId) || apart.length > 0;
    if (more) filled.push({ here, theirs: onlyMore({ ...theirs, notSame: apart }, here) });
    if (link && here.link && vessels.get(link.vesselId) !== here.link.vesselId) differing += 1;
    if (groupId && here.groupId && groups.get(groupId) !== here.groupId) differing += 1;
  }
  return { filled, differing };
}

const isOneHull = (a: Box, b: Box) => Boolean(a.link && a.link.vesselId === b.link?.vesselId);

/** A box of the file with what is not said here. */
function onlyMore({ link, groupId, ...theirs }: Box, here: Box): Box {
  return {
    ...theirs,
    ...(link && !here.link && { link }),
    ...(groupId && !here.groupId && { groupId }),
  };
}

/** Those on pictures that are here, but what was said here already. */
function comingObservations(
  doc: DocumentView,
  { observations }: ProjectRecords,
  match: Match,
): readonly Observation[] {
  const groups = new Map(
    match.groups.map(({ theirs, ours }) => [theirs.id, ours?.id ?? theirs.id]),
  );
  const ours = [...doc.all('observations')];
  const said = new Set(ours.map((one) => signature(one.frameId, one.geometry, one) + one.kind));
  const once = new Set(ours.flatMap((one) => onceOnly(one, one.frameId, one.groupId)));
  return observations.filter((one) => {
    const frame = match.frames.get(one.frameId);
    if (!frame || doc.get('observations', one.id)) return false;
    const place = match.place(one.frameId, one.geometry);
    if (said.has(signature(frame.id, place, one) + one.kind)) return false;
    const group = one.groupId && (groups.get(one.groupId) ?? one.groupId);
    return !onceOnly(one, frame.id, group).some((key) => once.has(key));
  });
}

/** A frame is examined once, and a group counted on it once. */
function onceOnly(
  { kind }: Observation,
  frameId: Frame['id'],
  groupId: CargoGroup['id'] | null,
): readonly string[] {
  if (kind === 'examined') return [`${kind} ${frameId}`];
  return kind === 'counted' ? [`${kind} ${frameId} ${groupId}`] : [];
}

const isBetween = ({ beforeId, afterId }: ChangeEvent, { frames }: Match) =>
  frames.has(beforeId) && frames.has(afterId);

function comingEvents(
  doc: DocumentView,
  { events }: ProjectRecords,
  match: Match,
): readonly ChangeEvent[] {
  const ours = [...doc.all('events')];
  const said = new Set(ours.map((one) => signature(one.frameId, one.geometry, one) + one.kind));
  const judged = new Set(
    ours.flatMap(({ beforeBoxId, afterBoxId, ...one }) => judgedKey(one, beforeBoxId, afterBoxId)),
  );
  const hereOf = (id: BoxId | null) => id && (match.boxes.get(id)?.id ?? id);
  return events.filter((one) => {
    const [from, to] = [match.frames.get(one.beforeId), match.frames.get(one.afterId)];
    const frame = match.frames.get(one.frameId);
    if (!from || !to || !frame || doc.get('events', one.id)) return false;
    const here = { ...one, beforeId: from.id, afterId: to.id };
    // Here another time may be known of a frame.
    const { kind, beforeBoxId, afterBoxId, ...pair } = inOrderOfTime(here, from, to);
    const place = match.place(one.frameId, one.geometry);
    if (said.has(signature(frame.id, place, one) + kind)) return false;
    const keys = judgedKey(pair, hereOf(beforeBoxId), hereOf(afterBoxId));
    return !keys.some((key) => judged.has(key));
  });
}

/** Of the same boxes between the same frames one thing is said. */
function judgedKey(
  { beforeId, afterId }: Pick<ChangeEvent, 'beforeId' | 'afterId'>,
  beforeBoxId: BoxId | null,
  afterBoxId: BoxId | null,
): readonly string[] {
  if (beforeBoxId === null && afterBoxId === null) return [];
  return [[beforeId, afterId, beforeBoxId, afterBoxId].join(' ')];
}
