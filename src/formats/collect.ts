/** Which records an export takes, and what its file is called. */
import type { DocumentView } from '../domain/edits/types';
import { UserError } from '../domain/errors';
import type { Box } from '../domain/model/box';
import type { BoxId, FrameId, SiteId } from '../domain/model/ids';
import type { ExportContent } from './types';

export type ExportScope =
  | { readonly kind: 'project' }
  | { readonly kind: 'site'; readonly siteId: SiteId }
  | { readonly kind: 'frame'; readonly frameId: FrameId }
  | { readonly kind: 'selection'; readonly boxIds: readonly BoxId[] };

/**
 * The records of a scope: all classes always, so that class numbers keep their meaning; of frames and
 * sites those that are in the scope; boxes by number.
 */
export function collectExport(doc: DocumentView, scope: ExportScope): ExportContent {
  const project = doc.get('projects', doc.projectId);
  if (!project)
    throw new UserError('This project is no longer there. Open it again from the start.');
  const boxes = boxesIn(doc, scope);
  const boxFrames = new Set(boxes.map((box) => box.frameId));
  const frames = [...doc.all('frames')].filter((frame) => {
    if (scope.kind === 'project') return true;
    if (scope.kind === 'site') return frame.siteId === scope.siteId;
    return scope.kind === 'frame' ? frame.id === scope.frameId : boxFrames.has(frame.id);
  });
  const siteIds = new Set(frames.map((frame) => frame.siteId));
  const sites = [...doc.all('sites')].filter(
    (site) => scope.kind === 'project' || siteIds.has(site.id),
  );
  return {
    project,
    sites,
    classes: [...doc.all('classes')],
    frames,
    boxes,
    vessels: [...doc.all('vessels')],
    groups: [...doc.all('groups')],
    observations: [...doc.all('observations')],
    events: [...doc.all('events')],
    scope: scope.kind,
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

/** 'najin-autumn-2023-frame.geojson': letters, digits and hyphens only. */
export function exportFileName(content: ExportContent, extension: string): string {
  const parts = [content.project.name];
  const [frame] = content.frames;
  const [site] = content.sites;
  if (content.scope === 'frame' && frame) parts.push(frame.title);
  else if (content.scope === 'site' && site) parts.push(site.name);
  else if (content.scope === 'selection') parts.push('selection');
  const slug = parts
    .join(' ')
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, '-')
    .replace(/^-+|-+$/g, '')
    .slice(0, 80);
  return `${slug || 'quaymark'}.${extension}`;
}
