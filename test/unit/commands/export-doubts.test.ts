/** What the export dialog says a sceptical reader would ask. */
import { expect, test } from 'vitest';
import { exportDoubts } from '../../../src/commands/project/export';
import { collectExport } from '../../../src/formats/collect';
import { followed } from '../edits/followed';

test('boxes that do not say who drew them, and dates that are missing or typed, are named before it goes out', () => {
  const { doc, a, b, c, boxes } = followed();
  const doubts = () => exportDoubts(collectExport(doc, { kind: 'project' }));
  expect(doubts()).toEqual([]);
  doc.put('boxes', { ...boxes.first, author: '' });
  doc.put('frames', { ...a, acquired: null });
  // Of an earlier version: no day of the calendar.
  const wrong = { value: '2023-09-31', precision: 'day', source: 'file_name', detail: '' } as const;
  doc.put('frames', { ...c, acquired: wrong });
  doc.put('frames', {
    ...b,
    acquired: { value: '2023-10-12', precision: 'day', source: 'analyst', detail: '' },
  });
  expect(doubts()).toEqual([
    '2 frames without a date.',
    '1 date typed by hand.',
    expect.stringMatching(/^1 box does not say who drew it: name the author/),
  ]);
});
