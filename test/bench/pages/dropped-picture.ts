/**
 * What the bare pages share: a map of ?width and ?height CSS pixels for a GeoTIFF that is dropped on the
 * page, which says how far it is as the application does, by `data-picture`. The key x goes to 1:1.
 */
import type { Extent } from 'ol/extent';
import OlMap from 'ol/Map';
import type { ProjectionLike } from 'ol/proj';
import View from 'ol/View';
import 'ol/ol.css';

const query = new URLSearchParams(location.search);
/** Of files with more bands than three, red, green and blue are shown, brightened as an analyst would have it. */
export const FOUR_BANDS = query.get('bands') === '4';

/** Where the picture is, and how to put its layers on the map. */
export type Placed = {
  readonly projection: ProjectionLike;
  readonly extent: Extent;
  /** Map units to a pixel of the picture. */
  readonly pixel: number;
  readonly addLayers: (map: OlMap) => void;
};

function mark(map: OlMap, progress: 'loading' | 'whole'): void {
  const viewport = map.getViewport();
  if (!viewport) throw new Error('OpenLayers has made no viewport.');
  viewport.dataset.picture = progress;
}

/** After the next drawing, so that what was complete before does not count. */
function markWhenWhole(map: OlMap): void {
  map.once('postrender', () => map.once('rendercomplete', () => mark(map, 'whole')));
}

async function show(file: File, open: (file: File) => Promise<Placed>): Promise<void> {
  const target = document.createElement('div');
  target.style.width = `${query.get('width')}px`;
  target.style.height = `${query.get('height')}px`;
  document.body.replaceChildren(target);
  const map = new OlMap({ target, controls: [] });
  mark(map, 'loading');
  const { projection, extent, pixel, addLayers } = await open(file);
  const view = new View({ projection, constrainResolution: false });
  view.fit(extent, { size: map.getSize() ?? [] });
  map.setView(view);
  addLayers(map);
  markWhenWhole(map);
  document.addEventListener('keydown', ({ key }) => {
    if (key !== 'x') return;
    mark(map, 'loading');
    view.setResolution(pixel);
    markWhenWhole(map);
  });
}

/** Shows the first file of each drop. */
export function showDropped(open: (file: File) => Promise<Placed>): void {
  document.addEventListener('dragover', (event) => event.preventDefault());
  document.addEventListener('drop', (event) => {
    event.preventDefault();
    const [file] = event.dataTransfer?.files ?? [];
    if (file) void show(file, open);
  });
}
