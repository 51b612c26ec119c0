/** The plainest way to show a GeoTIFF: OpenLayers' own source in a WebGL layer. */
import WebGLTileLayer from 'ol/layer/WebGLTile';
import type OlMap from 'ol/Map';
import GeoTIFF from 'ol/source/GeoTIFF';
import { FOUR_BANDS, showDropped } from '../dropped-picture';

const shown = FOUR_BANDS ? { bands: [3, 2, 1], min: 0, max: 2047 } : {};

showDropped(async (file) => {
  const source = new GeoTIFF({ sources: [{ blob: file, ...shown }], transition: 0 });
  const { projection, extent, resolutions } = await source.getView();
  const pixel = resolutions?.at(-1);
  if (!projection || !extent || !pixel) throw new Error('OpenLayers finds no place for this file.');
  const addLayers = (map: OlMap) => map.addLayer(new WebGLTileLayer({ source }));
  return { projection, extent, pixel, addLayers };
});
