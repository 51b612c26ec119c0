/** One place through all dates: what is there, and between which dates it came or went. */
import { describe, expect, test } from 'vitest';
import type { Tables } from '../../../src/domain/edits/apply';
import { measuresOf } from '../../../src/domain/geo/measure-cache';
import { FrameId, GroupId, type SiteId } from '../../../src/domain/model/ids';
import { Observation } from '../../../src/domain/model/observation';
import type { LonLat } from '../../../src/domain/model/units';
import { changeWindow, looksAt } from '../../../src/domain/tracks/place-looks';
import { makeBox, makeFrame, smallProject } from '../ui/support';

const DATES = ['2023-09-01', '2023-09-11', '2023-10-01', '2023-10-11', '2023-11-01', '2023-11-11'];

/** Six dates; a ship is boxed on the second and third. */
function sixDates(): { doc: Tables; place: LonLat; length: number } {
  const doc = smallProject();
  for (const [i, date] of DATES.entries()) {
    const id = `frm_${i + 1}`;
    doc.put('frames', makeFrame(id, `Date ${i + 1}`, `${date}T02:00:00Z`));
  }
  for (const number of [2, 3]) doc.put('boxes', makeBox({ number, frame: `frm_${number}` }));
  const [box] = doc.boxesOf(FrameId.parse('frm_2'));
  const frame = doc.get('frames', FrameId.parse('frm_2'));
  const measures = box && frame && measuresOf(box, frame);
  if (!measures) throw new Error('The box has no place.');
  return { doc, place: measures.center, length: measures.lengthM };
}

function examine(doc: Tables, frame: number, kind = 'nothing_seen', more: object = {}): void {
  const geometry = { x: 2048, y: 2048, length: 4096, width: 4096, angle: 0 };
  const at = '2023-12-01T08:00:00Z';
  doc.put(
    'observations',
    Observation.parse({
      ...{ id: `obs_${frame}`, projectId: doc.projectId, frameId: `frm_${frame}`, kind, geometry },
      ...{ vesselId: null, groupId: null, note: '', author: '', createdAt: at, updatedAt: at },
      ...more,
    }),
  );
}

function siteId(doc: Tables): SiteId {
  const [site] = doc.all('sites');
  if (!site) throw new Error('no site');
  return site.id;
}

describe('a place on every date', () => {
  test('says where it is boxed, was looked at in vain, could not be seen, or was not examined', () => {
    const { doc, place, length } = sixDates();
    examine(doc, 4, 'obscured');
    examine(doc, 5);
    const looks = looksAt(doc, siteId(doc), place, length);
    expect(looks.map(({ look }) => look)).toEqual([
      'unexamined',
      'seen',
      'seen',
      'obscured',
      'absent',
      'unexamined',
    ]);
    expect(looks.map(({ box }) => box?.number ?? null)).toEqual([null, 2, 3, null, null, null]);
    // Far away nothing is boxed, and the frames do not reach there.
    const [lon, lat] = place;
    const away = looksAt(doc, siteId(doc), [lon + 1, lat], length);
    expect(new Set(away.map(({ look }) => look))).toEqual(new Set(['uncovered']));
  });

  test('is not said to have been looked at in vain because containers were counted over it', () => {
    const { doc, place, length } = sixDates();
    const groupId = GroupId.parse('grp_1');
    examine(doc, 5, 'counted', { groupId, count: { min: null, best: 50, max: null } });
    for (const sought of [{}, { groupId }]) {
      const [look] = looksAt(doc, siteId(doc), place, length, sought).slice(4, 5);
      expect(look?.look).toBe('unexamined');
    }
  });

  test('a going lies after the last date with it and before the first clear one without', () => {
    const { doc, place, length } = sixDates();
    examine(doc, 1);
    examine(doc, 4, 'obscured');
    examine(doc, 5);
    examine(doc, 6);
    const looks = looksAt(doc, siteId(doc), place, length);
    const gone = changeWindow(looks, FrameId.parse('frm_2'), 'gone');
    expect(gone).toMatchObject({ present: 2, absent: 2, blind: 1 });
    expect([gone?.after?.title, gone?.by?.title]).toEqual(['Date 3', 'Date 5']);
    const came = changeWindow(looks, FrameId.parse('frm_3'), 'appeared');
    expect(came).toMatchObject({ present: 2, absent: 1, blind: 0 });
    expect([came?.after?.title, came?.by?.title]).toEqual(['Date 1', 'Date 2']);
  });

  test('dates that tell nothing bound nothing, and a date without it has no window', () => {
    const { doc, place, length } = sixDates();
    const looks = looksAt(doc, siteId(doc), place, length);
    const gone = changeWindow(looks, FrameId.parse('frm_3'), 'gone');
    expect(gone).toMatchObject({ present: 2, absent: 0, blind: 3, by: null });
    expect(changeWindow(looks, FrameId.parse('frm_5'), 'gone')).toBeNull();
  });
});
