/** A frame in a coordinate system that nothing can be computed in has boxes all the same. */
import { expect, test } from 'vitest';
import { FrameId, SiteId } from '../../../src/domain/model/ids';
import { Project } from '../../../src/domain/model/project';
import { occupancyRows } from '../../../src/domain/tracks/occupancy-table';
import { looksAt } from '../../../src/domain/tracks/place-looks';
import { collectExport } from '../../../src/formats/collect';
import { GEOJSON } from '../../../src/formats/geojson';
import { writeBlob } from '../../../src/formats/registry';
import { makeBox, smallProject } from '../ui/support';

const STAMPS = { author: '', createdAt: '2023-12-01T08:00:00Z', updatedAt: '2023-12-01T08:00:00Z' };

test('its site has a table, its places looks, and its boxes go out with their pixels', async () => {
  const doc = smallProject();
  const numbers = { nextBoxNumber: 3, nextClassNumber: 4, synthetic: true };
  doc.put('projects', Project.parse({ id: doc.projectId, name: 'P', ...numbers, ...STAMPS }));
  const frame = doc.get('frames', FrameId.parse('frm_2'));
  const [site] = doc.all('sites');
  if (!frame?.georef || !site) throw new Error('the sample has a place');
  doc.put('frames', { ...frame, georef: { ...frame.georef, proj4: '+proj=nonsense' } });
  doc.put('boxes', makeBox({ number: 1, frame: 'frm_1' }));
  doc.put('boxes', makeBox({ number: 2, frame: 'frm_2' }));
  expect(occupancyRows(doc, site)[0]).toHaveLength(3);
  const looks = looksAt(doc, SiteId.parse('sit_1'), [130.22, 42.22], 100);
  expect(looks[1]?.look).toBe('uncovered');
  const content = collectExport(doc, { kind: 'project' });
  const stamp = { appVersion: '1', exportedAt: STAMPS.createdAt };
  const { blob, summary } = await writeBlob(GEOJSON, content, stamp);
  expect(summary).toMatchObject({ features: 2, withoutPlace: 1 });
  const { features } = JSON.parse(await blob.text());
  expect([features[0].geometry.type, features[1].geometry]).toEqual(['Polygon', null]);
  expect(features[1].properties.pixel_x).toBe(2000);
});
