/** From a list or a table to the picture. */
import type { BoxId, FrameId } from '../domain/model/ids';
import { showFrame } from './frame-commands';
import type { Services } from './types';

/** Screen frames until a map that is being put on the page is there. */
const PATIENCE = 60;

/** Shows a frame on the map's screen with these boxes selected and in view. */
export function goToBoxes(services: Services, frameId: FrameId, boxIds: readonly BoxId[]): void {
  showFrame(services, frameId);
  services.session.setState({ screen: 'annotate', selection: boxIds });
  reveal(services, boxIds, PATIENCE);
}

function reveal(services: Services, boxIds: readonly BoxId[], patience: number): void {
  if (boxIds.length === 0 || patience === 0) return;
  requestAnimationFrame(() => {
    if (services.map.current) services.map.current.reveal(boxIds);
    else reveal(services, boxIds, patience - 1);
  });
}
