/**
 * Who and what was present at a site on each date: a table of vessels, groups of containers and counts
 * by frame, in which "not observed" is never the same as "none".
 */
import { examinedWhole } from '../edits/observation-edits';
import type { DocumentView } from '../edits/types';
import { frameGeoOf } from '../geo/measure-cache';
import type { CountRange } from '../model/attributes';
import type { Box } from '../model/box';
import type { Frame } from '../model/frame';
import type { ClassId, SiteId } from '../model/ids';
import type { Observation } from '../model/observation';
import { isHull, type Site } from '../model/project';
import type { Meters } from '../model/units';
import type { CargoGroup, Vessel } from '../model/vessel';
import { isBefore, undatedLast } from './legs';
import type { Unknown } from './look-text';
import { type LookAt, lookWithoutAtAny, resolves, type Sought } from './looks';
import { vesselLog } from './vessel-log';

/** The shorter of the two usual containers, 20 feet (ISO 668, 1C), metres. */
const CONTAINER_M = 6.058;

/**
 * look: what the frame tells; boxes: where it is seen; counted: areas with a count in place of boxes;
 * count: containers, for groups.
 */
export type Cell = {
  readonly frame: Frame;
  readonly look: LookAt;
  readonly boxes: readonly Box[];
  readonly counted: readonly Observation[];
  readonly count: CountRange | null;
};

/** Whether a cell says that the object was there, or how many of it. */
export function isTold({ look, count }: Cell): boolean {
  return look === 'seen' || count !== null;
}

export type VesselRow = { readonly vessel: Vessel; readonly cells: readonly Cell[] };
export type GroupRow = { readonly group: CargoGroup; readonly cells: readonly Cell[] };

/** What was counted on one frame. Counts of a frame on which nothing is boxed or examined are null. */
export type FrameCount = {
  readonly frame: Frame;
  /**
   * Whether somebody has said that the whole frame was examined, and nothing of it is obscured; else there may be
   * more than counted.
   */
  readonly whole: boolean;
  /** Why there may be more than counted, or what is not counted may be there; null where it is whole. */
  readonly open: 'obscured' | 'unexamined' | null;
  readonly vessels: number | null;
  /** Boxes of ships that are linked to no vessel. */
  readonly unlinked: number | null;
  /**
   * Sum over the boxes of cargo, and areas, that have a count; null where none has, and none of them is known only
   * where pixels are small enough to show a container.
   */
  readonly containers: CountRange | null;
  /** Whether there may be more containers: the frame is not whole, or cargo is boxed without a count. */
  readonly more: boolean;
  /** Why `containers` is null, where it is. */
  readonly uncounted: Unknown | null;
};

export type Occupancy = {
  readonly site: Site;
  /** By time; frames without a date come last. */
  readonly frames: readonly Frame[];
  readonly counts: readonly FrameCount[];
  readonly vessels: readonly VesselRow[];
  readonly groups: readonly GroupRow[];
};

/** The frames of a site in the one order in which all lists have them: by time, undated ones last. */
export function framesByTime(doc: DocumentView, siteId: SiteId): Frame[] {
  return [...doc.all('frames')].filter((frame) => frame.siteId === siteId).sort(byAcquisition);
}

/** By acquisition time, undated ones last; of one time by title. */
export function byAcquisition(a: Frame, b: Frame): number {
  return (
    undatedLast({ at: a.acquired }, { at: b.acquired }) ||
    a.title.localeCompare(b.title) ||
    (a.id < b.id ? -1 : 1)
  );
}

export function occupancy(doc: DocumentView, site: Site): Occupancy {
  const frames = framesByTime(doc, site.id);
  return {
    site,
    frames,
    counts: frames.map((frame) => countOf(doc, frame)),
    vessels: [...doc.all('vessels')]
      .map((vessel) => ({ vessel, cells: vesselCells(doc, vessel, frames) }))
      .filter(({ cells }) => cells.some(({ look }) => look === 'seen'))
      .sort((a, b) => a.vessel.name.localeCompare(b.vessel.name)),
    groups: [...doc.all('groups')]
      .map((group) => ({ group, cells: groupCells(doc, group, frames) }))
      .filter(({ cells }) => cells.some(isTold))
      .sort((a, b) => a.group.name.localeCompare(b.group.name)),
  };
}

function countOf(doc: DocumentView, frame: Frame): FrameCount {
  const boxes = doc.boxesOf(frame.id);
  const examined = examinedWhole(doc, frame.id) !== null;
  const hidden = [...doc.all('observations')].some(
    ({ frameId, kind }) => frameId === frame.id && kind === 'obscured',
  );
  const whole = examined && !hidden;
  const open: FrameCount['open'] = whole ? null : examined ? 'obscured' : 'unexamined';
  const areas = countedOn(doc, (one) => one.frameId === frame.id).flatMap(
    ({ count }) => count ?? [],
  );
  const cargo = boxes.filter((box) => !isShip(doc, box));
  const counts = [...cargo.map(({ attributes }) => attributes.containers), ...areas];
  const passed = cargo.some(
    ({ classId, attributes }) => isCargo(doc, classId) && !isKnown(attributes.containers),
  );
  const none = whole && counts.length === 0 && resolves(frame, CONTAINER_M);
  const sum = none ? NONE : sumOf(counts);
  const more = !whole || passed;
  // None of what was counted does not tell that there are none.
  const containers = more && sum && (sum.max ?? sum.best) === 0 ? null : sum;
  const noneCounted = counts.length === 0 || sum !== null;
  const why: Unknown = passed || !noneCounted ? 'uncounted' : (open ?? 'unresolved');
  const count = { frame, whole, open, more, containers, uncounted: containers ? null : why };
  if (boxes.length === 0 && !whole) return { ...count, vessels: null, unlinked: null };
  const ships = boxes.filter((box) => isShip(doc, box));
  return {
    ...count,
    vessels: new Set(boxes.flatMap(({ link }) => link?.vesselId ?? [])).size,
    unlinked: ships.filter(({ link }) => !link).length,
  };
}

/** Whether a box is of a class of ships, also of one that came from a file and has no category. */
export function isShip(doc: DocumentView, { classId }: Box): boolean {
  const boxClass = doc.get('classes', classId);
  return boxClass !== undefined && isHull(boxClass);
}

const isCargo = (doc: DocumentView, classId: ClassId) =>
  doc.get('classes', classId)?.category === 'cargo';

const isKnown = ({ min, best, max }: CountRange) => (min ?? best ?? max) !== null;

/** Counts without boxes. */
function countedOn(
  doc: DocumentView,
  wanted: (one: Observation) => boolean,
): readonly Observation[] {
  return [...doc.all('observations')].filter((one) => one.kind === 'counted' && wanted(one));
}

/** Adds counts part by part; null where none of them says anything. */
export function sumOf(counts: readonly CountRange[]): CountRange | null {
  const known = counts.filter(isKnown);
  if (known.length === 0) return null;
  const sum = (of: (count: CountRange) => number | null) =>
    known.reduce<number | null>((total, count) => {
      const part = of(count);
      return total === null || part === null ? null : total + part;
    }, 0);
  return {
    min: sum(({ min, best }) => min ?? best),
    best: sum(({ best }) => best),
    max: sum(({ max, best }) => max ?? best),
  };
}

/**
 * What is counted of one thing, in boxes and without them. With a box that nobody has counted, the sum is the
 * least there is.
 */
function countIn(boxes: readonly Box[], counted: readonly Observation[] = []): CountRange | null {
  const inBoxes = boxes.map(({ attributes }) => attributes.containers);
  const counts = [...inBoxes, ...counted.flatMap((one) => one.count ?? [])];
  const sum = sumOf(counts);
  const all = counts.every(isKnown);
  return sum && !all ? { min: sum.min, best: null, max: null } : sum;
}

function vesselCells(doc: DocumentView, vessel: Vessel, frames: readonly Frame[]): readonly Cell[] {
  const { length } = vesselLog(doc, vessel.id);
  const sought = { vesselId: vessel.id };
  return cellsOf(doc, frames, doc.boxesOfVessel(vessel.id), length?.value ?? null, sought);
}

/** The length of the shortest of boxes, by the longer of their sides; null where no picture of them has a place. */
function leastLength(doc: DocumentView, boxes: readonly Box[]): Meters | null {
  const lengths = boxes.flatMap(({ frameId, geometry }) => {
    const frame = doc.get('frames', frameId);
    const measures = frame && frameGeoOf(frame)?.boxMeasures(geometry);
    return measures ? [Math.max(measures.lengthM, measures.widthM)] : [];
  });
  return lengths.length > 0 ? Math.min(...lengths) : null;
}

/** A group is nowhere only where the smallest of its stacks would be seen: those that are left may be small. */
export function groupCells(
  doc: DocumentView,
  group: CargoGroup,
  frames: readonly Frame[],
): readonly Cell[] {
  const counted = countedOn(doc, (one) => one.groupId === group.id);
  const boxes = doc.boxesOfGroup(group.id);
  const sought = { groupId: group.id };
  const cells = cellsOf(doc, frames, boxes, leastLength(doc, boxes), sought, counted);
  return cells.map((cell) => withCounts(cell, counted));
}

/** What was counted without boxes on a frame is added to what its boxes hold; none at all is 'not there'. */
function withCounts(cell: Cell, all: readonly Observation[]): Cell {
  const counted = all.filter(({ frameId }) => frameId === cell.frame.id);
  if (counted.length === 0) return cell;
  const count = countIn(cell.boxes, counted);
  const none = cell.boxes.length === 0 && (count?.max ?? count?.best ?? count?.min) === 0;
  return { ...cell, look: none ? 'absent' : 'seen', counted, count };
}

function cellsOf(
  doc: DocumentView,
  frames: readonly Frame[],
  boxes: readonly Box[],
  length: number | null,
  sought: Sought,
  areas: readonly Observation[] = [],
): readonly Cell[] {
  const ids = new Set(frames.map(({ id }) => id));
  const here = boxes.filter(({ frameId }) => ids.has(frameId));
  const places = [...here, ...areas.filter(({ frameId }) => ids.has(frameId))].flatMap((one) => {
    const frame = doc.get('frames', one.frameId);
    const measures = frame && frameGeoOf(frame)?.boxMeasures(one.geometry);
    return measures ? [measures.center] : [];
  });
  return frames.map((frame) => {
    const own = here.filter(({ frameId }) => frameId === frame.id);
    if (own.length === 0) {
      const look = lookWithoutAtAny(doc, frame, places, length, sought);
      return { frame, look, boxes: [], counted: [], count: null };
    }
    return { frame, look: 'seen', boxes: own, counted: [], count: countIn(own) };
  });
}

/** What a group's counts say from one date on which it was seen to the next. */
export type Flow = {
  readonly from: Cell;
  /** null: the last date, or it was looked for after and is gone. */
  readonly to: Cell;
  /** Least, likeliest and most that came (positive) or left (negative). */
  readonly change: CountRange;
};

/**
 * Changes of a group's count between dates that tell something; a look without it counts as none left. No
 * change is told where nobody knows which of two pictures was the first.
 */
export function flowsOf(cells: readonly Cell[]): readonly Flow[] {
  const telling = cells.filter(
    ({ frame, look, count }) => frame.acquired && (look === 'absent' || count !== null),
  );
  return telling.slice(1).flatMap((to, i): Flow[] => {
    const from = telling[i];
    if (!from || (from.look === 'absent' && to.look === 'absent')) return [];
    if (!isInOrder(from.frame, to.frame)) return [];
    return [{ from, to, change: difference(countAt(to), countAt(from)) }];
  });
}

function isInOrder({ acquired: first }: Frame, { acquired: second }: Frame): boolean {
  return first !== null && second !== null && isBefore(first, second);
}

const NONE: CountRange = { min: 0, best: 0, max: 0 };

function countAt({ count }: Cell): CountRange {
  return count ?? NONE;
}

function difference(after: CountRange, before: CountRange): CountRange {
  const minus = (a: number | null, b: number | null) => (a === null || b === null ? null : a - b);
  return {
    min: minus(after.min ?? after.best, before.max ?? before.best),
    best: minus(after.best, before.best),
    max: minus(after.max ?? after.best, before.min ?? before.best),
  };
}
