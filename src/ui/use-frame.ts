/** The current frame and its site, as the panels around the map show them. */
import { useEffect, useState } from 'react';
import { openFrameRaster, thumbnailUrl } from '../commands/frame-imagery';
import { sentenceOf } from '../domain/errors';
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

export type ImageryState =
  | { readonly status: 'opening' }
  | { readonly status: 'open' }
  /** reason: the sentence that says why the picture cannot be shown and what to do. */
  | { readonly status: 'missing'; readonly reason: string };

const OPENING: ImageryState = { status: 'opening' };
const OPEN: ImageryState = { status: 'open' };

/** Whether the frame's picture can be read; asks once per frame and place of its file. */
export function useImageryState(frame: Frame | null): ImageryState {
  const services = useServices();
  const [answer, setAnswer] = useState<{ readonly frame: Frame; readonly state: ImageryState }>();
  useEffect(() => {
    if (!frame) return;
    let current = true;
    const tell = (state: ImageryState) => {
      if (current) setAnswer({ frame, state });
    };
    openFrameRaster(services, frame).then(
      () => tell(OPEN),
      (error: unknown) => tell({ status: 'missing', reason: sentenceOf(error) }),
    );
    return () => {
      current = false;
    };
  }, [services, frame]);
  return answer && answer.frame.id === frame?.id ? answer.state : OPENING;
}
