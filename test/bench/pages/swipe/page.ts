/**
 * The plainest way to compare two GeoTIFFs that are dropped on a page: two of OpenLayers' own WebGL layers in
 * one map of ?width and ?height CSS pixels, the upper one cut at the pointer by a scissor as in OpenLayers'
 * example. With 'b' the upper one blinks five times a second instead.
 */
import WebGLTileLayer from 'ol/layer/WebGLTile';
import OlMap from 'ol/Map';
import type RenderEvent from 'ol/render/Event';
import GeoTIFF from 'ol/source/GeoTIFF';
import View from 'ol/View';
import 'ol/ol.css';

const query = new URLSearchParams(location.search);
let swipeAt = 0.5;

function layerOf(blob: Blob): { layer: WebGLTileLayer; source: GeoTIFF } {
  const source = new GeoTIFF({ sources: [{ blob, min: 0, max: 6500 }], transition: 0 });
  return { layer: new WebGLTileLayer({ source }), source };
}

function cut(layer: WebGLTileLayer): void {
  layer.on('prerender', (event: RenderEvent) => {
    const gl = event.context;
    if (!(gl instanceof WebGLRenderingContext)) return;
    const { width, height } = gl.canvas;
    gl.enable(gl.SCISSOR_TEST);
    gl.scissor(Math.round(width * swipeAt), 0, width, height);
  });
  layer.on('postrender', (event: RenderEvent) => {
    const gl = event.context;
    if (gl instanceof WebGLRenderingContext) gl.disable(gl.SCISSOR_TEST);
  });
}

async function show(files: readonly Blob[]): Promise<void> {
  const target = document.createElement('div');
  target.style.width = `${query.get('width')}px`;
  target.style.height = `${query.get('height')}px`;
  document.body.replaceChildren(target);
  const map = new OlMap({ target, controls: [], interactions: [] });
  const viewport = map.getViewport();
  const [before, after] = files.map(layerOf);
  if (!viewport || !before || !after) throw new Error('Drop two files.');
  viewport.dataset.picture = 'loading';
  const { projection, extent } = await before.source.getView();
  if (!projection || !extent) throw new Error('OpenLayers finds no place for this file.');
  const view = new View({ projection, constrainResolution: false });
  view.fit(extent, { size: map.getSize() ?? [] });
  map.setView(view);
  cut(after.layer);
  map.addLayer(before.layer);
  map.addLayer(after.layer);
  map.once('postrender', () => {
    map.once('rendercomplete', () => {
      viewport.dataset.picture = 'whole';
    });
  });
  window.addEventListener('pointermove', ({ clientX }) => {
    swipeAt = clientX / target.clientWidth;
    map.render();
  });
  window.addEventListener('keydown', ({ key }) => {
    if (key !== 'b') return;
    swipeAt = 0;
    setInterval(() => after.layer.setVisible(!after.layer.getVisible()), 200);
  });
}

document.addEventListener('dragover', (event) => event.preventDefault());
document.addEventListener('drop', (event) => {
  event.preventDefault();
  void show([...(event.dataTransfer?.files ?? [])]);
});
