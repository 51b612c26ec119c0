/** What a vessel's log makes of frames that cannot tell, and of ways that cannot be. */
import { expect, test } from 'vitest';
import { logRows } from '../../../src/domain/tracks/log-table';
import { vesselLog } from '../../../src/domain/tracks/vessel-log';
import { makeFrame } from '../ui/support';
import { area, shipOn, threeDates } from './three-dates';

/** A hundred kilometres, or 54 nautical miles, east of the others. */
const FAR_EAST: [number, number, number, number, number, number] = [
  700000, 0.5, 0, 4676000, 0, -0.5,
];

test('a vessel’s log bounds its leaving by no frame on which its place is outside the picture or hidden', () => {
  const { doc, vessel } = threeDates();
  for (const [id, date] of [
    ['frm_2', '2023-12-02'],
    ['frm_3', '2024-01-02T02:00:00Z'],
  ] as const) {
    area(doc, id, 'examined');
    doc.put('frames', makeFrame(id, id, date));
  }
  expect(vesselLog(doc, vessel.id).stays[0]?.stay.leaving.by?.frameId).toBe('frm_2');
  area(doc, 'frm_2', 'obscured');
  expect(vesselLog(doc, vessel.id).stays[0]?.stay.leaving.by?.frameId).toBe('frm_3');
  const { georef, ...third } = makeFrame('frm_3', 'Elsewhere', '2024-01-02T02:00:00Z');
  if (!georef) throw new Error('no place');
  doc.put('frames', { ...third, georef: { ...georef, transform: FAR_EAST } });
  expect(vesselLog(doc, vessel.id).stays[0]?.stay.leaving.by).toBeNull();
});

test('a vessel’s log has a line for a way that no cargo ship makes, which says so', () => {
  const { doc, vessel } = threeDates();
  const { georef, ...third } = makeFrame('frm_3', 'Elsewhere', '2023-10-12T03:47:09Z');
  if (!georef) throw new Error('no place');
  doc.put('frames', { ...third, georef: { ...georef, transform: FAR_EAST } });
  shipOn(doc, 3, 'frm_3', 'ves_1');
  const [head = [], , second = []] = logRows(doc, [vessel]);
  expect(Number(second[head.indexOf('knots_least')])).toBeCloseTo(27, 0);
  expect(second[head.indexOf('leg_remark')]).toBe('more than a cargo ship makes');
});
