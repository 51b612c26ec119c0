import { expect, test } from 'vitest';
import { fileName } from '../../../src/domain/file-name';

test('a file is named by letters and digits of any script, and by no more than systems take', () => {
  expect(fileName('Najin, autumn 2023: frame', 'geojson')).toBe('najin-autumn-2023-frame.geojson');
  expect(fileName('<b>나진항</b> / Порт “3”', 'csv')).toBe('b-나진항-b-порт-3.csv');
  expect(fileName('../..\\con', 'csv')).toBe('con.csv');
  expect(fileName('🚢 ⚓', 'csv')).toBe('quaymark.csv');
  // Letters of four bytes, and a vowel sign that belongs to its letter.
  expect(fileName('𠮷'.repeat(500), 'csv')).toBe(`${'𠮷'.repeat(60)}.csv`);
  expect(new TextEncoder().encode(fileName('𠮷'.repeat(500), 'csv')).length).toBeLessThan(256);
  expect(fileName('हिंदी', 'csv')).toBe('हिंदी.csv');
  expect(fileName(`${'a'.repeat(59)} b`, 'csv')).toBe(`${'a'.repeat(59)}.csv`);
});
