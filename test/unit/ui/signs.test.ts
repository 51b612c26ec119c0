/** Names and numbers along a drawing of time do not lie over one another. */
import { describe, expect, test } from 'vitest';
import { besideMarks, overBars, widthOf } from '../../../src/ui/log/signs';

const LONG = 'Port of Long Beach and Los Angeles, outer anchorages';

/** From where to where each is drawn. */
function spans(signs: ReturnType<typeof besideMarks>) {
  return signs
    .filter(({ text }) => text !== '')
    .map(({ at, text, anchor }) =>
      anchor === 'start' ? [at, at + widthOf(text)] : [at - widthOf(text), at],
    );
}

function expectApart(all: readonly (readonly number[])[]): void {
  for (const [i, [left = 0]] of all.entries()) {
    if (i > 0) expect(left).toBeGreaterThanOrEqual(all[i - 1]?.[1] ?? 0);
  }
}

describe('names beside marks', () => {
  test('a long name ends before the next mark, and what is too short to be read is left out', () => {
    const signs = [10, 90, 100, 300].map((at, i) => ({ at, text: i % 2 ? 'San Diego' : LONG }));
    const placed = besideMarks(signs, 420);
    expect(placed.map(({ text }) => text)).toEqual([
      expect.stringMatching(/^Port of Lo.*…$/),
      '',
      expect.stringMatching(/^Port of Long Beach and Los Ang.*…$/),
      'San Diego',
    ]);
    expectApart(spans(placed));
  });

  test('at the right edge the last name stands before its mark, and not over the one before', () => {
    const placed = besideMarks(
      [
        { at: 100, text: 'Najin' },
        { at: 400, text: 'Dunai anchorage' },
      ],
      420,
    );
    expect(placed[1]).toEqual({ at: 400, text: 'Dunai anchorage', anchor: 'end' });
    const near = besideMarks(
      [
        { at: 340, text: 'Najin' },
        { at: 400, text: 'Dunai anchorage' },
      ],
      420,
    );
    expectApart(spans(near));
  });
});

describe('numbers over bars', () => {
  const bars = (places: readonly number[]) =>
    places.map((at) => ({ at, text: '4 or more', short: '4+' }));

  test('in full where there is room for all', () => {
    expect(overBars(bars([0, 60, 130]))).toEqual(['4 or more', '4 or more', '4 or more']);
  });

  test('all in short where there is not, and none where not even that fits', () => {
    expect(overBars(bars([0, 30, 35, 130]))).toEqual(['4+', '4+', '', '4+']);
  });
});
