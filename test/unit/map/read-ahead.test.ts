import type OlMap from 'ol/Map';
import type { FrameState } from 'ol/Map';
import Observable from 'ol/Observable';
import RenderEvent from 'ol/render/Event';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { makeFrameGeo } from '../../../src/domain/geo/frame-geo';
import type { Frame } from '../../../src/domain/model/frame';
import { FrameId, ProjectId, SiteId } from '../../../src/domain/model/ids';
import { ReadAhead } from '../../../src/map/read-ahead';
import type { FrameRaster, RasterTile } from '../../../src/raster/types';
import { createSession } from '../../../src/store/session';
import { sampleFrame } from '../store/sample-frame';

const IN_UTM: NonNullable<Frame['georef']> = {
  transform: [606000, 0.5, 0, 4677000, 0, -0.5],
  epsg: 32652,
  crsName: 'WGS 84 / UTM zone 52N',
  proj4: '+proj=utm +zone=52 +datum=WGS84 +units=m +no_defs',
};

function frameOf(id: string, overviews: number): Frame {
  const ids = {
    id: FrameId.parse(id),
    projectId: ProjectId.parse('prj_1'),
    siteId: SiteId.parse('sit_1'),
  };
  const frame = sampleFrame(ids);
  return {
    ...frame,
    georef: IN_UTM,
    raster: { ...frame.raster, width: 4096, height: 4096, overviews },
  };
}

const EMPTY: RasterTile = { width: 1, height: 1, channels: 2, data: new Uint8Array(2) };

function placed(id: string) {
  const frame = frameOf(id, 4);
  return { frame, geo: makeFrameGeo(frame) };
}

/**
 * A map that looks at the middle of four tiles of the level of half size, and what is read meanwhile.
 * @param comes whether tiles come, or are waited for
 */
function looking(neighbours: readonly Frame[], comes = false) {
  const map = new Observable();
  const current = placed('frm_now');
  const state = { current };
  const read: string[] = [];
  const stopped: string[] = [];
  const prepared: string[] = [];
  const uploaded: string[] = [];
  const rasterOf = ({ id }: Frame) =>
    ({
      onClosed: () => undefined,
      levels: [4096, 2048, 1024, 512].map((size) => ({ width: size, height: size, tileSize: 256 })),
      readTile: (level, column, row, signal) => {
        read.push(`${id} ${level}/${column}/${row}`);
        if (comes) return Promise.resolve(EMPTY);
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
    current: () => state.current,
    view: () => ({ center: [512, 512], resolution: 2, rotation: 0 }),
    size: () => [400, 300],
    neighbours: () => neighbours,
    openRaster: async (one) => rasterOf(one),
    prepare: ({ id }) => {
      prepared.push(id);
      // Its layers come onto the map, which is drawn again.
      fire('rendercomplete');
      return {
        uploadAhead: async ({ center, resolution }, drawn, signal) => {
          await new Promise((resolve) => setTimeout(resolve, 100));
          signal.throwIfAborted();
          uploaded.push(`${id} ${center.map(Math.round)} at ${resolution} after ${drawn.index}`);
        },
      };
    },
  });
  const fire = (type: string) => {
    const event = new RenderEvent(type, undefined, { index: 7 } as FrameState);
    map.dispatchEvent(event);
  };
  return { ahead, fire, read, stopped, prepared, uploaded, state };
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

test('what was read of all neighbours is brought onto the graphics card, as they will show it', async () => {
  const { fire, prepared, uploaded } = looking(
    [frameOf('frm_after', 4), frameOf('frm_before', 4)],
    true,
  );
  fire('rendercomplete');
  await vi.advanceTimersByTimeAsync(650);
  expect(prepared).toEqual(['frm_after', 'frm_before']);
  expect(uploaded).toEqual(['frm_after 512,512 at 2 after 7', 'frm_before 512,512 at 2 after 7']);
});

test('once the view moves, nothing more is brought onto the graphics card', async () => {
  const { fire, prepared, uploaded } = looking([frameOf('frm_next', 4)], true);
  fire('rendercomplete');
  await vi.advanceTimersByTimeAsync(450);
  fire('movestart');
  await vi.advanceTimersByTimeAsync(2000);
  expect(prepared).toEqual(['frm_next']);
  expect(uploaded).toEqual([]);
});

test('a date that has come onto the screen meanwhile is not made ready for it', async () => {
  const { fire, prepared, state } = looking([frameOf('frm_next', 4)], true);
  fire('rendercomplete');
  await vi.advanceTimersByTimeAsync(399);
  vi.advanceTimersByTime(1);
  state.current = placed('frm_next');
  await vi.advanceTimersByTimeAsync(300);
  expect(prepared).toEqual([]);
});

test('a date whose place cannot be used is not made ready: nothing is to be told of it before it is shown', async () => {
  const next = frameOf('frm_next', 4);
  const unusable = { ...IN_UTM, epsg: null, proj4: '+proj=nonsense' };
  const { fire, prepared } = looking(
    [{ ...next, georef: unusable }, frameOf('frm_before', 4)],
    true,
  );
  fire('rendercomplete');
  await vi.advanceTimersByTimeAsync(650);
  expect(prepared).toEqual(['frm_before']);
});
