import { expect, test, vi } from 'vitest';

vi.mock('../../../src/ui/kit/slider.module.css', () => ({ default: {} }));

const { sliderGoal } = await import('../../../src/ui/kit/slider');

const place = { value: 0.5, min: -0.5, max: 0.52, step: 0.01, decimals: 2 };

test('arrows step, pages by ten, Home and End go to the ends, and no key beyond them', () => {
  const goal = (key: string) => sliderGoal(key, place);
  expect(goal('ArrowLeft')).toBe(0.49);
  expect(goal('ArrowUp')).toBe(0.51);
  expect([goal('PageDown'), goal('PageUp')]).toEqual([0.4, 0.52]);
  expect([goal('Home'), goal('End')]).toEqual([-0.5, 0.52]);
});

test('other keys are left to the commands', () => {
  expect(['Enter', 'd', 'Tab'].map((key) => sliderGoal(key, place))).toEqual([null, null, null]);
});
