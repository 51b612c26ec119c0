import { describe, expect, test } from 'vitest';
import {
  fileSaid,
  readTime,
  timeParts,
  whenceText,
} from '../../../src/domain/acquisition/typed-time';
import type { Acquisition } from '../../../src/domain/model/frame';

const READ: Acquisition = {
  value: '2023-10-12T01:47:09.250Z',
  precision: 'instant',
  source: 'gdal_metadata',
  detail: 'ACQUISITIONDATETIME=2023-10-12T01:47:09Z',
};

const NOW = '2026-11-27T10:00:00Z';

describe('a time of acquisition that is typed', () => {
  test('becomes the analyst’s and keeps what the file said, also the second time', () => {
    const first = readTime({ date: '2023-10-13', time: '2:05', dayOnly: false }, READ, NOW);
    expect(first).toMatchObject({
      ok: true,
      value: { value: '2023-10-13T02:05:00Z', precision: 'instant', source: 'analyst' },
    });
    const acquired = first.ok ? first.value : null;
    const second = readTime({ date: '2023-10-14', time: '', dayOnly: false }, acquired, NOW);
    expect(second).toMatchObject({ value: { value: '2023-10-14', precision: 'day' } });
    expect(fileSaid(second.ok ? second.value : null)).toBe(
      'The file says: ACQUISITIONDATETIME=2023-10-12T01:47:09Z (metadata of the file).',
    );
  });

  test('is not said to have been read from the file, which may have said another or none', () => {
    const typed = readTime({ date: '2023-10-13', time: '', dayOnly: true }, READ, NOW);
    const acquired = typed.ok ? typed.value : null;
    expect(acquired && whenceText(acquired)).toBe(
      'Set by the analyst. The file says: ACQUISITIONDATETIME=2023-10-12T01:47:09Z (metadata of the file).',
    );
    expect(fileSaid(null)).toBe('No time that the file says is on record.');
  });

  test('is taken apart for the fields without the parts of a second', () => {
    expect(timeParts(READ)).toEqual({ date: '2023-10-12', time: '01:47:09', dayOnly: false });
    expect(timeParts(null)).toEqual({ date: '', time: '', dayOnly: false });
  });

  test('takes no date for no time, and the day alone where only that is known', () => {
    expect(readTime({ date: ' ', time: '10:00', dayOnly: false }, READ, NOW)).toEqual({
      ok: true,
      value: null,
    });
    expect(readTime({ date: '2023-10-12', time: '10:00', dayOnly: true }, READ, NOW)).toMatchObject(
      {
        value: { value: '2023-10-12', precision: 'day' },
      },
    );
  });

  test.each([
    ['2023-02-30', '10:00'],
    ['12.10.2023', '10:00'],
    ['2023-10-12', '24:00'],
    ['2023-10-12', '10:60'],
    ['2023-10-12', 'noon'],
    ['2023-99-99', '10:00'],
    ['2032-10-12', '10:00'],
  ])('says what is wrong with %s %s', (date, time) => {
    expect(readTime({ date, time, dayOnly: false }, READ, NOW)).toMatchObject({ ok: false });
  });
});
