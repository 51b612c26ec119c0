import { describe, expect, test } from 'vitest';
import { readCount, readRange } from '../../../src/domain/listing/shared-value';
import { parsePlace } from '../../../src/domain/search/coordinates';
import { fuzzyMatch } from '../../../src/domain/search/fuzzy';

describe('fuzzy search', () => {
  const best = (query: string, texts: readonly string[]) =>
    texts
      .map((text) => ({ text, score: fuzzyMatch(query, text)?.score ?? Number.NEGATIVE_INFINITY }))
      .filter(({ score }) => Number.isFinite(score))
      .sort((a, b) => b.score - a.score)
      .map(({ text }) => text);

  test('puts beginnings before the middles of words, and drops what does not match', () => {
    const texts = ['Change keys', 'Angara', 'Set angle', 'Zoom in'];
    expect(best('ang', texts)).toEqual(['Angara', 'Set angle', 'Change keys']);
  });

  test('finds by the first letters of words, and by words in any order', () => {
    expect(best('zts', ['Zoom to selection', 'Zoom in'])).toEqual(['Zoom to selection']);
    expect(best('box delete', ['Delete box', 'Delete frame'])).toEqual(['Delete box']);
  });

  test('gives up a word of like letters as soon as a short one', () => {
    const began = performance.now();
    expect(fuzzyMatch(`${'a'.repeat(14)}b`, 'a '.repeat(28))).toBeNull();
    expect(performance.now() - began).toBeLessThan(1000);
    expect(fuzzyMatch('aab', 'a ab a b')?.marks).toEqual([0, 2, 3]);
  });

  test('marks the letters that matched', () => {
    expect(fuzzyMatch('ang', 'Set angle')?.marks).toEqual([4, 5, 6]);
  });
});

describe('places as people write them', () => {
  test.each([
    ['42.235, 130.296', [130.296, 42.235]],
    ['42.23518° N 130.29264° E', [130.29264, 42.23518]],
    ['130.296 E 42.235 N', [130.296, 42.235]],
    ['S 33.86 W 151.21', [-151.21, -33.86]],
    ['−33.86 151.21', [151.21, -33.86]],
    [`42°14'06"N 130°17'46"E`, [130.296111, 42.235]],
    // echo 130.29264 42.23518 | gdaltransform -s_srs EPSG:4326 -t_srs EPSG:32652: 606659.17 4676697.33.
    ['52T FM 06659 76697', [130.29264, 42.23518]],
  ])('%s', (text, [lon = 0, lat = 0]) => {
    const place = parsePlace(text);
    expect(place?.[0]).toBeCloseTo(lon, 4);
    expect(place?.[1]).toBeCloseTo(lat, 4);
  });

  test('keeps the sign of less than a degree, which is on its zero', () => {
    expect(parsePlace(`51°30', -0°7'`)?.[0]).toBeCloseTo(-7 / 60, 9);
    expect(parsePlace('−0°30′ 9°12′')?.[1]).toBeCloseTo(-0.5, 9);
  });

  test.each([
    '',
    '42',
    `42°75'N 130°E`,
    `42°5'60"N 130°E`,
    '95, 10',
    '1, 2, 3',
    'Najin',
    '52T FM 066 7669',
    '10 N 20 N',
  ])('does not take "%s" for a place', (text) => {
    expect(parsePlace(text)).toBeNull();
  });
});

describe('counts as they are typed', () => {
  test('reads whole numbers and nothing, and says what is wrong', () => {
    expect(readCount(' 1 204 ')).toEqual({ ok: true, value: 1204 });
    expect(readCount('')).toEqual({ ok: true, value: null });
    expect(readCount('-3').ok).toBe(false);
    expect(readCount('4.5')).toMatchObject({ problem: expect.stringContaining('"4.5"') });
  });

  test('wants least ≤ best ≤ most where they are given', () => {
    expect(readRange({ min: '38', best: '', max: '52' })).toMatchObject({
      value: { min: 38, best: null, max: 52 },
    });
    expect(readRange({ min: '60', best: '46', max: '' })).toMatchObject({
      problem: 'The least (60) is above the best (46).',
    });
    expect(readRange({ min: '', best: '60', max: '52' }).ok).toBe(false);
    expect(readRange({ min: '60', best: '', max: '52' }).ok).toBe(false);
  });
});
