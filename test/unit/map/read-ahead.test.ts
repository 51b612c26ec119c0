import BaseEvent from 'ol/events/Event';
import type OlMap from 'ol/Map';
import Observable from 'ol/Observable';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { makeFrameGeo } from '../../../src/domain/geo/frame-geo';
import type { Frame } from '../../../src/domain/model/frame';
import { FrameId, ProjectId, SiteId } from '../../../src/domain/model/ids';
import { ReadAhead } from '../../../src/map/read-ahead';
import type { FrameRaster, RasterTile } from '../../../src/raster/types';
import { createSession } from '../../../src/store/session';
import { sampleFrame } from '../store/sample-frame';

const TRANSFORM: [number, number, number, number, number, number] = [
  606000, 0.5, 0, 4677000, 0, -0.5,
];

function frameOf(id: string, overviews: number): Frame {
  const ids = {
    id: FrameId.parse(id),
    projectId: ProjectId.parse('prj_1'),
    siteId: SiteId.parse('sit_1'),
  };
  const frame = sampleFrame(ids);
  return {
    ...frame,
    georef: {
      transform: TRANSFORM,
      epsg: 32652,
      crsName: 'WGS 84 / UTM zone 52N',
      proj4: '+proj=utm +zone=52 +datum=WGS84 +units=m +no_defs',
    },
    raster: { ...frame.raster, width: 4096, height: 4096, overviews },
  };
}

/** A map that looks at the middle of four tiles of the level of half size, and what is read meanwhile. */
function looking(neighbours: readonly Frame[]) {
  const map = new Observable();
  const frame = frameOf('frm_now', 4);
  const read: string[] = [];
  const stopped: string[] = [];
  const rasterOf = ({ id }: Frame) =>
    ({
      onClosed: () => undefined,
      levels: [4096, 2048, 1024, 512].map((size) => ({ width: size, height: size, tileSize: 256 })),
      readTile: (level, column, row, signal) => {
        read.push(`${id} ${level}/${column}/${row}`);
        return new Promise<RasterTile>((_, reject) => {
          signal?.addEventListener('abort', () => {
            stopped.push(`${id} ${level}/${column}/${row}`);
            reject(signal.reason);
          });
        });
      },
    }) satisfies Pick<FrameRaster, 'levels' | 'readTile' | 'onClosed'> as unknown as FrameRaster;
  const ahead = new ReadAhead(map as unknown as OlMap, {
    session: createSession(),
    current: () => ({ frame, geo: makeFrameGeo(frame) }),
    view: () => ({ center: [512, 512], resolution: 2, rotation: 0 }),
    size: () => [400, 300],
    neighbours: () => neighbours,
    openRaster: async (one) => rasterOf(one),
  });
  const fire = (type: string) => map.dispatchEvent(new BaseEvent(type));
  return { ahead, fire, read, stopped };
}

beforeEach(() => {
  vi.useFakeTimers();
  vi.stubGlobal('window', globalThis);
  vi.stubGlobal('devicePixelRatio', 1);
});
afterEach(() => {
  vi.unstubAllGlobals();
  vi.useRealTimers();
});

test('once the picture is whole, what the next date will show there is read', async () => {
  const { fire, read } = looking([frameOf('frm_next', 4)]);
  await vi.advanceTimersByTimeAsync(2000);
  expect(read).toEqual([]);
  fire('rendercomplete');
  await vi.advanceTimersByTimeAsync(500);
  expect(read.sort()).toEqual([
    'frm_next 1/0/0',
    'frm_next 1/0/1',
    'frm_next 1/1/0',
    'frm_next 1/1/1',
  ]);
});

test('nothing is read ahead while the view moves, and moving it stops what is being read', async () => {
  const { fire, read, stopped } = looking([frameOf('frm_next', 4)]);
  fire('rendercomplete');
  await vi.advanceTimersByTimeAsync(300);
  fire('movestart');
  await vi.advanceTimersByTimeAsync(2000);
  expect(read).toEqual([]);
  fire('rendercomplete');
  await vi.advanceTimersByTimeAsync(500);
  fire('movestart');
  await vi.advanceTimersByTimeAsync(0);
  expect(stopped.sort()).toEqual(read.sort());
  expect(stopped).toHaveLength(4);
});

test('large pictures without overviews are not read on a guess', async () => {
  const { fire, read } = looking([frameOf('frm_slow', 0)]);
  fire('rendercomplete');
  await vi.advanceTimersByTimeAsync(2000);
  expect(read).toEqual([]);
});
