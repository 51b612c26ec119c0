/** Showing a frame while it is still being read and stored. */
import type { Frame } from '../../domain/model/frame';
import type { FrameId } from '../../domain/model/ids';
import type { ImageSource } from '../../raster/types';
import type { DocumentStore } from '../../store/document-store';
import type { Services } from '../types';
import { setProvisionalSource } from './frame-imagery';

export type Shown = {
  readonly source: ImageSource;
  /** Whether it is shown whatever is shown now, and not only where nothing is. */
  readonly atOnce?: boolean;
};

/**
 * Puts a frame into the document without storing it, and shows it. Gives what takes it away again: then that is
 * shown which was before, unless it is stored by now or the user went on to another.
 */
export function showProvisional(
  services: Services,
  document: DocumentStore,
  draft: Frame,
  { source, atOnce = false }: Shown,
): () => void {
  setProvisionalSource(draft.id, source);
  document.setProvisional(draft);
  const { frameId: before } = services.session.getState();
  if (atOnce || before === null || !document.get('frames', before)) show(services, draft.id);
  return () => {
    setProvisionalSource(draft.id, null);
    document.clearProvisional(draft.id);
    if (!shows(services, draft.id) || document.get('frames', draft.id)) return;
    const former = before ? document.get('frames', before) : undefined;
    const [first] = document.all('frames');
    show(services, (former ?? first)?.id ?? null);
  };
}

export function shows({ session }: Services, frameId: FrameId): boolean {
  return session.getState().frameId === frameId;
}

export function show(services: Services, frameId: FrameId | null): void {
  services.session.setState({ frameId, selection: [], hovered: null });
}
