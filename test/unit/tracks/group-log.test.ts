/** Counts of containers that fall at one site and rise at another, told side by side. */
import { expect, it } from 'vitest';
import type { Tables } from '../../../src/domain/edits/apply';
import { GroupId } from '../../../src/domain/model/ids';
import { Site } from '../../../src/domain/model/project';
import { CargoGroup } from '../../../src/domain/model/vessel';
import { flowPairs, groupLog } from '../../../src/domain/tracks/group-log';
import { makeBox, makeFrame, smallProject } from '../ui/support';

const STAMPS = { author: '', createdAt: '2023-12-01T08:00:00Z', updatedAt: '2023-12-01T08:00:00Z' };
let boxes = 0;

function counted(doc: Tables, frame: string, groupId: string, min: number, max: number): void {
  boxes += 1;
  const box = makeBox({ number: boxes, frame });
  const containers = { min, best: null, max };
  doc.put('boxes', {
    ...box,
    groupId: GroupId.parse(groupId),
    attributes: { ...box.attributes, containers },
  });
}

function group(doc: Tables, id: string, name: string): void {
  const record = { id, projectId: doc.projectId, name, color: '#336699', place: 'quay' };
  doc.put('groups', CargoGroup.parse({ ...record, vesselId: null, notes: '', ...STAMPS }));
}

it('puts what left one site beside what appeared at another later, and not before', () => {
  const doc = smallProject();
  const [site] = doc.all('sites');
  if (!site) throw new Error('no site');
  const other = Site.parse({ ...site, id: 'site_2', name: 'Dunai' });
  doc.put('sites', other);
  for (const [id, at] of [
    ['frm_early', '2023-08-01T02:00:00Z'],
    ['frm_mid', '2023-08-20T02:00:00Z'],
    ['frm_late', '2024-02-01T02:00:00Z'],
  ] as const) {
    doc.put('frames', { ...makeFrame(id, id, at), siteId: other.id });
  }
  group(doc, 'grp_a', 'Pier stacks');
  group(doc, 'grp_b', 'Dunai stacks');
  counted(doc, 'frm_1', 'grp_a', 50, 50);
  counted(doc, 'frm_2', 'grp_a', 0, 0);
  counted(doc, 'frm_early', 'grp_b', 0, 0);
  counted(doc, 'frm_mid', 'grp_b', 10, 10);
  counted(doc, 'frm_late', 'grp_b', 58, 62);
  const pairs = flowPairs(doc);
  expect(pairs).toHaveLength(1);
  expect(pairs[0]?.left).toMatch(/^Pier stacks: 50 left \S+ between /);
  expect(pairs[0]?.appeared).toEqual([
    'Dunai stacks: 48–52 appeared at Dunai between 20 Aug 2023 and 1 Feb 2024',
  ]);
  expect(groupLog(doc, GroupId.parse('grp_b')).map(({ site: { name } }) => name)).toEqual([
    'Dunai',
  ]);
});

it('does not put what came back at a site beside what left it', () => {
  const doc = smallProject();
  doc.put('frames', makeFrame('frm_last', 'frm_last', '2024-02-01T02:00:00Z'));
  group(doc, 'grp_a', 'Pier stacks');
  counted(doc, 'frm_1', 'grp_a', 50, 50);
  counted(doc, 'frm_2', 'grp_a', 10, 10);
  counted(doc, 'frm_last', 'grp_a', 30, 30);
  expect(flowPairs(doc)).toEqual([]);
});
