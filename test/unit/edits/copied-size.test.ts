/** A box that is copied onto another date has its origin's size, which was not measured there. */
import { expect, test } from 'vitest';
import { duplicateBoxes, setGeometry } from '../../../src/domain/edits/box-edits';
import { createdBoxIds } from '../../../src/domain/edits/edit-parts';
import { pasteBoxes } from '../../../src/domain/edits/paste-edit';
import type { Box } from '../../../src/domain/model/box';
import { logRows } from '../../../src/domain/tracks/log-table';
import { followed } from './followed';
import { CONTEXT } from './records';

test('a copy says that its size was not measured there, until it is', () => {
  const { doc } = followed();
  const [ship] = [...doc.all('boxes')];
  const from = ship && doc.get('frames', ship.frameId);
  const to = [...doc.all('frames')].find(({ id }) => id !== ship?.frameId);
  if (!from || !to) throw new Error('there are a box and two frames');
  expect(ship.sizeCopied).toBeUndefined();
  const paste = pasteBoxes(doc, CONTEXT, { boxes: [ship], from, to });
  const [id] = createdBoxIds(paste.edit);
  doc.apply(paste.edit.patches);
  const copy = () => {
    const box = id && doc.get('boxes', id);
    if (!box) throw new Error('the copy is there');
    return box;
  };
  const place = (changes: Partial<Box['geometry']>) => {
    const { id: of, geometry } = copy();
    const changed = { id: of, geometry: { ...geometry, ...changes } };
    doc.apply(setGeometry(doc, CONTEXT, { changes: [changed] }).patches);
  };
  expect(copy().sizeCopied).toBe(true);
  const [vessel] = [...doc.all('vessels')];
  if (!vessel || !ship.link) throw new Error('the ship is a vessel');
  doc.put('boxes', { ...copy(), link: { ...ship.link, vesselId: vessel.id } });
  const told = () => {
    const [head = [], ...rows] = logRows(doc, [vessel]);
    const at = (name: string) => head.indexOf(name);
    return rows.find((row) => row[at('box_number')] === String(copy().number))?.[at('size_copied')];
  };
  expect(told()).toBe('true');
  place({ x: copy().geometry.x + 3, angle: 1 });
  expect(copy().sizeCopied).toBe(true);
  place({ length: copy().geometry.length + 1 });
  expect(copy()).not.toHaveProperty('sizeCopied');
  expect(told()).toBe('false');
});

test('a box that is doubled beside itself says so too', () => {
  const { doc } = followed();
  const [ship] = [...doc.all('boxes')];
  if (!ship) throw new Error('there is a box');
  const edit = duplicateBoxes(doc, CONTEXT, { ids: [ship.id] });
  const [id] = createdBoxIds(edit);
  doc.apply(edit.patches);
  expect(id && doc.get('boxes', id)?.sizeCopied).toBe(true);
  expect(doc.get('boxes', ship.id)).not.toHaveProperty('sizeCopied');
});
