import { expect, test } from 'vitest';
import { freeName } from '../../../src/store/library';

test('a project that nobody has named is told apart from others that nobody has', () => {
  const name = (...taken: string[]) => freeName('Untitled project', new Set(taken));
  expect(name()).toBe('Untitled project');
  expect(name('Najin', 'Untitled project 2')).toBe('Untitled project');
  expect(name('Untitled project')).toBe('Untitled project 2');
  expect(name('Untitled project', 'Untitled project 2', 'Untitled project 4')).toBe(
    'Untitled project 3',
  );
});
