/**
 * The plainest way to show a GeoTIFF that is dropped on a page: OpenLayers' own source in a WebGL
 * layer, in a map of ?width and ?height CSS pixels. Says how far it is as the application does, by
 * `data-picture`.
 */
import WebGLTileLayer from 'ol/layer/WebGLTile';
import OlMap from 'ol/Map';
import GeoTIFF from 'ol/source/GeoTIFF';
import View from 'ol/View';
import 'ol/ol.css';

const query = new URLSearchParams(location.search);
/** Files with more bands than three: red, green and blue, brightened as an analyst would have it. */
const shown = query.get('bands') === '4' ? { bands: [3, 2, 1], min: 0, max: 2047 } : {};

async function show(file: Blob): Promise<void> {
  const target = document.createElement('div');
  target.style.width = `${query.get('width')}px`;
  target.style.height = `${query.get('height')}px`;
  document.body.replaceChildren(target);
  const source = new GeoTIFF({ sources: [{ blob: file, ...shown }], transition: 0 });
  const map = new OlMap({ target, controls: [] });
  const viewport = map.getViewport();
  if (!viewport) throw new Error('OpenLayers has made no viewport.');
  viewport.dataset.picture = 'loading';
  const { projection, extent } = await source.getView();
  if (!projection || !extent) throw new Error('OpenLayers finds no place for this file.');
  const view = new View({ projection, constrainResolution: false });
  view.fit(extent, { size: map.getSize() ?? [] });
  map.setView(view);
  map.addLayer(new WebGLTileLayer({ source }));
  map.once('postrender', () => {
    map.once('rendercomplete', () => {
      viewport.dataset.picture = 'whole';
    });
  });
}

document.addEventListener('dragover', (event) => event.preventDefault());
document.addEventListener('drop', (event) => {
  event.preventDefault();
  const [file] = event.dataTransfer?.files ?? [];
  if (file) void show(file);
});
