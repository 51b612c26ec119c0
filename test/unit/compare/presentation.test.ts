import { describe, expect, it } from 'vitest';
import { FrameId } from '../../../src/domain/model/ids';
import { drawnOn, presentationOf } from '../../../src/map/compare/presentation';
import { compareStateFrom, searchAreaOf, withSearchArea } from '../../../src/store/compare-state';

const plain = compareStateFrom(null);

describe('how modes present two frames', () => {
  it('swipe shows A up to the divider and B from there, both to be worked on', () => {
    const { panes } = presentationOf({ ...plain, mode: 'swipe', swipeAt: 0.3 }, 2, false, false);
    expect(panes.map(({ window }) => window)).toEqual([
      { left: 0, top: 0, width: 0.3, height: 1 },
      { left: 0.3, top: 0, width: 0.7, height: 1 },
    ]);
    expect(panes.every(({ live }) => live)).toBe(true);
    const level = { ...plain, mode: 'swipe', swipeAt: 0.3, divider: 'horizontal' } as const;
    expect(presentationOf(level, 2, false, false).panes.map(({ window }) => window)).toEqual([
      { left: 0, top: 0, width: 1, height: 0.3 },
      { left: 0, top: 0.3, width: 1, height: 0.7 },
    ]);
  });

  it('of the frames that lie on each other, only one takes the pointer', () => {
    for (const mode of ['blink', 'fade', 'composite', 'difference'] as const) {
      for (const turned of [false, true]) {
        const { panes } = presentationOf({ ...plain, mode }, 2, turned, false);
        expect(panes.filter(({ live }) => live)).toHaveLength(1);
      }
    }
  });

  it('boxes go to the after frame in composite and difference', () => {
    for (const mode of ['composite', 'difference'] as const) {
      const { panes, mixture } = presentationOf({ ...plain, mode }, 2, false, false);
      expect(panes.map(({ live }) => live)).toEqual([false, true]);
      expect(mixture).toBe(mode);
    }
  });

  it('the frame that is said to take boxes is the one that takes the pointer', () => {
    for (const mode of ['fade', 'composite', 'difference'] as const) {
      for (const fade of [0, 0.3, 0.5, 1]) {
        const state = { ...plain, mode, fade };
        const { panes } = presentationOf(state, 2, false, false);
        expect(panes.findIndex(({ live }) => live)).toBe(drawnOn(state));
      }
    }
    for (const mode of ['swipe', 'sides', 'blink'] as const) {
      expect(drawnOn({ ...plain, mode })).toBeNull();
    }
  });

  it('fade mixes by the same parts whichever lies above', () => {
    for (const fade of [0, 0.2, 0.5, 0.9, 1]) {
      const { panes } = presentationOf({ ...plain, mode: 'fade', fade }, 2, false, false);
      const [a, b] = panes;
      // Above 1 is opaque beneath; what is seen of B is its own share, or what A lets through.
      const partOfB = (b?.layer ?? 0) > (a?.layer ?? 0) ? b?.opacity : 1 - (a?.opacity ?? 0);
      expect(partOfB).toBeCloseTo(fade, 12);
      expect(panes.find(({ live }) => live)).toBe(fade >= 0.5 ? b : a);
    }
  });

  it('while a key is held, A alone is there in every mode but side by side', () => {
    for (const mode of ['swipe', 'blink', 'fade', 'composite', 'difference'] as const) {
      const { panes, mixture } = presentationOf({ ...plain, mode }, 2, true, true);
      expect(panes.map(({ window }) => window !== null)).toEqual([true, false]);
      expect(mixture).toBeNull();
    }
  });

  it('of two that were stopped while blinking, the key shows the one that is not seen', () => {
    const stopped = { ...plain, mode: 'blink', blinking: false } as const;
    const seen = (turned: boolean, peek: boolean) =>
      presentationOf(stopped, 2, turned, peek).panes.map(({ window }) => window !== null);
    expect(seen(false, false)).toEqual([true, false]);
    expect(seen(false, true)).toEqual([false, true]);
    expect(seen(true, false)).toEqual([false, true]);
    expect(seen(true, true)).toEqual([true, false]);
  });

  it('side by side: a row of two or three, a square of four, nothing over anything', () => {
    for (const count of [2, 3, 4]) {
      const { panes } = presentationOf({ ...plain, mode: 'sides' }, count, false, false);
      const area = panes.reduce((sum, { place }) => sum + place.width * place.height, 0);
      expect(panes).toHaveLength(count);
      expect(area).toBeCloseTo(1, 12);
    }
    const { panes } = presentationOf({ ...plain, mode: 'sides' }, 4, false, false);
    expect(panes.map(({ place }) => [place.left, place.top])).toEqual([
      [0, 0],
      [0.5, 0],
      [0, 0.5],
      [0.5, 0.5],
    ]);
  });
});

describe('what was stored of a comparison', () => {
  it('is taken over; what makes no sense is as at first', () => {
    const stored = { mode: 'fade', fade: 7, frames: ['frm_1', 'frm_2'], blinkHz: 3, swipeAt: 'x' };
    expect(compareStateFrom(stored)).toEqual({
      ...plain,
      mode: 'fade',
      frames: ['frm_1', 'frm_2'],
      blinkHz: 3,
    });
    expect(compareStateFrom('nothing')).toEqual(plain);
  });

  it('an area to search belongs to its pair, and goes when it is taken back', () => {
    const [a, b, c] = ['frm_1', 'frm_2', 'frm_3'].map((id) => FrameId.parse(id)) as [
      FrameId,
      FrameId,
      FrameId,
    ];
    const area = { frameId: b, geometry: { x: 5, y: 6, length: 40, width: 20, angle: 0.5 } };
    const first = withSearchArea({ ...plain, frames: [a, b] }, area);
    expect(searchAreaOf(first)).toEqual({ beforeId: a, afterId: b, ...area });
    expect(compareStateFrom(JSON.parse(JSON.stringify(first)))).toEqual(first);
    const elsewhere = { ...first, frames: [a, c] };
    expect(searchAreaOf(elsewhere)).toBeNull();
    const both = withSearchArea(elsewhere, { ...area, frameId: c });
    const cleared = withSearchArea({ ...both, frames: [a, b] }, null);
    expect(searchAreaOf(cleared)).toBeNull();
    expect(searchAreaOf({ ...cleared, frames: [a, c] })).not.toBeNull();
  });
});
