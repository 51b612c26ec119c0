import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Box } from '../../../src/domain/model/box';
import type { ProjectRecords } from '../../../src/domain/model/records';
import { GEOJSON, readGeoJson, readGeoJsonText } from '../../../src/formats/geojson';
import { FORMATS, writeBlob } from '../../../src/formats/registry';
import type { ExportContent } from '../../../src/formats/types';
import { anyAttributes, anyGeometry, anyText, CONTEXT, frameOf } from '../edits/records';
import { contentOf, documentWith } from './content';

const STAMP = { appVersion: '0.1.0', exportedAt: '2023-12-03T00:00:00Z' };

async function textOf(content: ExportContent): Promise<string> {
  return (await writeBlob(GEOJSON, content, STAMP)).blob.text();
}

function projectOf(text: string): ProjectRecords {
  const result = readGeoJsonText(text, 'najin.geojson');
  if (result.kind !== 'project') throw new Error('it is a project');
  return result.records;
}

const anyContent = fc
  .tuple(
    anyText.filter((name) => name.trim() !== ''),
    anyText,
    fc.array(
      fc.record({
        geometry: anyGeometry,
        attributes: anyAttributes,
        bare: fc.boolean(),
        bowKnown: fc.boolean(),
        locked: fc.boolean(),
        copied: fc.boolean(),
        author: anyText,
        className: fc.constantFrom('cargo ship', 'container', 'rail car'),
      }),
      { maxLength: 12 },
    ),
  )
  .map(([name, title, drawn]) => {
    const placed = frameOf('frm_a', 's', { title });
    const bare = frameOf('frm_b', 's', {
      georef: null,
      resolutionM: null,
      footprint: null,
      acquired: null,
    });
    const boxes = drawn.map((one) => ({ ...one, frameId: one.bare ? bare.id : placed.id }));
    const content = contentOf(documentWith([placed, bare], boxes, name));
    const more = content.boxes.map((box, i): Box => {
      const { bowKnown = true, locked = false, author = '', copied } = drawn[i] ?? {};
      return { ...box, bowKnown, locked, author, ...(copied && { sizeCopied: true }) };
    });
    return { ...content, boxes: more };
  });

describe('a file of our own', () => {
  it('gives the same project back, value for value', async () => {
    await fc.assert(
      fc.asyncProperty(anyContent, async (content) => {
        const { scope: _scope, ...records } = content;
        expect(projectOf(await textOf(content))).toEqual(records);
      }),
      { numRuns: 60 },
    );
  });

  const small = () =>
    contentOf(
      documentWith(
        [frameOf('frm_a', 's')],
        [1, 2, 3].map((i) => ({
          className: 'cargo ship',
          geometry: { x: 500 * i, y: 500, length: 200, width: 30, angle: 0.5 },
        })),
      ),
    );

  type Raw = {
    features: { properties: Record<string, unknown> }[];
    quaymark: Record<string, unknown> & { frames: Record<string, unknown>[] };
  };
  async function damaged(change: (raw: Raw) => unknown): Promise<() => ProjectRecords> {
    const raw = JSON.parse(await textOf(small())) as Raw;
    change(raw);
    const text = JSON.stringify(raw);
    return () => projectOf(text);
  }
  const propertiesOf = (raw: Raw, i: number) => raw.features[i]?.properties ?? {};

  it('of a newer format is refused with what to do', async () => {
    const read = await damaged((raw) => {
      raw.quaymark.format_version = 7;
      raw.quaymark.frames = [];
    });
    expect(read).toThrow(/^najin\.geojson was written by a newer Quaymark.*Update Quaymark/);
  });

  it.each([
    [
      'a number that is text',
      (raw: Raw) => Object.assign(propertiesOf(raw, 1), { pixel_x: '12' }),
      /box 2 .*geometry\.x/,
    ],
    [
      'a length below zero',
      (raw: Raw) => Object.assign(propertiesOf(raw, 0), { pixel_length: -4 }),
      /box 1 .*length/,
    ],
    [
      'an unknown choice',
      (raw: Raw) => Object.assign(propertiesOf(raw, 2), { activity: 'flying' }),
      /box 3 .*activity/,
    ],
    [
      'an unknown class',
      (raw: Raw) => Object.assign(propertiesOf(raw, 0), { class_number: 99 }),
      /box 1 .*classId/,
    ],
    [
      'no properties',
      (raw: Raw) => Object.assign(raw.features[1] ?? {}, { properties: 7 }),
      /feature 2/,
    ],
    [
      'a box twice',
      (raw: Raw) => Object.assign(propertiesOf(raw, 1), { id: propertiesOf(raw, 0).id }),
      /two records with the box id/,
    ],
    [
      'a number twice',
      (raw: Raw) => Object.assign(propertiesOf(raw, 1), { box_number: 1 }),
      /two boxes with the number 1/,
    ],
    [
      'a number of two classes',
      (raw: Raw) => {
        for (const one of raw.quaymark.classes as { number: number }[]) one.number = 1;
        for (const i of [0, 1, 2]) propertiesOf(raw, i).class_number = 1;
      },
      /two classes with the number 1/,
    ],
    [
      'a frame that is missing',
      (raw: Raw) => Object.assign(raw.quaymark, { frames: [] }),
      /no frame for box 1/,
    ],
    [
      'a damaged frame',
      (raw: Raw) => raw.quaymark.frames.splice(0, 1, { id: 'x' }),
      /damaged at frames\.0/,
    ],
    ['a box cut off', (raw: Raw) => raw.features.pop(), /should hold 3 boxes and holds 2/],
    [
      'no version',
      (raw: Raw) => Object.assign(raw, { quaymark: { frames: [] } }),
      /"quaymark" part is damaged/,
    ],
  ])('with %s is refused whole, naming the place', async (_what, change, sentence) => {
    const read = await damaged(change);
    expect(read).toThrow(sentence);
    expect(read).toThrow(/^najin\.geojson /);
  });

  it('written to by another program keeps what was added out, and numbers free', async () => {
    const read = await damaged((raw) => {
      Object.assign(propertiesOf(raw, 0), { fid: 12, notes: 'from QGIS' });
    });
    expect(read().boxes[0]?.attributes.notes).toBe('from QGIS');
    expect(read().project.nextBoxNumber).toBe(4);
    expect(read().project.author).toBe(CONTEXT.author);
  });
});

describe('bad files', () => {
  const square = [
    [
      [0, 0],
      [1, 0],
      [1, 1],
      [0, 1],
      [0, 0],
    ],
  ];
  const feature = (type: string, coordinates: unknown, more: object = {}) => ({
    type: 'Feature',
    properties: {},
    geometry: { type, coordinates },
    ...more,
  });
  const collection = (features: unknown, more: object = {}) =>
    JSON.stringify({ type: 'FeatureCollection', features, ...more });
  const crs = (name: string) => ({ crs: { type: 'name', properties: { name } } });

  it.each([
    ['not JSON', 'hello', /is not JSON/],
    ['cut off', '{"type":"FeatureCollection","features":[{', /is not JSON.*cut off/],
    ['empty', '', /is not JSON/],
    ['JSON of another kind', '[1,2]', /not GeoJSON/],
    ['of an unknown type', '{"type":"Topology"}', /of type "Topology"/],
    ['without features', '{"type":"FeatureCollection"}', /without "features"/],
    ['with features that are no list', '{"type":"FeatureCollection","features":{}}', /not GeoJSON/],
    ['with no feature', collection([]), /holds no features/],
    ['with points only', collection([feature('Point', [1, 2])]), /no polygons.*Point/],
    [
      'in metres',
      collection([
        feature('Polygon', [
          [
            [5e5, 4e6],
            [5e5, 5e6],
            [6e5, 5e6],
          ],
        ]),
      ]),
      /not longitudes and latitudes.*ogr2ogr/,
    ],
    [
      'beyond the pole',
      collection([
        feature('Polygon', [
          [
            [0, 89],
            [1, 91],
            [2, 89],
          ],
        ]),
      ]),
      /not longitudes and latitudes/,
    ],
    [
      'beyond the antimeridian',
      collection([
        feature('Polygon', [
          [
            [200, 0],
            [201, 0],
            [201, 1],
          ],
        ]),
      ]),
      /not longitudes and latitudes/,
    ],
    ['nested too little', collection([feature('Polygon', square[0])]), /nested wrongly/],
    ['nested too deep', collection([feature('Polygon', [square])]), /nested wrongly/],
    [
      'with text for numbers',
      collection([
        feature('Polygon', [
          [
            ['0', '0'],
            ['1', '0'],
            ['1', '1'],
          ],
        ]),
      ]),
      /nested wrongly/,
    ],
    [
      'in an unknown system',
      collection([feature('Polygon', square)], crs('urn:ogc:def:crs:EPSG::2180')),
      /not known here \(urn:ogc:def:crs:EPSG::2180\).*ogr2ogr/,
    ],
    [
      'in a system without a name',
      collection([feature('Polygon', square)], { crs: { type: 'link' } }),
      /without a name/,
    ],
  ])('%s: one sentence names the file and says what to do', (_what, text, sentence) => {
    const read = () => readGeoJsonText(text, 'port.geojson');
    expect(read).toThrow(sentence);
    expect(read).toThrow(/^port\.geojson |in port\.geojson /);
  });

  it('of 500 MB are refused before they are read', async () => {
    const file = { size: 500_000_000, text: () => Promise.reject(new Error('it was read')) };
    await expect(readGeoJson(file as unknown as Blob, { name: 'big.geojson' })).rejects.toThrow(
      'big.geojson is too large to import: 500 MB, where the limit is 500 MB.',
    );
  });

  it('may run on past the antimeridian', () => {
    const ring = [
      [179, 0],
      [181, 0],
      [181, 1],
      [179, 1],
      [179, 0],
    ];
    const result = readGeoJsonText(collection([feature('Polygon', [ring])]), 'port.geojson');
    expect(result.kind === 'foreign' && result.inspection.polygonCount).toBe(1);
  });

  it('tell of ids that occur twice, and leave odd features out with a reason', () => {
    const text = collection([
      feature('Polygon', square, { id: 7 }),
      feature('Polygon', square, { id: 7 }),
      feature('LineString', [
        [0, 0],
        [1, 1],
      ]),
      { type: 'Feature', properties: {}, geometry: null },
      feature('Polygon', [
        [
          [0, 0],
          [1, 1],
          [0, 0],
        ],
      ]),
      'no feature',
    ]);
    const result = readGeoJsonText(text, 'port.geojson');
    if (result.kind !== 'foreign') throw new Error('it is foreign');
    expect(result.inspection).toMatchObject({ featureCount: 6, polygonCount: 2 });
    expect(result.inspection.problems).toEqual([
      '1 feature has the id of an earlier one; each still becomes a box of its own.',
    ]);
    expect(result.data.features.map(({ leftOut }) => leftOut)).toEqual([
      null,
      null,
      'it is a LineString',
      'it has no geometry',
      'its outline has fewer than three corners',
      'it is not a GeoJSON feature',
    ]);
  });

  it('convert places of an old file in a system that is known', () => {
    // echo "606659.1672 4676697.3342" | cs2cs EPSG:32652 EPSG:4326 gives 42.23518 130.29264 (PROJ 9.1.1)
    const ring = [
      [606659.1672, 4676697.3342],
      [606700, 4676697],
      [606700, 4676800],
      [606659.1672, 4676697.3342],
    ];
    const text = collection([feature('Polygon', [ring])], crs('urn:ogc:def:crs:EPSG::32652'));
    const result = readGeoJsonText(text, 'port.geojson');
    if (result.kind !== 'foreign') throw new Error('it is foreign');
    const [corner] = result.data.features[0]?.rings[0] ?? [];
    expect(corner?.[0]).toBeCloseTo(130.29264, 7);
    expect(corner?.[1]).toBeCloseTo(42.23518, 7);
    expect(result.inspection.problems).toHaveLength(1);
    const plain = collection([feature('Polygon', square)], crs('urn:ogc:def:crs:OGC:1.3:CRS84'));
    expect(readGeoJsonText(plain, 'port.geojson').kind).toBe('foreign');
  });
});

describe('every format', () => {
  it.each(FORMATS.map((format) => [format.id, format] as const))(
    '%s says what it loses, and what is no file of its own',
    async (_id, format) => {
      expect(format.loses.length).toBeGreaterThan(0);
      for (const sentence of format.loses) expect(sentence).toMatch(/\.$/);
      const hostile = new Blob([new Uint8Array([0x49, 0x49, 0x2a, 0, 8, 0, 0, 0])]);
      await expect(format.read(hostile, { name: 'x.tif' })).rejects.toThrow(/^x\.tif /);
    },
  );
});
