import { describe, expect, it } from 'vitest';
import { matchCurve } from '../../../src/domain/imaging/match-brightness';

const SIZE = 20_000;

/** Numbers that look random and are the same each time (a linear congruence). */
function scene(seed: number): Uint8Array {
  let state = seed;
  return Uint8Array.from({ length: SIZE }, () => {
    state = (state * 1_103_515_245 + 12_345) % 2 ** 31;
    return 30 + ((state >> 12) % 160);
  });
}

function meanMiss(before: Uint8Array, shown: (i: number) => number, from = 0): number {
  let sum = 0;
  for (let i = from; i < SIZE; i++) sum += Math.abs((before[i] as number) - shown(i));
  return sum / (SIZE - from);
}

const before = scene(7);
const all = new Uint8Array(SIZE).fill(1);

describe('matching brightness', () => {
  it('undoes haze and gain, though 15 % of the area has changed', () => {
    const changed = SIZE * 0.15;
    const after = before.map((level, i) =>
      i < changed ? 250 : Math.min(255, Math.round(60 + 0.7 * level)),
    );
    const curve = matchCurve(before, after, all);
    const unmatched = meanMiss(before, (i) => after[i] as number, changed);
    const matched = meanMiss(before, (i) => curve?.[after[i] as number] ?? 0, changed);
    expect(unmatched).toBeGreaterThan(20);
    expect(matched).toBeLessThan(6);
  });

  it('leaves a picture alone that is as bright already, and never turns brightness round', () => {
    const curve = matchCurve(before, before, all);
    expect(meanMiss(before, (i) => curve?.[before[i] as number] ?? 0)).toBeLessThan(0.5);
    for (let level = 1; level < 256; level++) {
      expect(curve?.[level] ?? 0).toBeGreaterThanOrEqual(curve?.[level - 1] ?? 0);
    }
  });

  it('looks only at what both cover, and says nothing of next to nothing', () => {
    const half = all.map((_, i) => (i < SIZE / 2 ? 1 : 0));
    const after = before.map((level, i) => (i < SIZE / 2 ? level : 0));
    const curve = matchCurve(before, after, half);
    expect(Math.abs((curve?.[100] ?? 0) - 100)).toBeLessThan(2);
    expect(matchCurve(before, after, new Uint8Array(SIZE))).toBeNull();
  });
});
