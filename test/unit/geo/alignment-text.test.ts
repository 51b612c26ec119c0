import { describe, expect, it } from 'vitest';
import {
  alignedText,
  changesText,
  laidText,
  methodText,
  offsetsText,
  ownPlaceText,
  pairLying,
  pixelsText,
  referenceText,
  residualText,
  stretchText,
  turnText,
} from '../../../src/domain/geo/alignment-text';
import type { Alignment } from '../../../src/domain/model/alignment';
import { frameOf, NOW } from '../edits/records';

const laid: Alignment = {
  referenceId: frameOf('frm_a', 's').id,
  method: 'automatic',
  kind: 'shift',
  shift: [-8.4, -5.4],
  rotation: 0,
  scale: 1,
  shiftM: { east: -4.2, north: 2.7 },
  residualPx: 0.12,
  checks: [],
  tiePoints: [],
  detail: '',
  author: '',
  at: NOW,
};

describe('an alignment in words', () => {
  it('says by what and over which other frame the picture was laid', () => {
    expect(methodText(laid)).toBe('Automatic');
    const via = '"Najin, December 2023" of 5 Dec 2023';
    expect(methodText({ ...laid, via })).toBe(`Automatic, by way of ${via}`);
  });

  it('says of a frame without georeferencing nothing that only others have', () => {
    const placed = frameOf('frm_a', 's');
    const loose = { ...placed, georef: null };
    expect(ownPlaceText(placed)).toMatch(/lies where its own georeferencing puts it/);
    expect(ownPlaceText(loose)).toBe(
      'Not aligned: without georeferencing, its first pixel lies on the reference’s first.',
    );
    expect(changesText(placed)).toMatch(/only where they lie on the earth follows/);
    expect(changesText(loose)).toMatch(/only where they lie on the reference follows/);
    expect(referenceText(placed, [{}])).toBe(
      'This frame is the reference: it lies where its own georeferencing puts it. 0 of 1 others are laid on it.',
    );
    expect(referenceText(loose, [{ alignment: laid }, {}])).toBe(
      'This frame is the reference: it has no georeferencing, and the others are laid on its pixels. 1 of 2 others is laid on it.',
    );
    for (const text of [ownPlaceText(loose), changesText(loose), referenceText(loose, [])]) {
      expect(text).not.toMatch(/its own georeferencing|on the earth/);
    }
  });

  it('says which way the picture is moved', () => {
    expect(pixelsText(laid)).toBe('8.40 px left, 5.40 px up');
    expect(pixelsText({ shift: [0.1, 2] })).toBe('0.10 px right, 2.00 px down');
    expect(offsetsText(laid)).toBe('8.40 px left, 5.40 px up (4.20 m west, 2.70 m north)');
    expect(offsetsText({ ...laid, shiftM: null })).toBe('8.40 px left, 5.40 px up');
  });

  it('names an error only where one was measured', () => {
    expect(alignedText(laid)).toBe('Aligned, ±0.1 px');
    expect(alignedText({ ...laid, residualPx: 0.02 })).toBe('Aligned, ±0.1 px');
    expect(residualText(0.12)).toBe('±0.12 px');
    expect(residualText(0.001)).toBe('±0.01 px');
    expect(alignedText({ ...laid, method: 'manual', residualPx: null })).toBe('Aligned by hand');
    expect(alignedText({ ...laid, method: 'tie_points', residualPx: null })).toBe(
      'Aligned, not checked',
    );
  });

  it('says the turn of a similarity alone', () => {
    expect(turnText(laid)).toBeNull();
    const turned = { ...laid, kind: 'similarity', rotation: Math.PI / 180, scale: 1.0003 } as const;
    expect(turnText(turned)).toBe('1.000° clockwise, scaled by 1.00030');
  });

  it('says along which direction a picture is stretched, on screen and in tables', () => {
    expect(stretchText(laid)).toBeNull();
    const stretch = { ratio: 1.03161, axis: (63 * Math.PI) / 180 };
    const stretched = { ...laid, kind: 'affine', stretch, rotation: 0, scale: 1.0003 } as const;
    const words = 'by 1.03161 along 63.0° clockwise from its rows';
    expect(stretchText(stretched)).toBe(words);
    expect(laidText(stretched, 'A')).toMatch(`scaled by 1.00030, stretched ${words}, ±0.12 px`);
  });
});

describe('how well two frames lie on each other', () => {
  const frame = (id: string, alignment?: Partial<Alignment>, resolutionM = 0.5) => ({
    ...frameOf(id, 's'),
    resolutionM,
    alignment: alignment && { ...laid, ...alignment },
  });
  const reference = frame('frm_a');

  it('counts the errors of both, in metres', () => {
    const near = frame('frm_b', { residualPx: 0.6 });
    const coarse = frame('frm_c', { residualPx: 0.4 }, 1);
    expect(pairLying(reference, near)).toEqual({ text: 'Aligned, ±0.3 m', checked: true });
    expect(pairLying(reference, frame('frm_e', { residualPx: 0.04 })).text).toBe('Aligned, ±0.1 m');
    expect(pairLying(near, coarse)).toEqual({ text: 'Aligned, ±0.5 m', checked: true });
    expect(pairLying(reference, frame('frm_d', { residualPx: 1.2 }, 30)).text).toBe(
      'Aligned, ±36 m',
    );
  });

  it('promises nothing of what was not measured', () => {
    const hand = frame('frm_b', { residualPx: null, method: 'manual' });
    expect(pairLying(hand, reference)).toEqual({ text: 'Aligned by hand', checked: false });
    const points = frame('frm_b', { residualPx: null, method: 'tie_points' });
    expect(pairLying(points, reference).text).toBe('Aligned, not checked');
  });

  it('does not call frames aligned of which only one was laid on a third', () => {
    const other = frame('frm_b', { referenceId: frameOf('frm_z', 's').id });
    const said = { text: 'Not aligned, by georeferencing', checked: false };
    expect(pairLying(other, reference)).toEqual(said);
    expect(pairLying(reference, frame('frm_c'))).toEqual(said);
    expect(pairLying(other, frame('frm_c', {})).checked).toBe(false);
  });
});
