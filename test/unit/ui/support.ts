import { Tables } from '../../../src/domain/edits/apply';
import { type BoxAttributes, EMPTY_ATTRIBUTES } from '../../../src/domain/model/attributes';
import { Box } from '../../../src/domain/model/box';
import { Frame } from '../../../src/domain/model/frame';
import { ProjectId } from '../../../src/domain/model/ids';
import { BoxClass, Site } from '../../../src/domain/model/project';

const PROJECT = ProjectId.parse('prj_1');
const NOW = '2023-12-01T08:00:00Z';

/** A project in memory with one site, two frames (UTM 52N, 0.5 m) and three classes. */
export function smallProject(): Tables {
  const tables = new Tables(PROJECT);
  tables.put(
    'sites',
    Site.parse({ id: 'sit_1', projectId: PROJECT, name: 'Najin', center: null, timeZone: null }),
  );
  tables.put('frames', makeFrame('frm_1', 'Pier in autumn', '2023-10-12T01:47:09Z'));
  tables.put('frames', makeFrame('frm_2', 'Pier in winter', '2023-12-02'));
  for (const [i, name] of ['cargo ship', 'tanker', 'container stack'].entries()) {
    tables.put(
      'classes',
      BoxClass.parse({
        id: `cls_${i + 1}`,
        projectId: PROJECT,
        number: i + 1,
        name,
        color: '#56b4e9',
        key: String(i + 1),
        order: i,
        directed: i < 2,
        category: i < 2 ? 'ship' : 'cargo',
      }),
    );
  }
  return tables;
}

export function makeFrame(id: string, title: string, acquired: string): Frame {
  return Frame.parse({
    id,
    projectId: PROJECT,
    siteId: 'sit_1',
    title,
    acquired: {
      value: acquired,
      precision: acquired.includes('T') ? 'instant' : 'day',
      source: 'analyst',
      detail: '',
    },
    sensor: 'Pleiades Neo',
    sensorShort: 'PNEO',
    provider: 'Airbus',
    credit: '',
    synthetic: true,
    file: { name: `${id}.tif`, size: 1, sha256: 'a'.repeat(64), kept: 'none', url: null },
    raster: {
      width: 4096,
      height: 4096,
      bands: 3,
      sampleType: 'uint8',
      bitsUsed: null,
      bandNames: [],
      alphaBand: null,
      nodata: [null, null, null],
      compression: 'none',
      tiled: true,
      overviews: 3,
    },
    georef: {
      transform: [600000, 0.5, 0, 4676000, 0, -0.5],
      epsg: 32652,
      crsName: 'WGS 84 / UTM zone 52N',
      proj4: '+proj=utm +zone=52 +datum=WGS84 +units=m +no_defs',
    },
    pixelAspect: 1,
    resolutionM: 0.5,
    footprint: null,
    stretch: { bands: [0, 1, 2], lo: [], hi: [], gamma: 1, method: 'none', decibel: false },
    createdAt: NOW,
    updatedAt: NOW,
  });
}

export type BoxDraft = {
  readonly number: number;
  readonly classNumber?: number;
  readonly frame?: string;
  /** Pixels of half a metre. */
  readonly length?: number;
  readonly bowKnown?: boolean;
  readonly updatedAt?: string;
  readonly attributes?: Partial<BoxAttributes>;
};

export function makeBox(draft: BoxDraft): Box {
  return Box.parse({
    id: `box_${String(draft.number).padStart(6, '0')}`,
    projectId: PROJECT,
    frameId: draft.frame ?? 'frm_1',
    classId: `cls_${draft.classNumber ?? 1}`,
    number: draft.number,
    geometry: { x: 2000, y: 2000, length: draft.length ?? 200, width: 40, angle: 0 },
    bowKnown: draft.bowKnown ?? true,
    locked: false,
    attributes: { ...EMPTY_ATTRIBUTES, ...draft.attributes },
    author: 'A. Nalyst',
    createdAt: NOW,
    updatedAt: draft.updatedAt ?? NOW,
  });
}
