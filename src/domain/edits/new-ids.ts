/** The same records under new ids, for a second copy beside a project that is there already. */
import type { Box } from '../model/box';
import type { Frame } from '../model/frame';
import {
  BoxId,
  ClassId,
  EventId,
  FrameId,
  GroupId,
  newId,
  ObservationId,
  ProjectId,
  SiteId,
  VesselId,
} from '../model/ids';
import type { ChangeEvent, Observation } from '../model/observation';
import type { Site } from '../model/project';
import type { ProjectRecords } from '../model/records';
import type { CargoGroup } from '../model/vessel';

/** Every id and everything that names one is new; all else is the same. */
export function withNewIds(records: ProjectRecords): ProjectRecords {
  const ids = renamings(records);
  const { projectId } = ids;
  return {
    project: { ...records.project, id: projectId },
    sites: records.sites.map((site) => renamedSite(site, ids)),
    classes: records.classes.map((one) => ({ ...one, projectId, id: ids.class(one.id) })),
    frames: records.frames.map((frame) => renamedFrame(frame, ids)),
    boxes: records.boxes.map((box) => renamedBox(box, ids)),
    vessels: records.vessels.map((one) => ({ ...one, projectId, id: ids.vessel(one.id) })),
    groups: records.groups.map((group) => renamedGroup(group, ids)),
    observations: records.observations.map((one) => renamedObservation(one, ids)),
    events: records.events.map((event) => renamedEvent(event, ids)),
  };
}

type Ids = ReturnType<typeof renamings>;

function renamings(records: ProjectRecords) {
  return {
    projectId: newId(ProjectId, 'prj'),
    site: renaming(records.sites, () => newId(SiteId, 'sit')),
    class: renaming(records.classes, () => newId(ClassId, 'cls')),
    frame: renaming(records.frames, () => newId(FrameId, 'frm')),
    box: renaming(records.boxes, () => newId(BoxId, 'box')),
    vessel: renaming(records.vessels, () => newId(VesselId, 'ves')),
    group: renaming(records.groups, () => newId(GroupId, 'grp')),
  };
}

function renaming<T extends string>(list: readonly { readonly id: T }[], make: () => T) {
  const names = new Map(list.map(({ id }) => [id, make()]));
  return (id: T): T => names.get(id) ?? id;
}

function renamedSite(site: Site, ids: Ids): Site {
  const { referenceFrameId: reference } = site;
  return {
    ...site,
    projectId: ids.projectId,
    id: ids.site(site.id),
    ...(reference && { referenceFrameId: ids.frame(reference) }),
  };
}

function renamedFrame(frame: Frame, ids: Ids): Frame {
  const { alignment } = frame;
  return {
    ...frame,
    projectId: ids.projectId,
    id: ids.frame(frame.id),
    siteId: ids.site(frame.siteId),
    ...(alignment && {
      alignment: { ...alignment, referenceId: ids.frame(alignment.referenceId) },
    }),
  };
}

function renamedBox(box: Box, ids: Ids): Box {
  const { link, groupId, notSame } = box;
  return {
    ...box,
    projectId: ids.projectId,
    id: ids.box(box.id),
    frameId: ids.frame(box.frameId),
    classId: ids.class(box.classId),
    ...(link && { link: { ...link, vesselId: ids.vessel(link.vesselId) } }),
    ...(groupId && { groupId: ids.group(groupId) }),
    ...(notSame && { notSame: notSame.map(ids.box) }),
  };
}

function renamedGroup(group: CargoGroup, ids: Ids): CargoGroup {
  return {
    ...group,
    projectId: ids.projectId,
    id: ids.group(group.id),
    vesselId: group.vesselId && ids.vessel(group.vesselId),
  };
}

function renamedObservation(one: Observation, ids: Ids): Observation {
  return {
    ...one,
    projectId: ids.projectId,
    id: newId(ObservationId, 'obs'),
    frameId: ids.frame(one.frameId),
    vesselId: one.vesselId && ids.vessel(one.vesselId),
    groupId: one.groupId && ids.group(one.groupId),
  };
}

function renamedEvent(event: ChangeEvent, ids: Ids): ChangeEvent {
  return {
    ...event,
    projectId: ids.projectId,
    id: newId(EventId, 'evt'),
    beforeId: ids.frame(event.beforeId),
    afterId: ids.frame(event.afterId),
    frameId: ids.frame(event.frameId),
    beforeBoxId: event.beforeBoxId && ids.box(event.beforeBoxId),
    afterBoxId: event.afterBoxId && ids.box(event.afterBoxId),
  };
}
