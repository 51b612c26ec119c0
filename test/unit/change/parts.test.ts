import { describe, expect, it } from 'vitest';
import { FULL } from '../../../src/domain/change/footprint';
import { boxOverlap } from '../../../src/domain/change/overlap';
import { laidOnScale, matchBrightness } from '../../../src/domain/change/radiometry';
import { joinParts, outlineIn, partsOf } from '../../../src/domain/change/tiling';
import type { ChangeCandidate } from '../../../src/domain/change/types';
import { box, portScene } from './scenes';

describe('overlap of boxes', () => {
  it('is the share of their union that both cover', () => {
    const square = box(10, 10, 4, 4);
    expect(boxOverlap(square, square)).toBeCloseTo(1, 12);
    expect(boxOverlap(square, box(12, 10, 4, 4))).toBeCloseTo(8 / 24, 12);
    expect(boxOverlap(square, box(14, 10, 4, 4))).toBe(0);
    expect(boxOverlap(square, box(10, 10, 4, 4, 90))).toBeCloseTo(1, 12);
    // Pixels twice as wide as high: one column is half of the square's side.
    expect(boxOverlap(square, box(11, 10, 4, 4), 2)).toBeCloseTo(8 / 24, 12);
    // A square of side 4 and the same turned by 45° have a regular octagon in common: 16 · 2(√2 − 1).
    const octagon = 32 * (Math.SQRT2 - 1);
    expect(boxOverlap(square, box(10, 10, 4, 4, 45))).toBeCloseTo(octagon / (32 - octagon), 10);
  });
});

describe('brightness of one date on the other', () => {
  const things = [{ box: box(100, 300, 120, 40), colour: [220, 40, 40] as const }];
  const plain = portScene({ date: 1, things: [] });

  it('undoes a gain, a gamma and haze, whatever ship has come', () => {
    const seen = portScene({ date: 1, things, gains: [0.7, 1.3, 1], gamma: 1.2, haze: [12, 0] });
    const match = matchBrightness(plain, seen);
    expect(match).not.toBeNull();
    expect(match?.unchanged).toBeGreaterThan(0.7);
    match?.bands.forEach((band, k) => {
      const [was, is] = [plain.bands[k], seen.bands[k]];
      if (!was || !is) throw new Error('A band is missing.');
      const laid = is.slice();
      laidOnScale(laid, band);
      const off = laid.map((value, i) => Math.abs(value - (was[i] ?? 0))).sort();
      expect(off[Math.floor(0.5 * off.length)]).toBeLessThan(1.5);
    });
  });

  it('the line is exact where only gain and offset differ', () => {
    const bands = plain.bands.map((band) => band.map((value) => 2 * value + 30));
    const match = matchBrightness({ ...plain, bands }, plain);
    for (const { gain, offset } of match?.bands ?? []) {
      expect(gain).toBeCloseTo(2, 3);
      expect(offset).toBeCloseTo(30, 1);
    }
  });

  it('the curve never falls', () => {
    const match = matchBrightness(plain, portScene({ date: 3, things, gamma: 0.7 }));
    for (const { from, to } of match?.bands ?? []) {
      expect(from.length).toBeGreaterThan(5);
      expect([...from]).toEqual([...from].sort((a, b) => a - b));
      expect([...to]).toEqual([...to].sort((a, b) => a - b));
    }
  });

  it('says nothing where the dates have nothing in common', () => {
    const nothing = { ...plain, valid: new Uint8Array(plain.valid.length) };
    expect(matchBrightness(plain, nothing)).toBeNull();
    const flat = { ...plain, bands: plain.bands.map((band) => band.map(() => 7)) };
    expect(matchBrightness(plain, flat)).toBeNull();
  });
});

describe('a large grid in parts', () => {
  it('covers every cell, with overlaps, and nothing beyond', () => {
    for (const [width, height] of [
      [2048, 2048],
      [5000, 2100],
      [900, 8192],
    ] as const) {
      const parts = partsOf(width, height, 2048, 448);
      for (const { left, top, ...size } of parts) {
        expect(left + size.width).toBeLessThanOrEqual(width);
        expect(top + size.height).toBeLessThanOrEqual(height);
        expect(Math.max(size.width, size.height)).toBeLessThanOrEqual(2048);
      }
      // A box of 448 cells lies whole in one part, wherever it is.
      for (const x of [0, 1000, 1500, 1700, 3000, width - 448].filter((at) => at + 448 <= width)) {
        for (const y of [0, 1600, 1700, height - 448].filter((at) => at + 448 <= height)) {
          const holds = parts.some(
            (part) =>
              x >= part.left &&
              y >= part.top &&
              x + 448 <= part.left + part.width &&
              y + 448 <= part.top + part.height,
          );
          expect(holds, `${x}, ${y} of ${width} × ${height}`).toBe(true);
        }
      }
    }
  });

  const found = (x: number, score: number, kind: ChangeCandidate['kind']): ChangeCandidate => ({
    kind,
    box: box(x, 50, 40, 10),
    score,
    area: 400,
    fill: 1,
    footprint: FULL,
    onGround: false,
    inland: false,
    movedTo: null,
  });

  it('keeps what two parts saw once, places it on the grid, and pairs across parts', () => {
    const [first, second] = partsOf(300, 100, 200, 100);
    if (!first || !second) throw new Error('There are two parts.');
    const list = joinParts([
      { part: first, list: [found(150, 0.6, 'gone'), found(30, 0.5, 'appeared')] },
      { part: second, list: [found(51, 0.7, 'gone')] },
    ]);
    expect(list.map(({ box: { x }, kind, movedTo }) => [x, kind, movedTo])).toEqual([
      [151, 'gone', 1],
      [30, 'appeared', 0],
    ]);
    expect(outlineIn(second, [[120, 5]])).toEqual([[20, 5]]);
  });

  it('keeps the ship that left and the one that came to its berth', () => {
    const [part] = partsOf(300, 100, 400, 100);
    if (!part) throw new Error('There is a part.');
    const list = [found(150, 0.6, 'gone'), found(146, 0.5, 'appeared'), found(149, 0.4, 'changed')];
    expect(joinParts([{ part, list }]).map(({ kind }) => kind)).toEqual(['gone', 'appeared']);
  });
});
