/**
 * Shows a made picture once where nobody sees it, while the user still looks for a file: the browser compiles
 * what shows pictures when it first runs, and graphics drivers their programs, which the first picture would
 * wait for.
 */
import OlMap from 'ol/Map';
import Projection from 'ol/proj/Projection';
import View from 'ol/View';
import { stretchOf } from '../../../../src/domain/model/stretch';
import { Picture } from '../../../../src/map/picture/picture';
import type { FrameRaster } from '../../../../src/raster/types';

/** Pixels of the made picture, across and down. */
const SIZE = 256;
/** Milliseconds after which it is taken away, drawn or not. */
const LONGEST = 2000;

/** Resolves once all is over and what it took is given back. */
export async function rehearsePicture(): Promise<void> {
  const extent = [0, -SIZE, SIZE, 0];
  const projection = new Projection({ code: 'rehearsal', units: 'pixels', extent });
  const map = new OlMap({ target: document.createElement('div'), controls: [], interactions: [] });
  map.setSize([SIZE, SIZE]);
  map.setView(new View({ projection, center: [SIZE / 2, -SIZE / 2], resolution: 1 }));
  const raster = madeRaster();
  const picture = new Picture({
    ...{ map, raster, projection, pixelAspect: 1 },
    stretch: stretchOf({ bands: [0, 1, 2], lo: [0, 0, 0], hi: [1, 1, 1], method: 'manual' }),
    onTile: () => undefined,
    onError: (error) => console.debug(error),
  });
  await new Promise<void>((resolve) => {
    map.once('rendercomplete', () => resolve());
    setTimeout(resolve, LONGEST);
  });
  picture.dispose();
  raster.close();
  map.dispose();
}

/** Three bands of 16 bits. */
function madeRaster(): FrameRaster {
  const closed: (() => void)[] = [];
  const channels = 4;
  return {
    levels: [{ width: SIZE, height: SIZE, tileSize: SIZE }],
    ...{ storedLevels: 1, channels, bands: [0, 1, 2], floating: true },
    readTile: async () => {
      const data = new Uint16Array(SIZE * SIZE * channels).fill(1);
      return { width: SIZE, height: SIZE, channels, data };
    },
    samplesAt: async () => null,
    readOverviews: async () => 'unneeded',
    onImproved: () => () => undefined,
    onClosed: (listener) => void closed.push(listener),
    close: () => {
      for (const listener of closed) listener();
    },
  };
}
