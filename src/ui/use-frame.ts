/** The current frame and its site, as the panels around the map show them. */
import { useEffect, useState } from 'react';
import { thumbnailUrl } from '../commands/frame-imagery';
import type { Frame } from '../domain/model/frame';
import type { Site } from '../domain/model/project';
import { useDocument, useDocumentRevision, useServices, useSession } from './context';

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
  const [url, setUrl] = useState<string | null>(null);
  useEffect(() => {
    let current = true;
    thumbnailUrl(services, frame).then(
      (made) => {
        if (current) setUrl(made);
      },
      () => {
        if (current) setUrl('missing');
      },
    );
    return () => {
      current = false;
    };
  }, [services, frame]);
  return url;
}
