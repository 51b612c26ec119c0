/** Tiles of one picture in files of their own, held against gdalbuildvrt (test/fixtures/make-mosaic.mjs). */
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { groupTiles } from '../../../src/domain/acquisition/mosaic-tiles';
import { outlinePicture } from '../../../src/raster/inspect/inspect';
import { inspectImage } from '../../../src/raster/inspect/inspect-image';
import { openImage } from '../../../src/raster/pictures/image';
import { makeCaches, Picture } from '../../../src/raster/pictures/picture';
import { sampledRaster, samplePlanes } from '../../../src/raster/sampling/plane-sampler';
import type { SingleSource } from '../../../src/raster/types';

const FOLDER = new URL('../../fixtures/mosaic/', import.meta.url);
const blobOf = (name: string) => new Blob([new Uint8Array(readFileSync(new URL(name, FOLDER)))]);
const source = (name: string): SingleSource => ({ kind: 'blob', blob: blobOf(name), name });

const Truth = z.object({
  width: z.number(),
  height: z.number(),
  transform: z.array(z.number()),
  samples: z.array(z.number().nullable()),
});
const truth = Truth.parse(JSON.parse(readFileSync(new URL('truth.json', FOLDER), 'utf8')));

const PORT = ['port_R1C1.tif', 'port_R1C2.tif', 'port_R2C1.tif'];
const mosaic = (parts: readonly SingleSource[], name = 'port') =>
  openImage({ kind: 'mosaic', name, parts }, makeCaches());

async function outlineOf(part: SingleSource) {
  const picture = await openImage(part, makeCaches());
  if (!(picture instanceof Picture)) throw new Error('No single file.');
  return outlinePicture(picture);
}

describe('a mosaic of tiles', () => {
  it('has the size, the place and every sample that gdalbuildvrt gives', async () => {
    const image = await mosaic(PORT.map(source));
    const inspection = await inspectImage(image);
    expect(inspection.raster).toMatchObject({ width: truth.width, height: truth.height, bands: 1 });
    expect(inspection.georef?.transform).toEqual(truth.transform);
    expect(inspection).toMatchObject({
      title: 'port',
      acquired: { value: '2023-10-12T01:47:09Z' },
      georef: { epsg: 32652 },
    });
    const { data, channels, width } = await image.readTile(0, 0, 0);
    let empty = 0;
    for (const [i, wanted] of truth.samples.entries()) {
      const [x, y] = [i % truth.width, Math.floor(i / truth.width)];
      const at = (y * width + x) * channels;
      const shown = data[at + 1] === 0 ? null : data[at];
      expect([x, y, shown]).toEqual([x, y, wanted]);
      if (wanted === null) empty++;
    }
    expect(empty).toBeGreaterThan(50);
    expect(data[truth.width * channels + 1]).toBe(0);
    for (const [x, y] of [
      [42, 5],
      [43, 6],
      [3, 40],
      [60, 45],
    ] as const) {
      const wanted = truth.samples[y * truth.width + x] ?? null;
      const samples = await image.samplesAt([x + 0.5, y + 0.5]);
      expect(samples).toEqual(wanted === null ? null : [wanted]);
    }
  });

  it('is sampled for analysis as it is shown', async () => {
    const image = await mosaic(PORT.map(source));
    const { width, height } = truth;
    const { planes, valid } = await samplePlanes(sampledRaster(image), {
      width,
      height,
      transform: [0, 1, 0, 0, 0, 1],
    });
    for (const [i, wanted] of truth.samples.entries()) {
      expect([i, valid[i]]).toEqual([i, wanted === null ? 0 : 1]);
      if (wanted !== null) expect(planes[0]?.[i]).toBeCloseTo(wanted, 3);
    }
  });

  it('reads its coarse levels out of the tiles’ own overviews', async () => {
    const parts = ['wide_1.tif', 'wide_2.tif'].map((name): SingleSource => {
      const blob = blobOf(`${name}.ovr`);
      return {
        ...source(name),
        beside: [{ role: 'overviews', file: { kind: 'blob', blob, name: `${name}.ovr` } }],
      };
    });
    const image = await mosaic(parts, 'wide');
    expect(image.levels.map(({ width }) => width)).toEqual([1400, 700]);
    const values = async (level: number, column: number, x: number) => {
      const { data, channels } = await image.readTile(level, column, 0);
      return data[x * channels];
    };
    expect([await values(0, 0, 5), await values(0, 5, 100)]).toEqual([100, 800]);
    expect([await values(1, 0, 5), await values(1, 2, 100)]).toEqual([7000, 7700]);
  });

  it('is refused where a file is no tile of it, and it is said which', async () => {
    const parts = [source('port_R1C1.tif'), source('../tiffs/rgb-tiled-deflate.tif')];
    await expect(mosaic(parts)).rejects.toThrow(
      '“../tiffs/rgb-tiled-deflate.tif” is no tile of “port”',
    );
  });
});

describe('tiles of one picture', () => {
  it('are found by what the files say, in the order of their names', async () => {
    const outlines = await Promise.all([...PORT].reverse().map((name) => outlineOf(source(name))));
    const groups = groupTiles(outlines, (outline) => outline);
    expect(groups).toHaveLength(1);
    expect(groups[0]?.title).toBe('port');
    expect(groups[0]?.tiles.map(({ name }) => name)).toEqual(PORT);
  });

  it('are laid in the order of the numbers in their names: what is on top is not what letters say', async () => {
    const [first] = await Promise.all(PORT.slice(0, 1).map((n) => outlineOf(source(n))));
    if (!first?.georef) throw new Error('The fixtures have a place.');
    const { georef } = first;
    const [x, size, , y] = georef.transform;
    const tile = (name: string, across: number) => {
      const left = x + across * first.raster.width * size;
      return { ...first, name, georef: { ...georef, transform: [left, size, 0, y, 0, -size] } };
    };
    const tiles = [tile('port_C10.tif', 2), tile('port_C1.tif', 0), tile('port_C2.tif', 1)];
    const [group] = groupTiles(tiles, (one) => one as typeof first);
    const names = group?.tiles.map(({ name }) => name);
    expect(names).toEqual(['port_C1.tif', 'port_C2.tif', 'port_C10.tif']);
  });

  it('are none of another time, grid, kind or place, nor two of the same ground', async () => {
    const [first, second] = await Promise.all(PORT.slice(0, 2).map((n) => outlineOf(source(n))));
    if (!first?.acquired || !second?.georef)
      throw new Error('The fixtures have a place and a time.');
    const { georef } = second;
    const groups = (other: typeof second) =>
      groupTiles([first, other], (outline) => outline).map(({ tiles }) => tiles.length);
    expect(groups(second)).toEqual([2]);
    expect(groups({ ...second, acquired: { ...first.acquired, value: '2023-10-13' } })).toEqual([]);
    expect(groups({ ...second, sensor: 'another' })).toEqual([]);
    expect(groups({ ...second, raster: { ...second.raster, bands: 3 } })).toEqual([]);
    expect(groups({ ...second, georef: null })).toEqual([]);
    const [x0, , , y0] = georef.transform;
    const at = (x: number, y: number, size = 0.5) => ({
      ...second,
      georef: { ...georef, transform: [x, size, 0, y, 0, -size] as typeof georef.transform },
    });
    expect(groups(at(x0, y0))).toEqual([2]);
    expect(groups(at(x0, y0, 0.6))).toEqual([]);
    expect(groups(at(x0 + 0.2, y0))).toEqual([]);
    expect(groups(at(x0 + 500, y0))).toEqual([]);
    expect(groups(at(442000, 4676000))).toEqual([]);
  });
});
