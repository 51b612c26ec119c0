/** From a list or a table to the picture. */
import type { BoxId, FrameId } from '../domain/model/ids';
import type { MapPort } from '../store/ports';
import { showFrame } from './frame-commands';
import type { Services } from './types';

/** Screen frames until a map that is being put on the page is there. */
const PATIENCE = 60;
/** CSS pixels of a hull that can be looked at, not only found. */
const LOOKED_AT = 160;

/**
 * Shows a frame on the map's screen with these boxes selected and in view. Who comes from a screen without a map
 * has no zoom to keep, and wants to see what is in the boxes.
 */
export function goToBoxes(services: Services, frameId: FrameId, boxIds: readonly BoxId[]): void {
  const { screen } = services.session.getState();
  const least = screen === 'annotate' || screen === 'compare' ? undefined : LOOKED_AT;
  showFrame(services, frameId);
  services.session.setState({ screen: 'annotate', selection: boxIds });
  if (boxIds.length > 0) whenThere(services, (map) => map.reveal(boxIds, least), PATIENCE);
}

/** To the map, from a screen that has none. */
export function showMap({ session }: Services): void {
  const { screen } = session.getState();
  if (screen !== 'annotate' && screen !== 'compare') session.setState({ screen: 'annotate' });
}

/** Goes to the map, and does something with it once it is there and has taken up its frame. */
export function onMap(services: Services, act: (map: MapPort) => void): void {
  showMap(services);
  whenThere(services, act, PATIENCE);
}

function whenThere(services: Services, act: (map: MapPort) => void, patience: number): void {
  if (patience === 0) return;
  requestAnimationFrame(() => {
    if (services.map.current) act(services.map.current);
    else whenThere(services, act, patience - 1);
  });
}
