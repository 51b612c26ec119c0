import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Tables } from '../../../src/domain/edits/apply';
import { parseFilter } from '../../../src/domain/listing/filter';
import { Lines } from '../../../src/domain/listing/lines';
import { RowIndex, type RowQuery } from '../../../src/domain/listing/row-index';
import { SORT_KEYS } from '../../../src/domain/listing/sort';
import type { Box } from '../../../src/domain/model/box';
import { BoxId, ClassId, FrameId } from '../../../src/domain/model/ids';
import { type BoxDraft, makeBox, smallProject } from './support';

const query = (text = '', rest: Partial<RowQuery> = {}): RowQuery => ({
  frameId: null,
  filter: parseFilter(text),
  sort: { key: 'number', descending: false },
  grouped: true,
  ...rest,
});

function projectWith(...drafts: BoxDraft[]): Tables {
  const tables = smallProject();
  for (const draft of drafts) tables.put('boxes', makeBox(draft));
  return tables;
}

function indexed(tables: Tables, asked: RowQuery): RowIndex {
  const index = new RowIndex(tables);
  index.configure(asked);
  return index;
}

const numbers = (index: RowIndex) =>
  index.groups.map((group) => group.rows.map(({ row }) => row.box.number));

describe('rows of the list of boxes', () => {
  test('are grouped by class in the order of the classes, by number within', () => {
    const tables = projectWith(
      { number: 3, classNumber: 2 },
      { number: 2 },
      { number: 1 },
      { number: 4, classNumber: 3, frame: 'frm_2' },
    );
    expect(numbers(indexed(tables, query()))).toEqual([[1, 2], [3], [4]]);
    const frame = indexed(tables, query('', { frameId: FrameId.parse('frm_1') }));
    expect(numbers(frame)).toEqual([[1, 2], [3]]);
    expect(frame.total).toBe(3);
  });

  test('sort by length and put what is not known last in both directions', () => {
    const tables = projectWith(
      { number: 1, length: 100 },
      { number: 2, length: 300 },
      { number: 3, length: 200 },
    );
    const sort = { key: 'length', descending: true } as const;
    expect(numbers(indexed(tables, query('', { sort, grouped: false })))).toEqual([[2, 3, 1]]);
    tables.put('boxes', makeBox({ number: 2, attributes: { likelihood: 'likely' } }));
    tables.put('boxes', makeBox({ number: 3, attributes: { likelihood: 'very_likely' } }));
    for (const [descending, order] of [
      [false, [2, 3, 1]],
      [true, [3, 2, 1]],
    ] as const) {
      const asked = query('', { sort: { key: 'likelihood', descending } });
      expect(numbers(indexed(tables, asked))).toEqual([order]);
    }
  });

  test('follow changes one by one to the same result as a fresh start', () => {
    const draft = fc.record({
      number: fc.integer({ min: 1, max: 12 }),
      classNumber: fc.integer({ min: 1, max: 3 }),
      frame: fc.constantFrom('frm_1', 'frm_2'),
      length: fc.integer({ min: 10, max: 400 }),
      gone: fc.boolean(),
    });
    const asked = fc.record({
      text: fc.constantFrom('', 'length>60', 'tanker', '-class:tanker', 'frame:winter'),
      key: fc.constantFrom(...SORT_KEYS),
      descending: fc.boolean(),
      grouped: fc.boolean(),
    });
    fc.assert(
      fc.property(
        asked,
        fc.array(draft, { maxLength: 40 }),
        ({ text, key, descending, grouped }, steps) => {
          const tables = smallProject();
          const wanted = query(text, { sort: { key, descending }, grouped });
          const index = indexed(tables, wanted);
          for (const { gone, ...step } of steps) {
            const made = makeBox(step);
            const before: Box | null = tables.get('boxes', made.id) ?? null;
            const after = gone ? null : made;
            if (!before && !after) continue;
            const patches = [{ table: 'boxes', id: made.id, before, after } as const];
            tables.apply(patches);
            index.apply(patches);
          }
          const fresh = indexed(tables, wanted);
          expect(numbers(index)).toEqual(numbers(fresh));
          expect(index.shown).toBe(fresh.shown);
        },
      ),
    );
  });

  test('say a renamed class at once', () => {
    const tables = projectWith({ number: 1 });
    const index = indexed(tables, query('bulker'));
    expect(index.shown).toBe(0);
    const before = tables.get('classes', ClassId.parse('cls_1')) ?? null;
    const after = before && { ...before, name: 'Bulker' };
    const patches = [{ table: 'classes', id: ClassId.parse('cls_1'), before, after } as const];
    tables.apply(patches);
    index.apply(patches);
    expect(index.shown).toBe(1);
  });
});

describe('lines of the list', () => {
  test('count headings and the rows of open groups, and find every row again', () => {
    const tables = projectWith(
      { number: 1 },
      { number: 2 },
      { number: 3, classNumber: 2 },
      { number: 4, classNumber: 3 },
    );
    const index = indexed(tables, query());
    const lines = new Lines(index.groups, new Set([ClassId.parse('cls_2')]));
    expect(lines.count).toBe(6);
    const seen = Array.from({ length: lines.count }, (_, i) => {
      const line = lines.at(i);
      return line?.kind === 'row' ? line.entry.row.box.number : line?.boxClass.boxClass.name;
    });
    expect(seen).toEqual(['cargo ship', 1, 2, 'tanker', 'container stack', 4]);
    expect(lines.at(6)).toBeNull();
    expect(lines.indexOf(index.entryOf(BoxId.parse('box_000004')))).toBe(5);
    expect(lines.indexOf(index.entryOf(BoxId.parse('box_000003')))).toBe(-1);
    expect(lines.between(5, 1)).toEqual(['box_000001', 'box_000002', 'box_000004']);
  });
});
