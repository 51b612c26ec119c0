/** What a cache of decoded blocks keeps and forgets. */
import { expect, it } from 'vitest';
import { ByteLru } from '../../../src/raster/bytes/byte-lru';

it('forgets what was used longest ago, and no more than it must', () => {
  const cache = new ByteLru<string>(30);
  for (const key of ['a', 'b', 'c']) cache.set(key, key, 10);
  expect(cache.get('a')).toBe('a');
  cache.set('d', 'd', 10);
  expect(['a', 'b', 'c', 'd'].map((key) => cache.get(key))).toEqual(['a', undefined, 'c', 'd']);
});

it('keeps what is under work, whose size is not known, and drops others once it is', () => {
  const cache = new ByteLru<string>(30);
  cache.set('work', 'work', 0);
  for (const key of ['a', 'b', 'c', 'd']) cache.set(key, key, 10);
  expect(cache.get('work')).toBe('work');
  expect(cache.get('a')).toBeUndefined();
  cache.resize('work', 'work', 20);
  expect(['work', 'b', 'c', 'd'].map((key) => cache.get(key))).toEqual([
    'work',
    undefined,
    undefined,
    'd',
  ]);
});

it('keeps one that is larger than all that it may hold until another comes', () => {
  const cache = new ByteLru<string>(30);
  cache.set('a', 'a', 10);
  cache.set('huge', 'huge', 100);
  expect([cache.get('a'), cache.get('huge')]).toEqual([undefined, 'huge']);
  cache.set('b', 'b', 10);
  expect([cache.get('huge'), cache.get('b')]).toEqual([undefined, 'b']);
});

it('gives no size to a value that another has taken the place of, and counts what is replaced once', () => {
  const cache = new ByteLru<string>(30);
  cache.set('a', 'first', 0);
  cache.set('a', 'second', 10);
  cache.set('b', 'b', 10);
  cache.resize('a', 'first', 1000);
  cache.set('a', 'third', 10);
  cache.set('c', 'c', 10);
  expect(['a', 'b', 'c'].map((key) => cache.get(key))).toEqual(['third', 'b', 'c']);
});
