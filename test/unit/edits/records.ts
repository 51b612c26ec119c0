/** Records for tests: arbitrary ones for properties, and a small fixed project. */
import fc from 'fast-check';
import { Tables } from '../../../src/domain/edits/apply';
import { projectRecords } from '../../../src/domain/edits/project-edits';
import type { DocumentView } from '../../../src/domain/edits/types';
import {
  ACTIVITIES,
  type BoxAttributes,
  CARGO_OPERATIONS,
  CONFIDENCES,
  CREDIBILITIES,
  FREEBOARDS,
  GEARS,
  LIKELIHOODS,
  RELIABILITIES,
  VISIBILITIES,
} from '../../../src/domain/model/attributes';
import type { BoxGeometry } from '../../../src/domain/model/box';
import { Frame, type Georef } from '../../../src/domain/model/frame';
import { ProjectId } from '../../../src/domain/model/ids';
import type { BoxClass } from '../../../src/domain/model/project';

export const NOW = '2023-12-01T08:00:00.000Z';
export const CONTEXT = { now: NOW, author: 'A. Analyst' };
export const PROJECT_ID = ProjectId.parse('prj_test');

export const LONGLAT = '+proj=longlat +datum=WGS84 +no_defs';
export const UTM52 = '+proj=utm +zone=52 +datum=WGS84 +units=m +no_defs';

export const UTM_GEOREF: Georef = {
  transform: [606_000, 0.5, 0, 4_677_000, 0, -0.5],
  epsg: 32652,
  crsName: 'WGS 84 / UTM zone 52N',
  proj4: UTM52,
};

/** A plausible frame; 4096 × 4096 pixels of 0.5 m at Najin in UTM unless told otherwise. */
export function frameOf(id: string, siteId: string, changes: Partial<Frame> = {}): Frame {
  return Frame.parse({
    id,
    projectId: PROJECT_ID,
    siteId,
    title: `Frame ${id}`,
    acquired: {
      value: '2023-10-12T01:47:09Z',
      precision: 'instant',
      source: 'gdal_metadata',
      detail: 'ACQUISITIONDATETIME=2023-10-12T01:47:09Z',
    },
    sensor: 'Pléiades Neo',
    sensorShort: 'PNEO',
    provider: 'Airbus',
    credit: '© Airbus DS',
    synthetic: false,
    file: { name: `${id}.tif`, size: 1234, sha256: 'ab'.repeat(32), kept: 'opfs', url: null },
    raster: {
      width: 4096,
      height: 4096,
      bands: 3,
      sampleType: 'uint8',
      bitsUsed: null,
      bandNames: ['red', 'green', 'blue'],
      alphaBand: null,
      nodata: [null, 'nan', 0],
      compression: 'deflate',
      tiled: true,
      overviews: 4,
    },
    georef: UTM_GEOREF,
    pixelAspect: 1,
    resolutionM: 0.5,
    footprint: [
      [130.28, 42.21],
      [130.31, 42.21],
      [130.31, 42.24],
      [130.28, 42.24],
      [130.28, 42.21],
    ],
    stretch: {
      bands: [0, 1, 2],
      lo: [0, 0, 0],
      hi: [255, 255, 255],
      gamma: 1,
      method: 'none',
      decibel: false,
    },
    createdAt: NOW,
    updatedAt: NOW,
    ...changes,
  });
}

/** A project with the default classes. */
export function emptyDocument(name = 'Autumn at Najin'): Tables {
  const doc = new Tables(PROJECT_ID);
  doc.apply(projectRecords(PROJECT_ID, CONTEXT, { name }).patches);
  return doc;
}

export function classNamed(doc: DocumentView, name: string): BoxClass {
  const found = [...doc.all('classes')].find((one) => one.name === name);
  if (!found) throw new Error(`no class ${name}`);
  return found;
}

/** Evenly spread; fc.double alone would mostly give numbers next to 0. */
const finite = (min: number, max: number) =>
  fc.oneof(
    fc.integer({ min: 0, max: 1_000_000 }).map((i) => min + ((max - min) * i) / 1_000_000),
    fc.double({ min, max, noNaN: true, noDefaultInfinity: true }).map((value) => value + 0),
  );

export const anyGeometry: fc.Arbitrary<BoxGeometry> = fc.record({
  x: finite(0, 4096),
  y: finite(0, 4096),
  length: finite(1, 800),
  width: finite(1, 200),
  angle: finite(-3.14, 3.14),
});

/** Text that breaks careless writers: markup, quotes, line ends, scripts, surrogates, great length. */
export const anyText: fc.Arbitrary<string> = fc.oneof(
  fc.string({ unit: 'grapheme', maxLength: 40 }),
  fc.constantFrom(
    '',
    '<script>alert(1)</script>',
    '"quoted" \\ back\nline\r\n\ttab',
    'Мария у причала',
    '나진항 \u2028 港',
    '=1+1',
    '👷‍♀️🚢'.repeat(200),
  ),
);

const maybe = <T>(values: readonly T[]) => fc.option(fc.constantFrom(...values), { nil: null });
const count = fc.option(fc.nat(500), { nil: null });

const containers = fc
  .tuple(fc.nat(100), fc.nat(100), fc.nat(100), fc.nat(7))
  .map(([a, b, c, mask]) => ({
    min: mask & 1 ? a : null,
    best: mask & 2 ? a + b : null,
    max: mask & 4 ? a + b + c : null,
  }));

export const anyAttributes: fc.Arbitrary<BoxAttributes> = fc.record({
  activity: maybe(ACTIVITIES),
  berth: anyText,
  cargo_operation: maybe(CARGO_OPERATIONS),
  cargo_type: anyText,
  containers,
  hatches: count,
  hatches_open: count,
  freeboard: maybe(FREEBOARDS),
  gear: maybe(GEARS),
  visibility: maybe(VISIBILITIES),
  likelihood: maybe(LIKELIHOODS),
  confidence: maybe(CONFIDENCES),
  reliability: maybe(RELIABILITIES),
  credibility: maybe(CREDIBILITIES),
  rationale: anyText,
  notes: anyText,
});
