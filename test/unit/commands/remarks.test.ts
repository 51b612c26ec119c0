import { describe, expect, it } from 'vitest';
import { alreadyHere, groupRemarks } from '../../../src/commands/frames/remarks';

describe('remarks on opened files', () => {
  it('say a sentence once and name every file it holds for', () => {
    const place = 'It has no place.';
    expect(
      groupRemarks([
        { fileName: 'a.tif', sentence: place },
        { fileName: 'b.tif', sentence: 'Its clock may be wrong.' },
        { fileName: 'b.tif', sentence: place },
        { fileName: 'c.tif', sentence: place },
      ]),
    ).toEqual([
      'It has no place. That holds for 3 files: a.tif, b.tif, c.tif.',
      'b.tif: Its clock may be wrong.',
    ]);
    expect(groupRemarks([])).toEqual([]);
  });

  it('say of files that come a second time that nothing is wrong', () => {
    expect(alreadyHere(6, 6)).toBe(
      'All 6 files are in the project already, so nothing was added for them.',
    );
    expect(alreadyHere(2, 6)).toMatch(/^2 of 6 files are in the project already/);
  });
});
