/** Whether the records of a file fit together: every id once, and everything that is named is there. */
import { UserError } from '../domain/errors';
import type { ProjectRecords } from '../domain/model/records';

const REFUSED = 'Nothing was imported; take another copy of the file.';

/** @throws UserError where two records have one id, or two boxes or two classes one number. */
export function requireUnique(records: ProjectRecords, name: string): void {
  const lists = {
    box: records.boxes,
    frame: records.frames,
    class: records.classes,
    site: records.sites,
    vessel: records.vessels,
    group: records.groups,
    observation: records.observations,
    event: records.events,
  };
  for (const [kind, list] of Object.entries(lists)) {
    const again = firstRepeated(list.map(({ id }) => id as string));
    if (again !== null) {
      throw new UserError(`${name} holds two records with the ${kind} id ${again}. ${REFUSED}`);
    }
  }
  // A box names its class by number.
  for (const [kind, list] of Object.entries({ boxes: records.boxes, classes: records.classes })) {
    const number = firstRepeated(list.map((one) => one.number));
    if (number !== null) {
      throw new UserError(`${name} holds two ${kind} with the number ${number}. ${REFUSED}`);
    }
  }
}

function firstRepeated<T>(values: readonly T[]): T | null {
  const seen = new Set<T>();
  for (const value of values) {
    if (seen.has(value)) return value;
    seen.add(value);
  }
  return null;
}

type Kind = 'frame' | 'site' | 'box' | 'vessel' | 'group' | 'reference frame';
/** Who names what: 'box 3', a vessel, its id. Nothing is named by null or undefined. */
type Naming = readonly [who: string, kind: Kind, id: string | null | undefined];

/** @throws UserError for the first record that names one that is not there, or is of another project. */
export function requireReferences(records: ProjectRecords, name: string): void {
  const frames = idsOf(records.frames);
  const there: Readonly<Record<Kind, ReadonlySet<string>>> = {
    frame: frames,
    'reference frame': frames,
    site: idsOf(records.sites),
    box: idsOf(records.boxes),
    vessel: idsOf(records.vessels),
    group: idsOf(records.groups),
  };
  for (const [who, kind, id] of namings(records)) {
    if (id === null || id === undefined || there[kind].has(id)) continue;
    throw new UserError(`${name} has no ${kind} for ${who}. ${REFUSED}`);
  }
  const { project, boxes: _, ...lists } = records;
  const foreign = Object.values(lists).some((list) =>
    list.some((one) => one.projectId !== project.id),
  );
  if (foreign) throw new UserError(`${name} mixes records of several projects. ${REFUSED}`);
}

function idsOf(list: readonly { readonly id: string }[]): ReadonlySet<string> {
  return new Set(list.map(({ id }) => id));
}

function* namings(records: ProjectRecords): Iterable<Naming> {
  for (const box of records.boxes) {
    const who = `box ${box.number}`;
    yield [who, 'frame', box.frameId];
    yield [who, 'vessel', box.link?.vesselId];
    yield [who, 'group', box.groupId];
    for (const id of box.notSame ?? []) yield [who, 'box', id];
  }
  for (const frame of records.frames) {
    const who = `the frame "${frame.title}"`;
    yield [who, 'site', frame.siteId];
    yield [who, 'reference frame', frame.alignment?.referenceId];
  }
  for (const site of records.sites) {
    yield [`the site "${site.name}"`, 'reference frame', site.referenceFrameId];
  }
  for (const group of records.groups) yield [`the group "${group.name}"`, 'vessel', group.vesselId];
  for (const one of records.observations) {
    const who = `the observation ${one.id}`;
    yield [who, 'frame', one.frameId];
    yield [who, 'vessel', one.vesselId];
    yield [who, 'group', one.groupId];
  }
  for (const event of records.events) {
    const who = `the event ${event.id}`;
    for (const id of [event.beforeId, event.afterId, event.frameId]) yield [who, 'frame', id];
    for (const id of [event.beforeBoxId, event.afterBoxId]) yield [who, 'box', id];
  }
}
