/** One graphics context goes from map to map. */
import type OlMap from 'ol/Map';
import { expect, test } from 'vitest';
import { contextIdOf, leaveContext } from '../../../src/map/picture/warm-context';

const map = () => ({}) as OlMap;

test('is of one map at a time, and of the next once that draws no more', () => {
  const [first, second, third] = [map(), map(), map()];
  const kept = contextIdOf(first);
  const other = contextIdOf(second);
  expect(other).not.toBe(kept);
  expect(contextIdOf(first)).toBe(kept);
  leaveContext(first);
  // A map that draws already goes on with what it has.
  expect(contextIdOf(second)).toBe(other);
  expect(contextIdOf(third)).toBe(kept);
  leaveContext(second);
  expect(contextIdOf(third)).toBe(kept);
  leaveContext(third);
  expect(contextIdOf(map())).toBe(kept);
});
