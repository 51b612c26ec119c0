/**
 * One graphics context that outlives the map that drew with it, with the programs that it has compiled: the next
 * map's first picture need not wait for another to be made. OpenLayers makes one for each map, and lets it go with
 * the map's last layer.
 */
import type OlMap from 'ol/Map';
import { getUid } from 'ol/util';
import WebGLHelper from 'ol/webgl/Helper';

/** Takes the place of a map's own id in the names that OpenLayers gives to contexts. */
const WARM = 'warm';
/** Groups of layers between which others lie have each their context; the warm one is of the first that asks. */
const GROUPS = 8;

const ids = new WeakMap<OlMap, string>();
let owner: OlMap | null = null;
/** Holds the context where no layer does. */
let keeper: WebGLHelper | null = null;

/** Under which id a map's contexts are to be found; the warm one is given to one map at a time. */
export function contextIdOf(map: OlMap): string {
  const known = ids.get(map);
  if (known) return known;
  owner ??= map;
  const id = owner === map ? WARM : getUid(map);
  ids.set(map, id);
  return id;
}

/** A map draws no more: the next one may have the context. */
export function leaveContext(map: OlMap): void {
  ids.delete(map);
  if (owner === map) owner = null;
}

/** Keeps the context that a layer has come to draw with, where it is the warm one. */
export function keepWarm(helper: WebGLHelper): void {
  if (keeper) return;
  const names = Array.from({ length: GROUPS }, (_, group) => `map/${WARM}/group/${group}`);
  const canvasCacheKey = names.find((name) => helper.canvasCacheKeyMatches(name));
  if (canvasCacheKey === undefined) return;
  const kept = new WebGLHelper({ canvasCacheKey });
  keeper = kept;
  // One that is lost is let go, so that OpenLayers makes another.
  kept.getCanvas().addEventListener(
    'webglcontextlost',
    () => {
      keeper = null;
      kept.dispose();
    },
    { once: true },
  );
}
