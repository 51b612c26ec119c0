/** What happened to boxes between two frames, as far as somebody has judged it: a text for each box. */
import type { Frame } from '../domain/model/frame';
import type { BoxId, FrameId } from '../domain/model/ids';
import type { ExportContent } from './types';

type Judged = Pick<ExportContent, 'events' | 'frames'>;

/**
 * 'gone between 2023-09-12T02:11:37Z and 2023-10-09T02:18:43Z (A. Analyst, 2026-11-27T20:05:24Z)', several
 * with ' | ' between them. What was rejected is no change.
 */
export function changeTexts({ events, frames }: Judged): ReadonlyMap<BoxId, string> {
  const byId = new Map(frames.map((frame) => [frame.id, frame]));
  const texts = new Map<BoxId, string>();
  for (const event of events) {
    if (event.verdict !== 'accepted') continue;
    const between = `${whenOf(byId, event.beforeId)} and ${whenOf(byId, event.afterId)}`;
    const text = `${event.kind} between ${between} (${event.author || 'no name given'}, ${event.updatedAt})`;
    for (const id of new Set([event.beforeBoxId, event.afterBoxId])) {
      if (id !== null) texts.set(id, [texts.get(id), text].filter(Boolean).join(' | '));
    }
  }
  return texts;
}

function whenOf(frames: ReadonlyMap<FrameId, Frame>, id: FrameId): string {
  const frame = frames.get(id);
  return frame?.acquired?.value ?? `"${frame?.title ?? id}"`;
}
