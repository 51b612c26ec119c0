/** Frames that were added and that the film strip does not show, since they lie at another site. */
import type { FrameId } from '../domain/model/ids';
import { openDocument } from './open-document';
import type { Remark } from './remarks';
import type { Services } from './types';

/** What to say of each of these frames that is at another site than the current one. */
export function elsewhereRemarks(services: Services, added: readonly FrameId[]): Remark[] {
  const document = openDocument(services);
  const { frameId } = services.session.getState();
  const shown = frameId ? document?.get('frames', frameId)?.siteId : undefined;
  if (!document || !shown) return [];
  return added.flatMap((id) => {
    const frame = document.get('frames', id);
    const site = frame ? document.get('sites', frame.siteId) : undefined;
    if (!frame || !site || site.id === shown) return [];
    const why = frame.footprint
      ? 'Taken at another place'
      : 'It stands apart as long as it has no place';
    const sentence = `${why}: choose "${site.name}" in the list of sites beside the film strip.`;
    return [{ fileName: frame.file.name, sentence }];
  });
}
