import { describe, expect, it } from 'vitest';
import type { Box } from '../../../src/domain/model/box';
import type { Frame } from '../../../src/domain/model/frame';
import { BoxId } from '../../../src/domain/model/ids';
import { collectExport, exportFileName } from '../../../src/formats/collect';
import { GEOJSON } from '../../../src/formats/geojson';
import { writeBlob } from '../../../src/formats/registry';
import type { ExportContent, WriteContext } from '../../../src/formats/types';
import { frameOf, LONGLAT, UTM52 } from '../edits/records';
import { FRAME_TRUTHS, TRUTH_BOX, TRUTH_SIZE } from '../geo/frame-truth';
import { contentOf, type Drawn, documentWith } from './content';

const STAMP: WriteContext = { appVersion: '0.1.0', exportedAt: '2023-12-03T00:00:00Z' };
type Position = [number, number];
type Feature = {
  type: string;
  id: string;
  geometry: { type: string; coordinates: Position[][] | Position[][][] } | null;
  properties: Record<string, unknown>;
};

async function written(content: ExportContent) {
  const { blob, summary } = await writeBlob(GEOJSON, content, STAMP);
  const root = JSON.parse(await blob.text()) as Record<string, unknown> & { features: Feature[] };
  return { root, summary, blob };
}

function write(frame: Frame, ...drawn: Drawn[]) {
  return written(contentOf(documentWith([frame], drawn)));
}

/** Signed area of a ring by the trapezoid rule; positive is counter-clockwise. */
function area(ring: readonly Position[]): number {
  return ring.reduce((sum, [x, y], i) => {
    const [nx, ny] = ring[(i + 1) % ring.length] ?? [0, 0];
    return sum + ((nx - x) * (ny + y)) / -2;
  }, 0);
}

function metresApart([lon, lat]: Position, [toLon, toLat]: readonly [number, number]): number {
  const east = ((((lon - toLon + 540) % 360) - 180) *
    111_320 *
    Math.cos((lat * Math.PI) / 180)) as number;
  return Math.hypot(east, (lat - toLat) * 111_320);
}

const ship: Drawn = {
  className: 'cargo ship',
  geometry: { x: 2000, y: 1500, length: 244.6, width: 36.2, angle: 0.3 },
};

describe('a written feature', () => {
  it('has the properties of the format, flat, in snake case', async () => {
    const { root } = await write(frameOf('frm_a', 's'), {
      ...ship,
      attributes: {
        containers: { min: 38, best: 46, max: 52 },
        berth: '<b>3</b>',
        likelihood: 'likely',
      },
    });
    const [feature] = root.features;
    expect(feature?.properties).toMatchObject({
      box_number: 1,
      class: 'cargo ship',
      class_number: 1,
      frame_id: 'frm_a',
      frame_title: 'Frame frm_a',
      acquired_at: '2023-10-12T01:47:09Z',
      acquired_precision: 'instant',
      image_file: 'frm_a.tif',
      image_sha256: 'ab'.repeat(32),
      display: 'True colour 1-2-3, as is, values 0 to 255, 0 to 255, 0 to 255',
      bow_known: true,
      containers_min: 38,
      containers_best: 46,
      containers_max: 52,
      berth: '<b>3</b>',
      likelihood: 'likely',
      activity: null,
      author: 'A. Analyst',
    });
    const properties = feature?.properties ?? {};
    expect(properties.id).toBe(feature?.id);
    for (const [key, value] of Object.entries(properties)) {
      expect(key).toMatch(/^[a-z0-9_]+$/);
      if (key !== 'pixel_corners')
        expect(['string', 'number', 'boolean', 'object']).toContain(typeof value);
      if (key !== 'pixel_corners' && typeof value === 'object') expect(value).toBeNull();
    }
    // Its ends by cs2cs EPSG:32652 EPSG:4326, then geod +ellps=WGS84 -I (PROJ 9.1.1).
    expect(properties.length_m).toBeCloseTo(122.3317, 3);
  });

  it('tells a heading only where the bow is known', async () => {
    const { root } = await write(frameOf('frm_a', 's'), ship, { ...ship, className: 'container' });
    const [first, second] = root.features.map(({ properties }) => properties);
    expect(first?.heading_deg).toBeCloseTo(108.0599, 2);
    expect(second?.heading_deg).toBeNull();
    expect(second?.axis_deg).toBe(first?.axis_deg);
  });

  it('lists pixel corners from the stern port side, clockwise on screen', async () => {
    const box = { x: 100, y: 50, length: 40, width: 10, angle: 0 };
    const { root } = await write(frameOf('frm_a', 's'), { ...ship, geometry: box });
    expect(root.features[0]?.properties.pixel_corners).toEqual([
      [80, 45],
      [120, 45],
      [120, 55],
      [80, 55],
    ]);
  });
});

describe('geometry', () => {
  it.each(FRAME_TRUTHS.map((truth) => [truth.name, truth] as const))(
    'in %s has its corners within 1 cm of what GDAL computes, counter-clockwise, closed',
    async (_name, truth) => {
      const { name: crsName, proj4, transform, pixelAspect } = truth;
      const base = frameOf('frm_a', 's');
      const { width, height } = TRUTH_SIZE;
      const frame = frameOf('frm_a', 's', {
        georef: { transform, epsg: null, crsName, proj4 },
        pixelAspect,
        raster: { ...base.raster, width, height },
      });
      const { root } = await write(frame, { className: 'cargo ship', geometry: TRUTH_BOX });
      const geometry = root.features[0]?.geometry;
      expect(geometry?.type).toBe('Polygon');
      const [ring = []] = (geometry?.coordinates ?? []) as Position[][];
      expect(ring).toHaveLength(5);
      expect(ring[0]).toEqual(ring[4]);
      expect(area(ring)).toBeGreaterThan(0);
      for (const corner of truth.corners) {
        expect(Math.min(...ring.map((place) => metresApart(place, corner)))).toBeLessThan(0.01);
      }
      for (const number of ring.flat()) expect(String(number)).toMatch(/^-?\d+(\.\d{1,7})?$/);
    },
  );

  it('is cut at the antimeridian into two parts that together are the box', async () => {
    const georef = {
      transform: [179.99, 1e-5, 0, 10, 0, -1e-5],
      epsg: 4326,
      crsName: 'WGS 84',
      proj4: LONGLAT,
    };
    const frame = frameOf('frm_a', 's', { georef: georef as Frame['georef'] });
    // 180° lies at pixel x = 1000, a quarter of the way along this box.
    const across = { x: 1100, y: 1000, length: 400, width: 100, angle: 0 };
    const { root, summary } = await write(frame, { ...ship, geometry: across });
    expect(summary.split).toBe(1);
    const geometry = root.features[0]?.geometry;
    expect(geometry?.type).toBe('MultiPolygon');
    const rings = ((geometry?.coordinates ?? []) as Position[][][]).map(([ring = []]) => ring);
    expect(rings).toHaveLength(2);
    const areas = rings.map(area);
    expect(areas[0]).toBeCloseTo(100e-5 * 100e-5, 10);
    expect(areas[1]).toBeCloseTo(300e-5 * 100e-5, 10);
    const lons = rings.map((ring) => ring.map(([lon]) => lon));
    expect(Math.max(...(lons[0] ?? []))).toBe(180);
    expect(Math.min(...(lons[0] ?? []))).toBeCloseTo(179.999, 7);
    expect(Math.min(...(lons[1] ?? []))).toBe(-180);
    expect(Math.max(...(lons[1] ?? []))).toBeCloseTo(-179.997, 7);
  });

  it('is left out, counted and told for pictures without a place', async () => {
    const frame = frameOf('frm_a', 's', { georef: null, resolutionM: null, footprint: null });
    const { root, summary } = await write(frame, ship, ship);
    expect(root.features.map(({ geometry }) => geometry)).toEqual([null, null]);
    expect(root.features[0]?.properties).toMatchObject({ length_m: null, pixel_x: 2000 });
    expect(summary).toMatchObject({ features: 2, withoutPlace: 2 });
    expect(summary.warnings).toEqual([
      '2 boxes are on "Frame frm_a", which has no place on the earth: written with pixels and without a geometry.',
    ]);
  });
});

describe('the file', () => {
  it('names its version and maker, and has no crs', async () => {
    const { root, blob } = await write(frameOf('frm_a', 's'), ship);
    expect(root).not.toHaveProperty('crs');
    expect(root).toMatchObject({
      type: 'FeatureCollection',
      name: 'Autumn at Najin',
      quaymark: {
        format_version: 6,
        app_version: '0.1.0',
        exported_at: STAMP.exportedAt,
        scope: 'project',
      },
    });
    expect(blob.type).toBe('application/geo+json');
  });

  it('is valid without any box', async () => {
    const { root } = await write(frameOf('frm_a', 's'));
    expect(root.features).toEqual([]);
  });

  it('does not hand on the address of a base map, which may hold a key', async () => {
    const doc = documentWith([frameOf('frm_a', 's')], [ship]);
    const content = collectExport(doc, { kind: 'project' });
    const baseMap = { address: 'https://tiles.example/{z}/{x}/{y}?key=secret', attribution: '' };
    const { blob } = await written({ ...content, project: { ...content.project, baseMap } });
    expect(await blob.text()).not.toMatch(/secret|baseMap/);
  });

  it('names where a frame was read from without the keys that its address may hold', async () => {
    const frame = frameOf('frm_a', 's');
    for (const scheme of ['https', 's3']) {
      const url = `${scheme}://me:secret@tiles.example/port%20a.tif?X-Amz-Signature=secret#secret`;
      const file = { ...frame.file, kept: 'url', url } as const;
      const { root, blob } = await write({ ...frame, file });
      expect(await blob.text()).not.toContain('secret');
      const named = { file: { url: `${scheme}://tiles.example/port%20a.tif` } };
      expect(root).toMatchObject({ quaymark: { frames: [named] } });
    }
  });

  it('takes the boxes of its scope only', () => {
    const [a, b] = [
      frameOf('frm_a', 's'),
      frameOf('frm_b', 's', {
        georef: {
          transform: [706_000, 0.5, 0, 4_777_000, 0, -0.5],
          epsg: null,
          crsName: '',
          proj4: UTM52,
        },
      }),
    ];
    const doc = documentWith(
      [a, b],
      [ship, { ...ship, frameId: b.id }, { ...ship, frameId: b.id }],
    );
    const numbers = (boxes: readonly Box[]) => boxes.map((box) => box.number);
    expect(numbers(collectExport(doc, { kind: 'project' }).boxes)).toEqual([1, 2, 3]);
    const frame = collectExport(doc, { kind: 'frame', frameId: b.id });
    expect(numbers(frame.boxes)).toEqual([2, 3]);
    expect(frame.frames.map(({ id }) => id)).toEqual([b.id]);
    expect(frame.classes).toHaveLength(13);
    const siteId = doc.get('frames', a.id)?.siteId;
    expect(siteId && collectExport(doc, { kind: 'site', siteId }).boxes).toHaveLength(3);
    const [first] = [...doc.all('boxes')];
    const gone = BoxId.parse('box_gone');
    const picked = collectExport(doc, { kind: 'selection', boxIds: [first?.id ?? gone, gone] });
    expect(numbers(picked.boxes)).toEqual([1]);
    expect(exportFileName(frame, 'geojson')).toBe('autumn-at-najin-frame-frm-b.geojson');
  });

  it('is written in chunks, with progress, and stops when told', async () => {
    const many = Array.from({ length: 3000 }, () => ship);
    const content = contentOf(documentWith([frameOf('frm_a', 's')], many));
    const seen: number[] = [];
    const chunks: number[] = [];
    const progress = (done: number) => seen.push(done);
    for await (const chunk of GEOJSON.write(content, { ...STAMP, progress }))
      chunks.push(chunk.length);
    expect(chunks.length).toBeGreaterThan(3);
    expect(Math.max(...chunks)).toBeLessThan(600_000);
    expect(seen.at(-1)).toBe(3000);
    const abort = new AbortController();
    const rest = GEOJSON.write(content, { ...STAMP, signal: abort.signal });
    await rest.next();
    abort.abort();
    await expect(rest.next()).rejects.toThrow(/abort/i);
  });
});
