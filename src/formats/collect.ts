/** Which records an export takes, and what its file is called. */
import type { DocumentView } from '../domain/edits/types';
import { UserError } from '../domain/errors';
import { fileName } from '../domain/file-name';
import type { Box } from '../domain/model/box';
import type { Frame } from '../domain/model/frame';
import type { BoxId, FrameId, SiteId } from '../domain/model/ids';
import type { Site } from '../domain/model/project';
import type { ExportContent } from './types';

export type ExportScope =
  | { readonly kind: 'project' }
  | { readonly kind: 'site'; readonly siteId: SiteId }
  | { readonly kind: 'frame'; readonly frameId: FrameId }
  | { readonly kind: 'selection'; readonly boxIds: readonly BoxId[] };

/**
 * The records of a scope: all classes always, so that class numbers keep their meaning; boxes by number;
 * frames and sites in the scope, then the frames that those are aligned to, without their boxes; vessels,
 * groups, observations and events that the scope speaks of, in the order they were made. What is named in
 * it is in it.
 */
export function collectExport(doc: DocumentView, scope: ExportScope): ExportContent {
  const project = doc.get('projects', doc.projectId);
  if (!project)
    throw new UserError('This project is no longer there. Open it again from the start.');
  const boxes = boxesIn(doc, scope);
  const scoped = framesIn(doc, scope, boxes);
  const frames = [...scoped, ...referencesOf(doc, scoped)];
  const siteIds = new Set(frames.map((frame) => frame.siteId));
  const sites = [...doc.all('sites')]
    .filter((site) => scope.kind === 'project' || siteIds.has(site.id))
    .sort((a, b) => inOrder(a.id, b.id));
  return {
    project,
    sites: sites.map((site) => withReferenceAmong(site, frames)),
    classes: [...doc.all('classes')].sort((a, b) => a.number - b.number),
    frames,
    boxes,
    ...concernedBy(doc, scope, { boxes, frames: scoped }),
    scope: scope.kind,
  };
}

const inOrder = (a: string, b: string) => Number(a > b) - Number(a < b);

/** The order in which records were made: the same file whenever and wherever they are exported. */
function byMaking(
  a: { readonly createdAt: string; readonly id: string },
  b: { readonly createdAt: string; readonly id: string },
): number {
  return inOrder(a.createdAt, b.createdAt) || inOrder(a.id, b.id);
}

function framesIn(doc: DocumentView, scope: ExportScope, boxes: readonly Box[]): readonly Frame[] {
  const boxFrames = new Set(boxes.map((box) => box.frameId));
  const frames = [...doc.all('frames')].filter((frame) => {
    if (scope.kind === 'project') return true;
    if (scope.kind === 'site') return frame.siteId === scope.siteId;
    return scope.kind === 'frame' ? frame.id === scope.frameId : boxFrames.has(frame.id);
  });
  return frames.sort(byMaking);
}

function referencesOf(doc: DocumentView, frames: readonly Frame[]): readonly Frame[] {
  const there = new Set(frames.map((frame) => frame.id));
  const named = new Set(frames.flatMap(({ alignment }) => alignment?.referenceId ?? []));
  const others = [...named].filter((id) => !there.has(id));
  return others.flatMap((id) => doc.get('frames', id) ?? []).sort(byMaking);
}

function withReferenceAmong(site: Site, frames: readonly Frame[]): Site {
  const { referenceFrameId, ...others } = site;
  return frames.some(({ id }) => id === referenceFrameId) ? site : others;
}

type Concerned = Pick<ExportContent, 'vessels' | 'groups' | 'observations' | 'events'>;

/** A selection speaks of its boxes only: of no area of a frame, and of events between its boxes. */
function concernedBy(
  doc: DocumentView,
  scope: ExportScope,
  { boxes, frames }: Pick<ExportContent, 'boxes' | 'frames'>,
): Concerned {
  const frameIds = new Set(frames.map(({ id }) => id));
  const boxIds = new Set(boxes.map(({ id }) => id));
  const chosen = scope.kind === 'selection';
  const observations = [...doc.all('observations')]
    .filter((one) => !chosen && frameIds.has(one.frameId))
    .sort(byMaking);
  const events = [...doc.all('events')].filter((event) => {
    if (!frameIds.has(event.beforeId) || !frameIds.has(event.afterId)) return false;
    const named = [event.beforeBoxId, event.afterBoxId].filter((id) => id !== null);
    return !chosen || (named.length > 0 && named.every((id) => boxIds.has(id)));
  });
  const all = scope.kind === 'project';
  const groupIds = new Set([...boxes, ...observations].map(({ groupId }) => groupId));
  const groups = [...doc.all('groups')].filter(({ id }) => all || groupIds.has(id));
  const vesselIds = new Set([
    ...boxes.map(({ link }) => link?.vesselId),
    ...[...groups, ...observations].map(({ vesselId }) => vesselId),
  ]);
  const vessels = [...doc.all('vessels')].filter(({ id }) => all || vesselIds.has(id));
  return {
    vessels: vessels.sort(byMaking),
    groups: groups.sort(byMaking),
    observations,
    events: events.sort(byMaking),
  };
}

function boxesIn(doc: DocumentView, scope: ExportScope): readonly Box[] {
  const boxes = (() => {
    switch (scope.kind) {
      case 'project':
        return [...doc.all('boxes')];
      case 'site':
        return [...doc.all('frames')]
          .filter((frame) => frame.siteId === scope.siteId)
          .flatMap((frame) => doc.boxesOf(frame.id));
      case 'frame':
        return [...doc.boxesOf(scope.frameId)];
      case 'selection':
        return scope.boxIds.flatMap((id) => doc.get('boxes', id) ?? []);
    }
  })();
  return boxes.sort((a, b) => a.number - b.number);
}

/** Named by the project and what of it is taken. */
export function exportFileName(content: ExportContent, extension: string): string {
  const parts = [content.project.name];
  const [frame] = content.frames;
  const [site] = content.sites;
  if (content.scope === 'frame' && frame) parts.push(frame.title);
  else if (content.scope === 'site' && site) parts.push(site.name);
  else if (content.scope === 'selection') parts.push('selection');
  return fileName(parts.join(' '), extension);
}
