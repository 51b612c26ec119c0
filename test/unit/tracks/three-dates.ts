/** A site of three dates with a ship or a group of containers, for the tables by date and the logs. */
import type { Tables } from '../../../src/domain/edits/apply';
import type { CountRange } from '../../../src/domain/model/attributes';
import { Observation } from '../../../src/domain/model/observation';
import type { Site } from '../../../src/domain/model/project';
import { CargoGroup, EMPTY_FINGERPRINT, Vessel } from '../../../src/domain/model/vessel';
import { occupancy } from '../../../src/domain/tracks/occupancy';
import { makeBox, makeFrame, smallProject } from '../ui/support';

export const STAMPS = {
  author: '',
  createdAt: '2023-12-01T08:00:00Z',
  updatedAt: '2023-12-01T08:00:00Z',
};

export function vesselIn(doc: Tables, id: string, name: string): Vessel {
  const vessel = Vessel.parse({
    id,
    projectId: doc.projectId,
    name,
    color: '#336699',
    claims: [],
    fingerprint: EMPTY_FINGERPRINT,
    sanctions: [],
    notes: '',
    ...STAMPS,
  });
  doc.put('vessels', vessel);
  return vessel;
}

export function shipOn(doc: Tables, number: number, frame: string, vesselId: string | null): void {
  const box = makeBox({ number, frame });
  const link = vesselId && {
    vesselId,
    likelihood: 'likely',
    rationale: 'same hatches',
    author: '',
    at: STAMPS.createdAt,
  };
  doc.put('boxes', { ...box, ...(link ? { link } : {}) } as typeof box);
}

/** An area over a whole frame of 4096 × 4096 pixels, or over its upper part. */
export function area(
  doc: Tables,
  frameId: string,
  kind: string,
  vesselId: string | null = null,
  height = 4096,
): void {
  const id = `obs_${[...doc.all('observations')].length + 1}`;
  const geometry = { x: 2048, y: height / 2, length: 4096, width: height, angle: 0 };
  const named = { id, projectId: doc.projectId, frameId, kind, geometry, vesselId };
  doc.put('observations', Observation.parse({ ...named, groupId: null, note: '', ...STAMPS }));
}

export function siteOf(doc: Tables): Site {
  const [site] = doc.all('sites');
  if (!site) throw new Error('no site');
  return site;
}

/** A group on the quay, on three dates of one site. */
export function quay() {
  const doc = smallProject();
  doc.put('frames', makeFrame('frm_3', 'Pier at New Year', '2024-01-02T02:00:00Z'));
  doc.put(
    'groups',
    CargoGroup.parse({
      id: 'grp_1',
      projectId: doc.projectId,
      name: 'Quay 1',
      color: '#336699',
      place: 'quay',
      vesselId: null,
      notes: '',
      ...STAMPS,
    }),
  );
  const stack = (number: number, frame: string, containers: CountRange, offset = 0) => {
    const box = makeBox({ number, frame, classNumber: 3, attributes: { containers } });
    const geometry = { ...box.geometry, y: box.geometry.y + offset };
    doc.put('boxes', { ...box, geometry, groupId: 'grp_1' } as typeof box);
  };
  return { doc, stack, cells: () => occupancy(doc, siteOf(doc)).groups[0]?.cells ?? [] };
}

/** Three dates at one site; the ship is boxed on the first alone. */
export function threeDates(): { doc: Tables; vessel: Vessel } {
  const doc = smallProject();
  doc.put('frames', makeFrame('frm_3', 'Pier at New Year', '2024-01-02T02:00:00Z'));
  const vessel = vesselIn(doc, 'ves_1', 'Angara');
  shipOn(doc, 1, 'frm_1', 'ves_1');
  return { doc, vessel };
}
