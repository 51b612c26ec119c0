/** Which records of a file stand for records that a project has already. */
import { withAspect } from '../geo/carry-boxes';
import { checkImoNumber } from '../identity/check-digits';
import type { Box } from '../model/box';
import type { BoxGeometry } from '../model/box-geometry';
import type { Frame } from '../model/frame';
import type { BoxId, FrameId } from '../model/ids';
import type { ProjectRecords } from '../model/records';
import type { CargoGroup, Vessel } from '../model/vessel';
import type { DocumentView } from './types';

/** A vessel or a group of a file. */
export type MatchedName<T extends Vessel | CargoGroup> = {
  readonly theirs: T;
  /** What it is here; null for one that this project does not have. */
  readonly ours: T | null;
  /** One that is called alike, or claims the same IMO number, is here: a choice. */
  readonly alike: T | null;
  /** Both claim the same IMO number, which a hull keeps under all its names. */
  readonly sameImo: boolean;
};

export type Match = {
  /** By the file's id: the frame here with the same bytes. */
  readonly frames: ReadonlyMap<FrameId, Frame>;
  /** By the file's id: the box here that it is. */
  readonly boxes: ReadonlyMap<BoxId, Box>;
  readonly vessels: readonly MatchedName<Vessel>[];
  readonly groups: readonly MatchedName<CargoGroup>[];
  /** A place on a frame of the file, in the pixels of its frame here. */
  place(frameId: FrameId, geometry: BoxGeometry): BoxGeometry;
};

/**
 * Frames are the same by their bytes; boxes by their id, or by frame, place, author and time; vessels and groups by
 * their id, else by the IMO number, else by their name. `apart`: ids of those that are others all the same.
 */
export function matchRecords(
  doc: DocumentView,
  records: ProjectRecords,
  apart: ReadonlySet<string>,
): Match {
  const byHash = new Map(Array.from(doc.all('frames'), (one) => [one.file.sha256, one]));
  const frames = new Map<FrameId, Frame>();
  for (const { id, file } of records.frames) {
    const here = byHash.get(file.sha256);
    if (here) frames.set(id, here);
  }
  const aspects = new Map(records.frames.map(({ id, pixelAspect }) => [id, pixelAspect]));
  const place = (id: FrameId, geometry: BoxGeometry) => {
    const aspect = frames.get(id)?.pixelAspect ?? 1;
    return withAspect(geometry, aspects.get(id) ?? aspect, aspect);
  };
  return {
    frames,
    place,
    boxes: matchBoxes(doc, records, frames, place),
    vessels: matchNames(records.vessels, [...doc.all('vessels')], apart),
    groups: matchNames(records.groups, [...doc.all('groups')], apart),
  };
}

function matchBoxes(
  doc: DocumentView,
  { boxes }: ProjectRecords,
  frames: Match['frames'],
  place: Match['place'],
): ReadonlyMap<BoxId, Box> {
  const found = new Map(boxes.flatMap(({ id }) => pairOf(id, doc.get('boxes', id))));
  // Each stands for one of the file at most.
  const drawn = new Map<string, Box[]>();
  for (const box of doc.all('boxes')) {
    if (found.get(box.id) === box) continue;
    const key = signature(box.frameId, box.geometry, box);
    drawn.set(key, [...(drawn.get(key) ?? []), box]);
  }
  for (const box of boxes) {
    const frame = frames.get(box.frameId);
    if (!frame || found.has(box.id)) continue;
    const alike = drawn.get(signature(frame.id, place(box.frameId, box.geometry), box))?.shift();
    if (alike) found.set(box.id, alike);
  }
  return found;
}

function pairOf(id: BoxId, box: Box | undefined): readonly (readonly [BoxId, Box])[] {
  return box ? [[id, box]] : [];
}

/** The same for what was drawn once and came by two ways. */
export function signature(
  frameId: FrameId,
  { x, y, length, width, angle }: BoxGeometry,
  by: { readonly author: string; readonly createdAt: string },
): string {
  return JSON.stringify([frameId, x, y, length, width, angle, by.author, by.createdAt]);
}

function matchNames<T extends Vessel | CargoGroup>(
  theirs: readonly T[],
  ours: readonly T[],
  apart: ReadonlySet<string>,
): readonly MatchedName<T>[] {
  const byId = new Map(ours.map((one) => [one.id as string, one]));
  // Each stands for one of the file at most.
  const taken = new Set(theirs.flatMap(({ id }) => byId.get(id)?.id ?? []));
  const take = (one: T, isAlike: (other: T) => boolean) => {
    const alike = byId.has(one.id)
      ? undefined
      : ours.find((other) => !taken.has(other.id) && isAlike(other));
    if (alike) taken.add(alike.id);
    return alike;
  };
  // All numbers before any name, which could else take away whom a number names.
  const numbered = theirs.map((one) => take(one, (other) => shareImo(one, other)));
  return theirs.map((one, i) => {
    const same = byId.get(one.id);
    if (same) return { theirs: one, ours: same, alike: null, sameImo: false };
    const alike = numbered[i] ?? take(one, ({ name }) => sameName(name, one.name)) ?? null;
    const sameImo = numbered[i] !== undefined;
    return { theirs: one, ours: apart.has(one.id) ? null : alike, alike, sameImo };
  });
}

/** The IMO numbers that are claimed of it, those with a check digit that is wrong left out. */
function imosOf(one: Vessel | CargoGroup): readonly string[] {
  if (!('claims' in one)) return [];
  return one.claims.flatMap(({ field, value }) =>
    field === 'imo' && checkImoNumber(value).consistent ? value.replace(/\D/g, '') : [],
  );
}

function shareImo(a: Vessel | CargoGroup, b: Vessel | CargoGroup): boolean {
  const numbers = imosOf(b);
  return imosOf(a).some((number) => numbers.includes(number));
}

/**
 * The file's vessels and groups that are taken for others than those called alike here until somebody says more:
 * names are changed, and shared by many ships; the program numbers hulls alike in every project. Only who claims the
 * IMO number of one here is taken for it. By the file's ids.
 */
export function takenApart(
  doc: DocumentView,
  { vessels, groups }: Pick<ProjectRecords, 'vessels' | 'groups'>,
): ReadonlySet<string> {
  const none = new Set<string>();
  const matched: readonly MatchedName<Vessel | CargoGroup>[] = [
    ...matchNames(vessels, [...doc.all('vessels')], none),
    ...matchNames(groups, [...doc.all('groups')], none),
  ];
  const others = matched.filter(({ alike, sameImo }) => alike && !sameImo);
  return new Set<string>(others.map(({ theirs }) => theirs.id));
}

type Named = { readonly name: string };

/**
 * What vessels or groups of a file are called here, by the file's id: 'Angara (2)' where one is called so here;
 * what is called alike in the file stays so. Of those that are taken for one here: what they would be called
 * otherwise.
 */
export function namesHere(
  names: readonly MatchedName<Vessel | CargoGroup>[],
  here: readonly Named[],
): ReadonlyMap<string, string> {
  const made: Named[] = [];
  return new Map(
    names.map(({ theirs: { id, name: called }, ours }) => {
      const name = nameHere(called, here, made);
      if (ours === null) made.push({ name });
      return [id, name];
    }),
  );
}

function nameHere(name: string, here: readonly Named[], made: readonly Named[]): string {
  if (!here.some((one) => sameName(one.name, name))) return name;
  const taken = new Set([...here, ...made].map((one) => one.name.trim().toLowerCase()));
  let number = 2;
  while (taken.has(`${name} (${number})`.toLowerCase())) number += 1;
  return `${name} (${number})`;
}

const sameName = (a: string, b: string): boolean =>
  a.trim().toLowerCase() === b.trim().toLowerCase();
