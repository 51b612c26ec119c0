import { expect, it } from 'vitest';
import { shownOf } from '../../../src/ui/shell/folded';

type Said = { readonly id: number; readonly tone: 'info' | 'warn' | 'bad' };
const said = (tones: string): readonly Said[] =>
  [...tones].map((letter, id) => ({ id, tone: letter === 'b' ? 'bad' : 'info' }));
const idsOf = (tones: string) => shownOf(said(tones)).map(({ id }) => id);

it('shows all of a few, and of many the newest, in order of time', () => {
  expect(idsOf('ii')).toEqual([0, 1]);
  expect(idsOf('iiiii')).toEqual([2, 3, 4]);
});

it('folds no error away for lesser news, however new', () => {
  expect(idsOf('biiiii')).toEqual([0, 4, 5]);
  expect(idsOf('bbibi')).toEqual([0, 1, 3, 4]);
  expect(idsOf('bbbb')).toEqual([1, 2, 3]);
});

it('shows what was said last, though all others went wrong', () => {
  expect(idsOf('bbbbii')).toEqual([1, 2, 3, 5]);
});
