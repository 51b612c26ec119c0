/** The application's own picture: its decode workers, its tile source, its layers and stretch; nothing else. */
import type OlMap from 'ol/Map';
import Projection from 'ol/proj/Projection';
import { stretchOf } from '../../../../src/domain/model/stretch';
import { Picture } from '../../../../src/map/picture/picture';
import { createImagery } from '../../../../src/workers/imagery-client';
import { FOUR_BANDS, showDropped } from '../dropped-picture';
import { rehearsePicture } from './rehearse';

const imagery = createImagery();
// As the application does while the user still looks for a file.
imagery.warmUp();
void rehearsePicture();

const full = FOUR_BANDS ? 2047 : 255;
const stretch = stretchOf({
  bands: FOUR_BANDS ? [2, 1, 0] : [0, 1, 2],
  lo: [0, 0, 0],
  hi: [full, full, full],
  method: 'manual',
});

showDropped(async (file) => {
  const raster = await imagery.open({ kind: 'blob', blob: file, name: file.name });
  const [finest] = raster.levels;
  if (!finest) throw new Error('The file holds no picture.');
  const extent = [0, -finest.height, finest.width, 0];
  const projection = new Projection({ code: 'picture', units: 'pixels', extent });
  const addLayers = (map: OlMap) => {
    const onError = (error: unknown) => console.error(error);
    new Picture({
      ...{ map, raster, projection, stretch, onError },
      pixelAspect: 1,
      onTile: () => undefined,
    });
  };
  return { projection, extent, pixel: 1, addLayers };
});
