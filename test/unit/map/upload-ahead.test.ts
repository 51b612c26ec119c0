/** Textures of pictures that nobody sees yet: few stay, also where bringing them onto the card was broken off. */
import type OlMap from 'ol/Map';
import type { FrameState } from 'ol/Map';
import Projection from 'ol/proj/Projection';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { stretchOf } from '../../../src/domain/model/stretch';
import { Picture } from '../../../src/map/picture/picture';
import type { PictureLayer } from '../../../src/map/picture/picture-layer';
import { tileCacheOf } from '../../../src/map/picture/tile-cache';
import type { ViewTransform } from '../../../src/map/view-transform';
import type { FrameRaster } from '../../../src/raster/types';

const SIZE = 2560;
const UNSEEN = 64;
const textures = vi.hoisted(() => ({ count: 0 }));

/** A layer that keeps every texture until it is told to give some back. */
vi.mock('../../../src/map/picture/picture-layer', () => ({
  PictureLayer: class implements Pick<PictureLayer, 'upload' | 'keepTextures'> {
    upload = () => void textures.count++;
    keepTextures = (most: number) => {
      textures.count = Math.min(textures.count, most);
    };
    setVisible = () => undefined;
    getRenderer = () => undefined;
  },
}));

beforeEach(() => vi.stubGlobal('window', { devicePixelRatio: 1 }));
afterEach(() => vi.unstubAllGlobals());

const raster: FrameRaster = {
  levels: [{ width: SIZE, height: SIZE, tileSize: 256 }],
  ...{ storedLevels: 1, channels: 2, bands: [0], floating: false },
  readTile: async () => ({ width: 256, height: 256, channels: 2, data: new Uint8Array(4) }),
  samplesAt: async () => null,
  readOverviews: async () => 'unneeded',
  onImproved: () => () => undefined,
  onClosed: () => undefined,
  close: () => undefined,
};

/** Lets so many pieces of work through, then breaks off. */
function breakOffAfter(pieces: number): AbortSignal {
  let left = pieces;
  const throwIfAborted = () => {
    if (left-- === 0) throw new DOMException('Another view is looked at.', 'AbortError');
  };
  return { throwIfAborted } as unknown as AbortSignal;
}

it('leaves few textures of a picture, however often it is broken off', async () => {
  const map = {
    on: () => undefined,
    addLayer: () => undefined,
    getLayerGroup: () => ({ getLayerStatesArray: () => [] }),
  } as unknown as OlMap;
  const picture = new Picture({
    ...{ map, raster, hidden: true, pixelAspect: 1 },
    projection: new Projection({ code: 'picture', units: 'pixels' }),
    stretch: stretchOf({ bands: [0], lo: [0], hi: [255], method: 'manual' }),
    onTile: () => undefined,
    onError: () => undefined,
  });
  const view: ViewTransform = {
    ...{ center: [SIZE / 2, SIZE / 2], resolution: 1, rotation: 0 },
    ...{ width: SIZE, height: SIZE },
  };
  for (let column = 0; column < 10; column++) {
    for (let row = 0; row < 10; row++) await tileCacheOf(raster).read(0, column, row);
  }
  const drawn = { viewState: {} } as FrameState;
  for (let round = 0; round < 3; round++) {
    await expect(picture.uploadAhead(view, drawn, breakOffAfter(50))).rejects.toThrow('view');
  }
  expect(textures.count).toBeGreaterThan(0);
  expect(textures.count).toBeLessThanOrEqual(UNSEEN);
});
