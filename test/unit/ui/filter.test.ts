import { describe, expect, test } from 'vitest';
import { makeFrameGeo } from '../../../src/domain/geo/frame-geo';
import { completeFilter } from '../../../src/domain/listing/complete';
import { parseFilter } from '../../../src/domain/listing/filter';
import { RowIndex } from '../../../src/domain/listing/row-index';
import { FrameId } from '../../../src/domain/model/ids';
import { type BoxDraft, makeBox, smallProject } from './support';

const BOXES: readonly BoxDraft[] = [
  {
    number: 1,
    length: 244,
    attributes: {
      activity: 'alongside',
      berth: 'Pier 2, south face',
      containers: { min: 38, best: 46, max: 52 },
      likelihood: 'very_likely',
    },
  },
  { number: 2, classNumber: 2, length: 310, attributes: { activity: 'ship_to_ship' } },
  { number: 3, classNumber: 3, length: 24, bowKnown: false, frame: 'frm_2' },
  { number: 14, frame: 'frm_2', attributes: { likelihood: 'unlikely', notes: 'Red deck' } },
];

function found(text: string): number[] {
  const tables = smallProject();
  for (const draft of BOXES) tables.put('boxes', makeBox(draft));
  const index = new RowIndex(tables);
  const sort = { key: 'number', descending: false } as const;
  index.configure({ frameId: null, filter: parseFilter(text), sort, grouped: false });
  return index.groups.flatMap((group) => group.rows.map(({ row }) => row.box.number));
}

describe('the filter of the list', () => {
  test.each([
    ['', [1, 2, 3, 14]],
    ['14', [14]],
    ['TANKER', [2]],
    ['red deck', [14]],
    ['"pier 2" alongside', [1]],
    ['"ship to ship"', [2]],
    ['activity:alongside', [1]],
    ['activity:ship_to', [2]],
    ['-activity:alongside', [2, 3, 14]],
    ['activity:none', [3, 14]],
    ['berth:none class:cargo', [14]],
    ['containers>40', [1]],
    ['containers>46', []],
    ['length > 121', [1, 2]],
    // 244 pixels of half a metre are 122.0 m on the map, and about 0.04 % less on the ground.
    ['length:122', [1]],
    ['length:90..130', [1, 14]],
    ['class="container stack"', [3]],
    ['likelihood>=likely', [1]],
    ['likelihood<likely', [14]],
    ['frame:winter', [3, 14]],
    ['site:najin date<=2023-10', [1, 2]],
    ['date:2023-12-02', [3, 14]],
    ['date:2023-10-12t01:47z', [1, 2]],
    ['date:2023-10-12t01:47:09Z', [1, 2]],
    ['date<=2023-10-12t01:46z', []],
    ['date<2023-12-02t10:00', [1, 2]],
    ['bow:no', [3]],
    ['length>', [1, 2, 3, 14]],
    ['cargo_work:none', [1, 2, 3, 14]],
  ])('%s', (text, numbers) => {
    expect(found(text)).toEqual(numbers);
  });

  test.each([
    ['colour:red', /no field "colour"/],
    ['length>long', /compared with a number/],
    ['activity:flying', /no value of "activity"/],
    ['date>yesterday', /compared with a date/],
  ])('says what is wrong with %s and shows all', (text, sentence) => {
    expect(parseFilter(text).problems.join()).toMatch(sentence);
    expect(found(text)).toHaveLength(4);
  });
});

test('a heading is found as the list shows it, all round the circle', () => {
  const tables = smallProject();
  const frame = tables.get('frames', FrameId.parse('frm_1'));
  const draw = (number: number, bowKnown: boolean, wanted: number) => {
    const box = makeBox({ number, bowKnown });
    const east = frame && makeFrameGeo(frame)?.boxMeasures(box.geometry);
    const angle = ((wanted - (east?.headingDeg ?? 0)) * Math.PI) / 180;
    tables.put('boxes', { ...box, geometry: { ...box.geometry, angle } });
  };
  draw(1, true, 359.7);
  draw(2, true, 0.3);
  draw(3, false, 179.7);
  draw(4, true, 179.7);
  const index = new RowIndex(tables);
  const sort = { key: 'number', descending: false } as const;
  const numbers = (text: string) => {
    index.configure({ frameId: null, filter: parseFilter(text), sort, grouped: false });
    return index.groups.flatMap((group) => group.rows.map(({ row }) => row.box.number));
  };
  expect(numbers('heading:0')).toEqual([1, 2, 3]);
  expect(numbers('heading:180')).toEqual([4]);
  expect(numbers('heading>359')).toEqual([1]);
});

describe('completions of the filter', () => {
  const words = { classes: ['cargo ship', 'tanker'], frames: ['Pier in autumn'], sites: ['Najin'] };
  const offered = (text: string) => completeFilter(text, text.length, words);

  test('offers fields, then values, and quotes what has spaces', () => {
    expect(offered('act').map((c) => c.text)).toEqual(['activity:']);
    expect(offered('tanker len').map((c) => [c.text, c.from])).toEqual([['length>', 7]]);
    expect(offered('activity:dry').map((c) => c.text)).toEqual(['activity:dry_dock ']);
    expect(offered('class:c').map((c) => c.text)).toEqual(['class:"cargo ship" ']);
    expect(offered('x -frame:"pier in').map((c) => c.text)).toEqual(['frame:"Pier in autumn" ']);
    expect(offered('nothing:')).toEqual([]);
  });
});
