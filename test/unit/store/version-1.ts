/** A database as the first version of the store wrote it: no vessels, groups, observations, events. */

const NOW = '2023-10-12T01:47:09.000Z';
const PROJECT = 'prj_old';

const project = {
  id: PROJECT,
  name: 'Old port',
  author: 'A. Analyst',
  synthetic: false,
  nextBoxNumber: 2,
  nextClassNumber: 2,
  createdAt: NOW,
  updatedAt: NOW,
};
const site = { id: 'sit_old', projectId: PROJECT, name: 'Najin', center: null, timeZone: null };
const boxClass = {
  id: 'cls_old',
  projectId: PROJECT,
  number: 1,
  name: 'cargo ship',
  color: '#56B4E9',
  key: '1',
  order: 1,
  directed: true,
  category: 'ship',
};
const frame = {
  id: 'frm_old',
  projectId: PROJECT,
  siteId: site.id,
  title: 'Pier in autumn',
  acquired: null,
  sensor: 'Sample sensor',
  sensorShort: 'SMP',
  provider: '',
  credit: '',
  synthetic: false,
  file: { name: 'pier.tif', size: 1000, sha256: 'ab'.repeat(32), kept: 'none', url: null },
  raster: {
    width: 1000,
    height: 800,
    bands: 3,
    sampleType: 'uint8',
    bitsUsed: null,
    bandNames: ['red', 'green', 'blue'],
    alphaBand: null,
    nodata: [null, null, null],
    compression: 'Deflate',
    tiled: true,
    overviews: 0,
  },
  georef: null,
  pixelAspect: 1,
  resolutionM: null,
  footprint: null,
  stretch: {
    bands: [0, 1, 2],
    lo: [0, 0, 0],
    hi: [255, 255, 255],
    method: 'none',
    gamma: 1,
    decibel: false,
  },
  createdAt: NOW,
  updatedAt: NOW,
};
const box = {
  id: 'box_old',
  projectId: PROJECT,
  frameId: frame.id,
  classId: boxClass.id,
  number: 1,
  geometry: { x: 300, y: 200, length: 60, width: 12, angle: 0.3 },
  bowKnown: true,
  locked: false,
  attributes: {
    activity: 'alongside',
    berth: '3',
    cargo_operation: null,
    cargo_type: '',
    containers: { min: null, best: null, max: null },
    hatches: null,
    hatches_open: null,
    freeboard: null,
    gear: null,
    visibility: null,
    likelihood: null,
    confidence: null,
    reliability: null,
    credibility: null,
    rationale: '',
    notes: '',
  },
  author: 'A. Analyst',
  createdAt: NOW,
  updatedAt: NOW,
};

const added = (table: string, after: { readonly id: string }) => {
  return { table, id: after.id, before: null, after };
};
const commit = (seq: number, label: string, patches: readonly object[]) => ({
  projectId: PROJECT,
  seq,
  kind: 'edit',
  label,
  author: 'A. Analyst',
  at: NOW,
  target: null,
  undoParent: 0,
  redoParent: 0,
  schemaVersion: 1,
  patches,
  extraRows: 0,
});

/** Rows by store: one project with a box, whose drawing can be undone. */
export const VERSION_1_ROWS = {
  projects: [project],
  sites: [site],
  classes: [boxClass],
  frames: [frame],
  boxes: [box],
  commits: [
    commit(1, 'New project Old port', [
      added('projects', { ...project, nextBoxNumber: 1 } as typeof project),
      added('sites', site),
      added('classes', boxClass),
      added('frames', frame),
    ]),
    commit(2, 'Draw cargo ship 1', [
      added('boxes', box),
      {
        table: 'projects',
        id: PROJECT,
        before: { ...project, nextBoxNumber: 1 },
        after: project,
      },
    ]),
  ],
  heads: [{ projectId: PROJECT, seq: 2, undoTop: 2, redoTop: 0 }],
};

/** The same with a second project, and so many boxes in each. */
export function twoProjects(boxesOfOld: number, boxesOfOther: number) {
  const other = { ...project, id: 'prj_other', name: 'Other port' };
  const inProject = (projectId: string, count: number) =>
    Array.from({ length: count }, (_, i) => {
      return { ...box, id: `box_${projectId}_${i}`, projectId, number: i + 1 };
    });
  return {
    ...VERSION_1_ROWS,
    projects: [project, other],
    heads: [...VERSION_1_ROWS.heads, { projectId: other.id, seq: 2, undoTop: 0, redoTop: 0 }],
    boxes: [...inProject(PROJECT, boxesOfOld), ...inProject(other.id, boxesOfOther)],
  };
}

/**
 * Writes a database of version 1 (10, as Dexie counts) by the browser's own interface. It names nothing
 * outside of itself, so that it can be handed to a page.
 */
export function writeVersion1(given: {
  readonly name: string;
  readonly rows: Readonly<Record<string, readonly object[]>>;
}): Promise<void> {
  return new Promise((resolve, reject) => {
    const opening = indexedDB.open(given.name, 10);
    opening.onerror = () => reject(opening.error);
    opening.onupgradeneeded = () => {
      const db = opening.result;
      db.createObjectStore('projects', { keyPath: 'id' });
      for (const name of ['sites', 'classes', 'frames', 'boxes']) {
        db.createObjectStore(name, { keyPath: 'id' }).createIndex('projectId', 'projectId');
      }
      for (const [name, keyPath] of [
        ['commits', ['projectId', 'seq']],
        ['patches', ['projectId', 'seq', 'row']],
      ] as const) {
        const key = [...keyPath];
        db.createObjectStore(name, { keyPath: key });
      }
      for (const name of ['heads', 'views']) db.createObjectStore(name, { keyPath: 'projectId' });
      for (const name of ['handles', 'thumbnails'])
        db.createObjectStore(name, { keyPath: 'sha256' });
    };
    opening.onsuccess = () => {
      const db = opening.result;
      const writing = db.transaction(Object.keys(given.rows), 'readwrite');
      for (const [name, rows] of Object.entries(given.rows)) {
        for (const row of rows) writing.objectStore(name).put(row);
      }
      writing.onabort = () => reject(writing.error);
      writing.oncomplete = () => {
        db.close();
        resolve();
      };
    };
  });
}
