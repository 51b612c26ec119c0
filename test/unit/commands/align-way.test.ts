/** What a way over another frame says of itself, or why none is taken. */
import { expect, it } from 'vitest';
import { foundBy } from '../../../src/commands/align/align-way';
import type { Way } from '../../../src/domain/registration/network';
import type { AlignResult } from '../../../src/domain/registration/result';
import { frameOf } from '../edits/records';

const [reference, frame, winter] = ['frm_ref', 'frm_own', 'frm_winter'].map((id) =>
  frameOf(id, 's'),
);
if (!reference || !frame || !winter) throw new Error('three frames');

const way = (residualPx: number, over: typeof winter | null): Way<typeof winter> => ({
  placement: {
    ...{ kind: 'shift', shift: [2, 0], rotation: 0, scale: 1, shiftM: null, residualPx },
    ...{ checks: [], detail: '13 of 28 windows agree within 0.48 pixel' },
  },
  bridge: over && { frame: over, residuals: [1.16, 0.92] },
});

const refused: AlignResult = {
  ...{ kind: 'refused', cause: 'disagreement', windows: [] },
  reason: 'Could not align: the places compared disagree.',
};

it('names the frame that it goes over, how it was known then, and how the loop closes', () => {
  const loop = { gap: 0.846, allowed: 2.42, other: way(1.92, null) };
  const routed = { kind: 'laid', way: way(1.48, winter), loop, against: 1 } as const;
  const { draft } = foundBy(frame, reference, routed, 1);
  expect(draft).toMatchObject({ method: 'automatic', residualPx: 1.48, loopPx: 0.846 });
  expect(draft?.via).toBe('"Frame frm_winter" of 12 Oct 2023');
  expect(draft?.detail).toBe(
    'Nine places of ten within 1.48 px (1.16 px on that frame, 0.92 px from it to the reference). Directly (within 1.92 px) it comes to lie 0.85 px off: the errors of both allow 2.42 px. 1 more led elsewhere and was outvoted',
  );
});

it('says of the direct way what its windows said, and by what it is confirmed', () => {
  const direct = way(1.1, null);
  const bare = foundBy(frame, reference, { kind: 'laid', way: direct, loop: null, against: 0 }, 1);
  expect(bare.draft?.detail).toBe('13 of 28 windows agree within 0.48 pixel of 1.0 m');
  expect(bare.draft).not.toHaveProperty('via');
  expect(bare.draft).not.toHaveProperty('loopPx');
  const loop = { gap: 0.3, allowed: 1.7, other: way(1.3, winter) };
  const both = foundBy(frame, reference, { kind: 'laid', way: direct, loop, against: 0 }, null);
  expect(both.draft?.detail).toMatch(/pixel\. By way of "Frame frm_winter" .* lie 0\.30 px off/);
  expect(both.draft).not.toHaveProperty('via');
});

it('lays nothing by a way that nothing confirms, or by one of two that come to different places', () => {
  const alone = { kind: 'alone', result: refused, way: way(1.48, winter) } as const;
  const single = foundBy(frame, reference, alone, 1);
  expect(single).toMatchObject({ draft: null });
  expect(single.draft === null && single.reason).toMatch(
    /^Could not align: the places compared disagree\. Only by way of "Frame frm_winter" .* 2\.00 px right, .*which nothing confirms\.$/,
  );
  const loop = { gap: 9, allowed: 2.42, other: way(1.92, null) };
  const open = foundBy(frame, reference, { kind: 'open', way: way(1.48, winter), loop }, 1);
  expect(open.draft === null && open.reason).toMatch(
    /by way of "Frame frm_winter" .* and directly it comes to lie in two places 9\.00 px apart, more than the errors of both allow \(2\.42 px\)/,
  );
  const none = foundBy(frame, reference, { kind: 'refused', result: refused }, 1);
  expect(none).toMatchObject({ draft: null, reason: refused.reason });
});
