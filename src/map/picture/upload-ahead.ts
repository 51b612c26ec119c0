/** For tiles that are brought onto the graphics card before the map draws them. */
import type OlMap from 'ol/Map';
import type { FrameState } from 'ol/Map';
import type Projection from 'ol/proj/Projection';
import { toCoordinate } from '../plane-view';
import { type ViewTransform, visibleRect } from '../view-transform';

/** Milliseconds between pieces of work where the browser cannot tell when it has nothing else to do. */
const PAUSE = 30;
/** Milliseconds that one piece of work may take: as much of the idle time is left for the last one. */
const LAST = 8;

/**
 * A drawing as the map would make it of another view.
 * @param drawn the map's last one, for all that does not depend on the view
 */
export function drawingOf(
  map: OlMap,
  drawn: FrameState,
  projection: Projection,
  view: ViewTransform,
): FrameState {
  const { minU, minV, maxU, maxV } = visibleRect(view);
  const { resolution, rotation } = view;
  const center = toCoordinate(view.center);
  // Layers beside each other in this order share a graphics context.
  const layerStatesArray = map
    .getLayerGroup()
    .getLayerStatesArray()
    .sort((a, b) => (a.zIndex ?? 0) - (b.zIndex ?? 0));
  return {
    ...drawn,
    viewState: { ...drawn.viewState, projection, center, resolution, rotation },
    extent: [minU, -maxV, maxU, -minV],
    nextExtent: undefined,
    layerStatesArray,
    wantedTiles: {},
    usedTiles: {},
    renderTargets: {},
  };
}

/** Pieces of work for when nothing else is to be done. */
export class IdleWork {
  private until = 0;

  constructor(private readonly signal: AbortSignal) {}

  /**
   * Waits until the browser has nothing else to do. Resolves at once as long as that lasts; rejects with an
   * AbortError when the signal is aborted.
   */
  async turn(): Promise<void> {
    if (performance.now() > this.until) {
      const left = await idleTime();
      this.until = performance.now() + left - LAST;
    }
    this.signal.throwIfAborted();
  }
}

/** Milliseconds that the browser has nothing else to do, as soon as there are any. */
function idleTime(): Promise<number> {
  return new Promise((resolve) => {
    if (typeof requestIdleCallback === 'undefined') setTimeout(() => resolve(0), PAUSE);
    else requestIdleCallback((idle) => resolve(idle.timeRemaining()));
  });
}
