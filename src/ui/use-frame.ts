/** The current frame and its site, as the panels around the map show them. */
import { useEffect, useState } from 'react';
import { thumbnailOf } from '../commands/frames/frame-imagery';
import type { Frame } from '../domain/model/frame';
import type { Site } from '../domain/model/project';
import { useDocument, useDocumentRevision, useServices, useSession } from './context';

/** What the dates that are compared are called, in their order. */
export const COMPARED_LETTERS = ['A', 'B', 'C', 'D'] as const;

/** The frames that are seen together: up to four side by side, else two. */
export function useComparedFrames(): readonly Frame[] {
  const document = useDocument();
  useDocumentRevision();
  const { frames, mode } = useSession((state) => state.compare);
  const known = frames.flatMap((id) => document.get('frames', id) ?? []);
  return mode === 'sides' ? known : known.slice(0, 2);
}

export function useCurrentFrame(): { readonly frame: Frame | null; readonly site: Site | null } {
  const document = useDocument();
  useDocumentRevision();
  const frameId = useSession((state) => state.frameId);
  const frame = frameId === null ? undefined : document.get('frames', frameId);
  const site = frame && document.get('sites', frame.siteId);
  return { frame: frame ?? null, site: site ?? null };
}

/** The frame's small picture: its address, null while it is made, 'missing' where it cannot be. */
export function useThumbnail(frame: Frame): string | null {
  const services = useServices();
  const [made, setMade] = useState<Blob | 'missing' | null>(null);
  useEffect(() => {
    let current = true;
    thumbnailOf(services, frame).then(
      (blob) => {
        if (current) setMade(blob);
      },
      () => {
        if (current) setMade('missing');
      },
    );
    return () => {
      current = false;
    };
  }, [services, frame]);
  const url = useObjectUrl(made === 'missing' ? null : made);
  return made === 'missing' ? made : url;
}

/** An address for a blob, given back when another is shown or the element goes away. */
function useObjectUrl(blob: Blob | null): string | null {
  const [url, setUrl] = useState<string | null>(null);
  useEffect(() => {
    if (!blob) return setUrl(null);
    const made = URL.createObjectURL(blob);
    setUrl(made);
    return () => URL.revokeObjectURL(made);
  }, [blob]);
  return url;
}
