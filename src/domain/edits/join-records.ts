/** The edit that brings what a Quaymark file says into a project that is there. */
import { UserError } from '../errors';
import type { Box } from '../model/box';
import type { Patch } from '../model/commit';
import { type BoxId, EventId, GroupId, newId, ObservationId, VesselId } from '../model/ids';
import type { ChangeEvent } from '../model/observation';
import type { ProjectRecords } from '../model/records';
import type { CargoGroup, Vessel } from '../model/vessel';
import { added, changed, freeColor } from './edit-parts';
import { inOrderOfTime } from './event-order';
import { type ImportedBox, importBoxes } from './import-edits';
import type { MatchedName } from './join-match';
import { bringsAnything, bringsFacts, type Filling, givesVessel, type JoinPlan } from './join-plan';
import { withFactsOf } from './merge-vessels';
import type { DocumentView, Edit, EditContext } from './types';

/** What the ids of the file are called here. */
type Names = {
  vessel(id: VesselId): VesselId;
  group(id: GroupId): GroupId;
  box(id: BoxId): BoxId;
};

/**
 * All that a plan brings, in one edit. Records keep their ids, authors and times; where another record has the id
 * (`taken`), they get a new one, and what names them follows.
 */
export function joinRecords(
  doc: DocumentView,
  ctx: EditContext,
  args: {
    readonly fileName: string;
    readonly records: ProjectRecords;
    readonly plan: JoinPlan;
    readonly taken: ReadonlySet<string>;
  },
): Edit {
  const { fileName, records, plan, taken } = args;
  if (!bringsAnything(plan)) throw new UserError(`${fileName} has nothing that is not here.`);
  const fresh = <T extends string>(id: T, make: () => T): T => (taken.has(id) ? make() : id);
  const names = namesOf(plan, fresh);
  const vessels = vesselPatches(doc, ctx, plan, names);
  const boxes = comingBoxes(records, plan, names);
  const imported =
    boxes.length > 0
      ? importBoxes(doc, ctx, { fileName, boxes, newClasses: plan.newClasses })
      : { label: `Import from ${fileName}`, patches: [] };
  return {
    foreign: true,
    label: imported.label,
    patches: [
      ...vessels,
      ...groupPatches(doc, ctx, plan, names, vessels),
      ...imported.patches,
      ...plan.filled.map((filling) => filledPatch(ctx, filling, names)),
      ...plan.observations.map((one) =>
        added('observations', {
          ...one,
          id: fresh(one.id, () => newId(ObservationId, 'obs')),
          projectId: doc.projectId,
          frameId: plan.match.frames.get(one.frameId)?.id ?? one.frameId,
          geometry: plan.match.place(one.frameId, one.geometry),
          vesselId: one.vesselId && names.vessel(one.vesselId),
          groupId: one.groupId && names.group(one.groupId),
        }),
      ),
      ...plan.events.map((event) =>
        added('events', {
          ...eventHere(event, plan, names),
          id: fresh(event.id, () => newId(EventId, 'evt')),
          projectId: doc.projectId,
        }),
      ),
    ],
  };
}

function namesOf(plan: JoinPlan, fresh: <T extends string>(id: T, make: () => T) => T): Names {
  const vessels = new Map(
    plan.vessels.map(({ theirs: { id }, ours }) => [
      id,
      ours?.id ?? fresh(id, () => newId(VesselId, 'ves')),
    ]),
  );
  const groups = new Map(
    plan.groups.map(({ theirs: { id }, ours }) => [
      id,
      ours?.id ?? fresh(id, () => newId(GroupId, 'grp')),
    ]),
  );
  return {
    vessel: (id) => vessels.get(id) ?? id,
    group: (id) => groups.get(id) ?? id,
    // Those that come keep their ids: each project keeps its boxes apart.
    box: (id) => plan.match.boxes.get(id)?.id ?? id,
  };
}

/** New ones as they are; those that are here get the claims that they lack, and keep their own facts. */
function vesselPatches(
  doc: DocumentView,
  ctx: EditContext,
  plan: JoinPlan,
  names: Names,
): readonly Patch[] {
  const made: Vessel[] = [];
  return plan.vessels.flatMap((one: MatchedName<Vessel>) => {
    const { theirs, ours } = one;
    if (ours) {
      if (!bringsFacts(one)) return [];
      const { vessel } = withFactsOf(ours, theirs);
      return [changed('vessels', ours, { ...vessel, updatedAt: ctx.now })];
    }
    const vessel: Vessel = {
      ...theirs,
      id: names.vessel(theirs.id),
      projectId: doc.projectId,
      name: plan.names.get(theirs.id) ?? theirs.name,
      color: colorHere(doc, theirs.color, made),
    };
    made.push(vessel);
    return [added('vessels', vessel)];
  });
}

/** New ones as they are; those that are here get the vessel that they lie on where none is said. */
function groupPatches(
  doc: DocumentView,
  ctx: EditContext,
  plan: JoinPlan,
  names: Names,
  vessels: readonly Patch[],
): readonly Patch[] {
  const made: CargoGroup[] = [];
  const colored = vessels.flatMap(({ table, after }) => (table === 'vessels' && after) || []);
  return plan.groups.flatMap((one) => {
    const { theirs, ours } = one;
    const vesselId = theirs.vesselId && names.vessel(theirs.vesselId);
    if (ours) {
      if (!givesVessel(one)) return [];
      return [changed('groups', ours, { ...ours, vesselId, updatedAt: ctx.now })];
    }
    const group: CargoGroup = {
      ...theirs,
      id: names.group(theirs.id),
      projectId: doc.projectId,
      name: plan.names.get(theirs.id) ?? theirs.name,
      color: colorHere(doc, theirs.color, [...colored, ...made]),
      vesselId,
    };
    made.push(group);
    return [added('groups', group)];
  });
}

type Colored = Pick<Vessel, 'color'>;

function colorHere(doc: DocumentView, color: string, made: readonly Colored[]): string {
  const taken: readonly Colored[] = [...doc.all('vessels'), ...doc.all('groups'), ...made];
  const free = taken.every((one) => one.color.toLowerCase() !== color.toLowerCase());
  return free ? color : freeColor(doc, made);
}

function comingBoxes(
  { classes }: ProjectRecords,
  { boxes, match }: JoinPlan,
  names: Names,
): readonly ImportedBox[] {
  const className = new Map(classes.map(({ id, name }) => [id, name]));
  const coming = new Set(boxes.map(({ id }) => id));
  return boxes.map((box) => {
    const { id, author, createdAt, locked } = box;
    const known = (other: BoxId) => match.boxes.has(other) || coming.has(other);
    return {
      frameId: match.frames.get(box.frameId)?.id ?? box.frameId,
      className: className.get(box.classId) ?? '',
      geometry: match.place(box.frameId, box.geometry),
      bowKnown: box.bowKnown,
      attributes: box.attributes,
      ...(box.sizeCopied && { sizeCopied: box.sizeCopied }),
      drawn: { id, author, createdAt, locked, ...saidOf(box, names, known) },
    };
  });
}

/** What a box of the file is said to show, in the words of this project. */
function saidOf({ link, groupId, notSame }: Box, names: Names, isKnown: (id: BoxId) => boolean) {
  const apart = notSame?.filter(isKnown).map(names.box) ?? [];
  return {
    ...(link && { link: { ...link, vesselId: names.vessel(link.vesselId) } }),
    ...(groupId && { groupId: names.group(groupId) }),
    ...(apart.length > 0 && { notSame: apart }),
  };
}

function filledPatch(ctx: EditContext, { here, theirs }: Filling, names: Names): Patch {
  const { notSame = [], ...said } = saidOf(theirs, names, () => true);
  const apart = [...new Set([...(here.notSame ?? []), ...notSame])];
  // What is said here comes last, and so it stands.
  const after = { ...said, ...here, ...(apart.length > 0 && { notSame: apart }) };
  return changed('boxes', here, { ...after, updatedAt: ctx.now });
}

function eventHere(event: ChangeEvent, { match }: JoinPlan, names: Names): ChangeEvent {
  const { beforeId, afterId, frameId, geometry, beforeBoxId, afterBoxId } = event;
  const [before, after] = [match.frames.get(beforeId), match.frames.get(afterId)];
  const here: ChangeEvent = {
    ...event,
    beforeId: before?.id ?? beforeId,
    afterId: after?.id ?? afterId,
    frameId: match.frames.get(frameId)?.id ?? frameId,
    geometry: match.place(frameId, geometry),
    beforeBoxId: beforeBoxId && names.box(beforeBoxId),
    afterBoxId: afterBoxId && names.box(afterBoxId),
  };
  // Here another time may be known of a frame.
  return before && after ? inOrderOfTime(here, before, after) : here;
}
