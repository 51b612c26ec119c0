import DataTile from 'ol/DataTile';
import TileState from 'ol/TileState';
import TileGrid from 'ol/tilegrid/TileGrid';
import type WebGLHelper from 'ol/webgl/Helper';
import { expect, test } from 'vitest';
import type { ChannelChoice } from '../../../src/domain/model/stretch';
import { displayTile } from '../../../src/map/picture/display-tile';
import { LatePixels } from '../../../src/map/picture/late-pixels';
import { PictureTexture } from '../../../src/map/picture/picture-texture';

const GL = { FLOAT: 5126, HALF_FLOAT_OES: 36193, UNSIGNED_BYTE: 5121, LINEAR: 9729, NEAREST: 9728 };
const FILTERS = { TEXTURE_MIN_FILTER: 10241, TEXTURE_MAG_FILTER: 10240 };

type Upload = { readonly type: number; readonly samples: ArrayBufferView };

/** A graphics card that only notes what is uploaded to it, with these extensions. */
function card(extensions: readonly string[]) {
  const uploads: Upload[] = [];
  const filters = new Map<number, number>();
  const gl = {
    ...GL,
    ...FILTERS,
    createTexture: () => ({}),
    flush: () => undefined,
    bindTexture: () => undefined,
    texParameteri: (_: number, name: number, value: number) => filters.set(name, value),
    texImage2D: (...args: unknown[]) => {
      const [type, samples] = args.slice(-2) as [number, Uint16Array | Float32Array];
      // Copied, as a card does: the array is written over afterwards.
      uploads.push({ type, samples: samples.slice() });
    },
  };
  const helper = {
    getGL: () => gl,
    getExtension: (name: string) => (extensions.includes(name) ? gl : null),
    flushBufferData: () => undefined,
  } as unknown as WebGLHelper;
  return { helper, uploads, filters };
}

/** Uploads two pixels of four bands and 16 bits, of which the second holds no data, in true colours. */
function upload(helper: WebGLHelper, bands: readonly number[]): void {
  const data = Uint16Array.from([...bands, 1, 9, 9, 9, 9, 0]);
  const tile = { width: 2, height: 1, channels: 5, data };
  const choice: ChannelChoice = { bands: [2, 1, 0], decibel: false };
  const late = new LatePixels(() => displayTile(tile, choice, [0, 1, 2, 3], true));
  const read = new DataTile({
    ...{ tileCoord: [0, 0, 0], size: [2, 1], interpolate: true, transition: 0 },
    loader: async () => late,
  });
  read.getData = () => late;
  read.setState(TileState.LOADED);
  const grid = new TileGrid({ extent: [0, -1, 2, 0], resolutions: [1], tileSize: [2, 1] });
  new PictureTexture({ tile: read, grid, helper });
}

const ALL = [
  'OES_texture_half_float',
  'OES_texture_half_float_linear',
  'OES_texture_float',
  'OES_texture_float_linear',
];

test('what is read late is packed when it is uploaded: half floats up to 2047, floats above', () => {
  const { helper, uploads } = card(ALL);
  upload(helper, [3, 2, 1, 7]);
  upload(helper, [40_000, 30_000, 2047, 7]);
  // 1, 2, 3 and 1 as IEEE 754 binary16.
  const halves = Uint16Array.of(0x3c00, 0x4000, 0x4200, 0x3c00, 0, 0, 0, 0);
  expect(uploads).toEqual([
    { type: GL.HALF_FLOAT_OES, samples: halves },
    { type: GL.FLOAT, samples: Float32Array.of(2047, 30_000, 40_000, 1, 0, 0, 0, 0) },
  ]);
});

test('a card that cannot smooth between half floats is given floats, one that cannot at all shows pixels as they are', () => {
  const floats = card(['OES_texture_float', 'OES_texture_float_linear']);
  upload(floats.helper, [3, 2, 1, 7]);
  expect(floats.uploads).toEqual([
    { type: GL.FLOAT, samples: Float32Array.of(1, 2, 3, 1, 0, 0, 0, 0) },
  ]);
  expect([...new Set(floats.filters.values())]).toContain(GL.LINEAR);
  const sharp = card(['OES_texture_float']);
  upload(sharp.helper, [3, 2, 1, 7]);
  expect(sharp.filters.get(FILTERS.TEXTURE_MIN_FILTER)).toBe(GL.NEAREST);
});
