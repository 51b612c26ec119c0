/** What is said of frames that cannot be compared since one of them lies nowhere on the earth. */
import { expect, it } from 'vitest';
import { type AlignFrame, align } from '../../../src/workers/align-task';
import type { TaskContext } from '../../../src/workers/analysis-context';
import { frameOf } from '../edits/records';

const placed = frameOf('frm_placed', 's');
const bare = frameOf('frm_bare', 's', { georef: null, resolutionM: null });

const sideOf = ({ georef, pixelAspect, resolutionM, raster }: typeof placed): AlignFrame => ({
  picture: {
    key: 'one',
    source: { kind: 'blob', blob: new Blob(), name: 'one.tif' },
  },
  frame: { georef, pixelAspect, resolutionM, raster },
  signal: 'optical',
});

const context: TaskContext = {
  signal: new AbortController().signal,
  open: () => Promise.reject(new Error('There is no need to read what cannot be compared.')),
  checkpoint: async () => undefined,
};

it.each([
  ['the frame', placed, bare],
  ['the reference', bare, placed],
])(
  'names that as a reason where %s has no place, and what to do, before anything is read',
  async (_, reference, moving) => {
    const sides = { reference: sideOf(reference), moving: sideOf(moving) };
    const answer = await align({ ...sides, model: 'shift' }, context);
    expect(answer).toMatchObject({
      grid: null,
      placement: null,
      result: { kind: 'refused' },
    });
    expect(answer.result).toHaveProperty(
      'reason',
      expect.stringMatching(
        /one of them has no place on the earth\. Align by hand or by tie points/,
      ),
    );
  },
);
