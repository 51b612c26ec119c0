import { describe, expect, it } from 'vitest';
import { importBoxes } from '../../../src/domain/edits/import-edits';
import { makeFrameGeo } from '../../../src/domain/geo/frame-geo';
import { cornersPixel } from '../../../src/domain/geometry/box-geometry';
import type { BoxGeometry } from '../../../src/domain/model/box';
import type { Frame, Georef } from '../../../src/domain/model/frame';
import type { PixelXY } from '../../../src/domain/model/units';
import { GEOJSON, readGeoJsonText } from '../../../src/formats/geojson';
import { type GeoJsonMapping, mapGeoJson } from '../../../src/formats/geojson-map';
import { writeBlob } from '../../../src/formats/registry';
import { CONTEXT, frameOf, LONGLAT } from '../edits/records';
import { contentOf, documentWith } from './content';

const october = frameOf('frm_oct', 's', { title: 'October' });
const november = frameOf('frm_nov', 's', {
  title: 'November',
  acquired: { value: '2023-11-20', precision: 'day', source: 'file_name', detail: '20231120' },
});

/** A polygon through pixels of a frame, as somebody would have it in a file. */
function outline(frame: Frame, pixels: readonly PixelXY[]): (readonly number[])[] {
  const geo = makeFrameGeo(frame);
  const ring = pixels.map((pixel) => [...(geo?.pixelToLonLat(pixel) ?? [])]);
  return ring[0] ? [...ring, ring[0]] : ring;
}

function foreign(...features: { ring?: unknown; geometry?: unknown; properties?: object }[]) {
  const text = JSON.stringify({
    type: 'FeatureCollection',
    features: features.map(({ ring, geometry, properties }) => ({
      type: 'Feature',
      properties: properties ?? {},
      geometry: geometry ?? { type: 'Polygon', coordinates: [ring] },
    })),
  });
  const result = readGeoJsonText(text, 'theirs.geojson');
  if (result.kind !== 'foreign') throw new Error('it is foreign');
  return result;
}

const doc = documentWith([october, november], []);
const targets = { frames: [...doc.all('frames')], classes: [...doc.all('classes')] };
const mapping: GeoJsonMapping = {
  classProperty: 'label',
  defaultClass: 'cargo ship',
  classNames: {},
  attributes: {},
  bowProperty: null,
  frames: { by: 'frame', frameId: october.id },
};
const rectangle: BoxGeometry = { x: 900, y: 700, length: 240, width: 40, angle: 0.7 };

function expectBox(actual: BoxGeometry | undefined, expected: BoxGeometry, digits = 2) {
  for (const key of ['x', 'y', 'length', 'width', 'angle'] as const) {
    expect(actual?.[key]).toBeCloseTo(expected[key], digits);
  }
}

describe('polygons', () => {
  it('that are rectangles keep their corner order: the first edge is the keel', () => {
    const ring = outline(october, cornersPixel(rectangle, 1));
    const { boxes, fitted, skipped } = mapGeoJson(foreign({ ring }).data, mapping, targets);
    expectBox(boxes[0]?.geometry, rectangle);
    expect([fitted, skipped]).toEqual([[], []]);
  });

  it('that begin with the short side lie along the long one, unless the bow is said to be known', () => {
    const corners = cornersPixel(rectangle, 1);
    const turned = [corners[1], corners[2], corners[3], corners[0]];
    const { data } = foreign({ ring: outline(october, turned), properties: { bow: true } });
    const long = mapGeoJson(data, mapping, targets).boxes[0];
    expect([long?.geometry.length, long?.bowKnown]).toEqual([expect.closeTo(240, 2), false]);
    const said = mapGeoJson(data, { ...mapping, bowProperty: 'bow' }, targets).boxes[0];
    expect([said?.geometry.length, said?.bowKnown]).toEqual([expect.closeTo(40, 2), true]);
    expect(said?.geometry.angle).toBeCloseTo(0.7 + Math.PI / 2, 3);
  });

  it('of other shapes get the smallest rectangle, and the report says how far it is off', () => {
    // A hull: a rectangle of 200 × 40 pixels whose bow is drawn to a point.
    const hull: PixelXY[] = [
      [100, 100],
      [260, 100],
      [300, 120],
      [260, 140],
      [100, 140],
    ];
    const { boxes, fitted } = mapGeoJson(
      foreign({ ring: outline(october, hull) }).data,
      mapping,
      targets,
    );
    expectBox(boxes[0]?.geometry, { x: 200, y: 120, length: 200, width: 40, angle: 0 });
    // The box's bow corners lie 40 · 20 / √(40² + 20²) pixels off the hull's slanted sides.
    expect(fitted).toEqual([
      { index: 0, deviationPx: expect.closeTo(17.89, 2), deviationM: expect.closeTo(8.94, 2) },
    ]);
    const dented: PixelXY[] = [...hull, [120, 120]];
    const report = mapGeoJson(foreign({ ring: outline(october, dented) }).data, mapping, targets);
    expect(report.fitted).toEqual([
      { index: 0, deviationPx: expect.closeTo(20, 2), deviationM: expect.closeTo(10, 2) },
    ]);
  });

  it('of several parts become several boxes', () => {
    const parts = [rectangle, { ...rectangle, x: 2000 }].map((box) => [
      outline(october, cornersPixel(box, 1)),
    ]);
    const { data } = foreign({ geometry: { type: 'MultiPolygon', coordinates: parts } });
    const { boxes } = mapGeoJson(data, mapping, targets);
    expect(boxes.map(({ geometry }) => Math.round(geometry.x))).toEqual([900, 2000]);
  });

  it('cut at the antimeridian are one box again', async () => {
    const georef: Georef = {
      transform: [179.99, 1e-5, 0, 10, 0, -1e-5],
      epsg: 4326,
      crsName: 'WGS 84',
      proj4: LONGLAT,
    };
    const frame = frameOf('frm_far', 's', { georef, footprint: null });
    const across = { x: 1100, y: 1000, length: 400, width: 100, angle: 0.2 };
    const own = documentWith([frame], [{ className: 'cargo ship', geometry: across }]);
    const { blob } = await writeBlob(GEOJSON, contentOf(own), { appVersion: '1', exportedAt: '' });
    const { quaymark: _quaymark, ...stripped } = JSON.parse(await blob.text()) as Record<
      string,
      unknown
    >;
    const result = readGeoJsonText(JSON.stringify(stripped), 'resaved.geojson');
    if (result.kind !== 'foreign') throw new Error('it is foreign');
    const there = { frames: [...own.all('frames')], classes: [...own.all('classes')] };
    const { boxes } = mapGeoJson(
      result.data,
      { ...mapping, frames: { by: 'property', property: 'frame_id' } },
      there,
    );
    expect(boxes).toHaveLength(1);
    expectBox(boxes[0]?.geometry, across, 1);
  });

  it('are left out with a reason where they cannot be boxes', () => {
    const { data } = foreign(
      { ring: outline(october, cornersPixel(rectangle, 1)) },
      { geometry: { type: 'Point', coordinates: [130, 42] } },
      {
        ring: [
          [10, 10],
          [10.1, 10],
          [10.1, 10.1],
          [10, 10],
        ],
      },
      {
        ring: outline(october, [
          [5, 5],
          [50, 50],
          [20, 20],
        ]),
      },
    );
    const { boxes, skipped } = mapGeoJson(data, mapping, targets);
    expect(boxes).toHaveLength(1);
    expect(skipped).toEqual([
      { index: 1, reason: 'it is a Point' },
      { index: 2, reason: 'it is outside of "October"' },
      { index: 3, reason: expect.stringMatching(/no area|fewer/) },
    ]);
  });
});

describe('frames', () => {
  const ring = outline(october, cornersPixel(rectangle, 1));
  const assign = (frames: GeoJsonMapping['frames'], properties: object) =>
    mapGeoJson(foreign({ ring, properties }).data, { ...mapping, frames }, targets);

  it('are found by a property with their id, title, file name or hash', () => {
    const by = { by: 'property', property: 'img' } as const;
    for (const img of ['frm_nov', 'november', 'frm_nov.tif']) {
      expect(assign(by, { img }).boxes[0]?.frameId).toBe('frm_nov');
    }
    expect(assign(by, { img: 'May' }).skipped[0]?.reason).toBe(
      'its frame "May" is not in the project',
    );
    expect(assign(by, {}).skipped[0]?.reason).toBe('it has no "img"');
  });

  it('are found by place and day, and not guessed where several show the place', () => {
    const by = { by: 'place', dateProperty: 'when' } as const;
    expect(assign(by, { when: '2023-11-20T05:00:00Z' }).boxes[0]?.frameId).toBe('frm_nov');
    // 07:30 in Seoul is still the evening before in UTC.
    expect(assign(by, { when: '2023-11-21T07:30:00+09:00' }).boxes[0]?.frameId).toBe('frm_nov');
    expect(assign(by, { when: '2023/10/12' }).boxes[0]?.frameId).toBe('frm_oct');
    expect(assign(by, { when: '2023-12-24' }).skipped[0]?.reason).toMatch('no frame of 2023-12-24');
    expect(assign(by, {}).skipped[0]?.reason).toMatch('2 frames show its place');
  });
});

describe('properties', () => {
  const ring = outline(october, cornersPixel(rectangle, 1));

  it('are listed with samples and a guess of what they are', () => {
    const properties = {
      Label: 'Tanker',
      acquired_at: '2023-10-12',
      image_id: 'x',
      Notes: 'a',
      size: 4,
      extra: null,
    };
    const { inspection } = foreign({ ring, properties }, { ring, properties: { Label: 'Tug' } });
    const guesses = Object.fromEntries(inspection.properties.map(({ key, guess }) => [key, guess]));
    expect(guesses).toEqual({
      Label: 'class',
      acquired_at: 'date',
      image_id: 'frame',
      Notes: 'notes',
      size: null,
      extra: null,
    });
    expect(inspection.properties[0]).toMatchObject({
      count: 2,
      distinct: 2,
      samples: ['Tanker', 'Tug'],
    });
    expect(inspection.geometryKinds).toEqual({ Polygon: 2 });
  });

  it.each(['constructor', '__proto__', 'toString'])('may be called %s', (label) => {
    const { data } = foreign({ ring, properties: { label, ['__proto__']: 1 } });
    const mapped = mapGeoJson(data, mapping, targets);
    expect(mapped.boxes.map(({ className }) => className)).toEqual([label]);
    expect(mapped.newClasses).toEqual([{ name: label, directed: false }]);
  });

  it('with a figure that is no count of anything are counted as not understood', () => {
    const { data } = foreign({ ring, properties: { n: '99999999999999999999', h: 1e21, ok: 5 } });
    const attributes = { n: 'hatches', h: 'containers_max', ok: 'hatches_open' };
    const mapped = mapGeoJson(data, { ...mapping, attributes }, targets);
    expect(mapped.boxes[0]?.attributes).toMatchObject({ hatches: null, hatches_open: 5 });
    expect(mapped.unreadable).toEqual([
      { property: 'n', count: 1 },
      { property: 'h', count: 1 },
    ]);
  });

  it('become classes and attributes; what is not understood is counted', () => {
    const { data } = foreign(
      {
        ring,
        properties: {
          label: 'TANKER',
          state: 'Ship to ship',
          n: '40',
          max: 12,
          remark: '<i>x</i>',
        },
      },
      { ring, properties: { label: 'Oil barge', state: 'sinking', n: 'many' } },
      { ring, properties: { remark: 5 } },
      { ring, properties: { label: 'cloud' } },
    );
    const mapped = mapGeoJson(
      data,
      {
        ...mapping,
        classNames: { cloud: '' },
        attributes: {
          state: 'activity',
          n: 'containers_best',
          max: 'containers_max',
          remark: 'notes',
        },
      },
      targets,
    );
    expect(mapped.boxes.map(({ className }) => className)).toEqual([
      'tanker',
      'Oil barge',
      'cargo ship',
    ]);
    expect(mapped.newClasses).toEqual([{ name: 'Oil barge', directed: true }]);
    expect(mapped.boxes[0]?.attributes).toMatchObject({
      activity: 'ship_to_ship',
      notes: '<i>x</i>',
      containers: { min: null, best: null, max: null },
    });
    expect(mapped.boxes[2]?.attributes.notes).toBe('5');
    expect(mapped.unreadable).toEqual([
      { property: 'containers', count: 1 },
      { property: 'state', count: 1 },
      { property: 'n', count: 1 },
    ]);
    expect(mapped.skipped).toEqual([{ index: 3, reason: 'its class is not imported' }]);
    const edit = importBoxes(doc, CONTEXT, { fileName: 'theirs.geojson', ...mapped });
    expect(edit.label).toBe('Import 3 boxes from theirs.geojson');
    expect(edit.patches.filter(({ table }) => table === 'classes')).toHaveLength(1);
    expect(edit.patches.filter(({ table }) => table === 'projects')).toHaveLength(1);
  });
});
