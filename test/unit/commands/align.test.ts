import { describe, expect, it } from 'vitest';
import { handDraft } from '../../../src/commands/align/align-by-hand';
import { doubtSentence, fitTiePoints, tieSentence } from '../../../src/commands/frames/tie-points';
import {
  applyShift,
  type PlaneShift,
  planeCenter,
  UNALIGNED,
} from '../../../src/domain/geo/plane-shift';
import { toPlane } from '../../../src/domain/geometry/plane';
import type { TiePoint } from '../../../src/domain/model/alignment';
import { ownTransform, ownView, referenceView } from '../../../src/ui/align/hand-view';
import { frameOf } from '../edits/records';

const frame = frameOf('frm_own', 's');
const reference = frameOf('frm_ref', 's');

/** Both frames lie alike, so what is left is what was moved. */
const tie = (x: number, y: number, dx: number, dy: number): TiePoint => ({
  own: [x, y],
  reference: [x + dx, y + dy],
});

describe('tie points', () => {
  it('give the mean shift, with what is left of each as the residual', () => {
    const points = [tie(10, 20, 3, -4), tie(800, 30, 3, -4), tie(400, 700, 3, -1)];
    const found = fitTiePoints(frame, reference, points, 'shift');
    expect(found?.draft.shift[0]).toBeCloseTo(3, 4);
    expect(found?.draft.shift[1]).toBeCloseTo(-3, 4);
    // −1, −1 and 2 pixels: the root of their mean square.
    expect(found?.draft.residualPx).toBeCloseTo(Math.SQRT2, 4);
    expect(found?.draft.checks.map(({ residual }) => Math.round(residual[1]))).toEqual([-1, -1, 2]);
    expect(found?.draft.detail).toBe('3 tie points miss by 1.41 px (root mean square).');
  });

  it('claim no error as long as nothing checks them', () => {
    expect(
      fitTiePoints(frame, reference, [tie(10, 20, 3, -4)], 'shift')?.draft.residualPx,
    ).toBeNull();
    const two = [tie(10, 20, 3, -4), tie(800, 30, 3, -4)];
    expect(fitTiePoints(frame, reference, two, 'similarity')?.draft.residualPx).toBeNull();
    expect(fitTiePoints(frame, reference, two, 'shift')?.draft.residualPx).toBeCloseTo(0, 6);
  });

  it('give nothing where they are too few or lie in one place, and say so', () => {
    const one = [tie(10, 20, 3, -4)];
    expect(fitTiePoints(frame, reference, [], 'shift')).toBeNull();
    expect(fitTiePoints(frame, reference, one, 'similarity')).toBeNull();
    const same = [...one, ...one];
    expect(fitTiePoints(frame, reference, same, 'similarity')).toBeNull();
    expect(tieSentence(2, 'similarity', null)).toMatch(/lie in one place/);
  });

  it('say which point is the wrong one, where the others fit far better without it', () => {
    const right = [tie(10, 20, 3, -4), tie(800, 30, 3, -4), tie(60, 700, 3, -4)];
    const clicked = right.map(({ own, reference }, i): TiePoint => {
      const [x, y] = reference;
      return { own, reference: [x + 0.4 * (i % 2), y - 0.3 * (i % 2)] };
    });
    const wrong = [...clicked.slice(0, 2), tie(500, 400, 33, -4), ...clicked.slice(2)];
    const shift = fitTiePoints(frame, reference, wrong, 'shift');
    expect(shift?.doubtful?.index).toBe(2);
    expect(doubtSentence(shift, [1, 2, 5, 6])).toMatch(
      /^Without point 5 the others miss by 0\.2\d px/,
    );
    expect(doubtSentence(fitTiePoints(frame, reference, clicked, 'shift'), [1, 2, 3])).toBe('');
    // Three points and four unknowns that leave two over: leaving any one out, the others fit exactly.
    const few = [...right.slice(0, 2), tie(500, 400, 33, -4)];
    expect(fitTiePoints(frame, reference, few, 'similarity')?.doubtful).toBeNull();
    expect(
      fitTiePoints(frame, reference, [...wrong, tie(300, 90, 3, -4)], 'similarity')?.doubtful
        ?.index,
    ).toBe(2);
  });

  it('stretch where that is asked for, from four points that are not in one line', () => {
    // Rows as they are, columns 2 % farther apart.
    const wide = (x: number, y: number) => tie(x, y, 0.02 * x, 0);
    const points = [wide(100, 50), wide(1900, 90), wide(1500, 1900), wide(200, 1700)];
    const found = fitTiePoints(frame, reference, points, 'affine');
    expect(found?.draft).toMatchObject({ kind: 'affine', method: 'tie_points' });
    expect(found?.draft.stretch?.ratio).toBeCloseTo(1.02, 6);
    expect(found?.draft.scale).toBeCloseTo(Math.sqrt(1.02), 6);
    expect(found?.draft.residualPx).toBeLessThan(1e-3);
    expect(fitTiePoints(frame, reference, points, 'similarity')?.draft.residualPx).toBeGreaterThan(
      8,
    );
    // Three would fit exactly, however wrong one of them is.
    expect(fitTiePoints(frame, reference, points.slice(1), 'affine')).toBeNull();
    expect(tieSentence(3, 'affine', null)).toMatch(/^Four points/);
    const line = [0, 1, 2, 3].map((i) => wide(100 * i, 200 * i));
    expect(fitTiePoints(frame, reference, line, 'affine')).toBeNull();
    expect(tieSentence(4, 'affine', null)).toMatch(/in one line/);
  });

  it('give nothing where only one of the frames has a place', () => {
    const loose = { ...frame, georef: null };
    expect(fitTiePoints(loose, reference, [tie(1, 2, 0, 0)], 'shift')).toBeNull();
  });
});

/** The six numbers of a CSS matrix. */
const matrixOf = (css: string) => /^matrix\((.*)\)$/.exec(css)?.[1]?.split(',').map(Number) ?? [];

describe('the window in which a frame is laid by hand', () => {
  const view = { middle: [300, 200], step: 0.5, width: 500, height: 360 } as const;
  const by = { shift: [4, -7] as [number, number], rotation: 0.02, scale: 1.01 };

  it('shows what the frame has in the middle when it is laid so', () => {
    const own = ownView(frame, by, view);
    const [u, v] = applyShift(by, planeCenter(frame), own.center);
    expect(u).toBeCloseTo(300, 9);
    expect(v).toBeCloseTo(200, 9);
    const [a, b, c, d, x, y] = matrixOf(ownTransform(frame, { ...by, shift: [5, -7] }, own, view));
    // Columns of the matrix, as CSS has them.
    const [cos, sin] = [1.01 * Math.cos(0.02), 1.01 * Math.sin(0.02)];
    for (const [number, wanted] of [
      [a, cos],
      [b, sin],
      [c, -sin],
      [d, cos],
      [x, 2],
      [y, 0],
    ])
      expect(number).toBeCloseTo(wanted ?? Number.NaN, 9);
  });

  it('stretches it as it is laid: along the diagonal here', () => {
    const stretch = { ratio: 1.21, axis: Math.PI / 4 };
    const own = ownView(frame, { ...by, stretch }, view);
    const laid = { shift: [0, 0] as [number, number], rotation: 0, scale: 1, stretch };
    const draftOf = (by: PlaneShift) =>
      handDraft({ frame, reference, by }, { unmeasured: 'cancelled.' });
    const [a = 0, b = 0, c = 0, d = 0] = matrixOf(ownTransform(frame, laid, own, view));
    // (1, 1) grows by √1.21, (1, −1) shrinks by as much.
    expect([a + c, b + d].map((n) => n.toFixed(9))).toEqual(['1.100000000', '1.100000000']);
    expect(a - c).toBeCloseTo(1 / 1.1, 9);
    expect(draftOf(laid)).toMatchObject({ kind: 'affine', stretch });
    const still = { ...UNALIGNED, shift: laid.shift };
    expect(draftOf(still)).not.toHaveProperty('stretch');
  });

  it('shows the reference’s same ground at the same size', () => {
    const half = {
      ...reference,
      pixelAspect: 1,
      raster: { ...reference.raster, width: 50, height: 40 },
    };
    const seen = referenceView(frame, reference, view);
    expect(seen?.step).toBeCloseTo(0.5, 6);
    expect(seen?.center[0]).toBeCloseTo(toPlane([300, 200], 1)[0], 4);
    expect(referenceView({ ...frame, georef: null }, half, view)).toBeNull();
  });
});
