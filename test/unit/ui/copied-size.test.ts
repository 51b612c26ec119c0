/** A size that was copied is not shown as one that was measured. */
import { expect, test } from 'vitest';
import type { Box } from '../../../src/domain/model/box';
import { sightingsOf } from '../../../src/domain/tracks/vessel-log';
import { boxFacts, copiedText } from '../../../src/ui/panels/measures';
import { measuredFromText } from '../../../src/ui/vessels/sighting-texts';
import { followed } from '../edits/followed';

function sightings() {
  const { doc } = followed();
  const [vessel] = [...doc.all('vessels')];
  const [one, ...rest] = vessel ? sightingsOf(doc, vessel.id) : [];
  if (!one || rest.length === 0) throw new Error('a vessel was seen twice');
  return [one, ...rest] as const;
}

const copyOf = (box: Box): Box => ({ ...box, sizeCopied: true });

test('no error of measurement stands beside it, only beside one that was measured', () => {
  const [{ box, frame }] = sightings();
  const asides = (of: Box) => boxFacts(of, frame).flatMap(({ label, aside }) => [label, aside]);
  expect(asides(box).slice(0, 4)).toEqual(['Length', '±0.4 m', 'Beam', '±0.4 m']);
  expect(asides(copyOf(box)).slice(0, 4)).toEqual(['Length', 'copied', 'Beam', 'copied']);
  const lost = { ...frame, georef: null };
  const [length] = boxFacts(copyOf(box), lost);
  expect(length).toMatchObject({ value: expect.stringMatching(/ px$/), aside: 'copied' });
});

test('of several boxes it is said how many sizes are copied', () => {
  const [{ box }] = sightings();
  expect(copiedText([box, box])).toBe('');
  expect(copiedText([box, copyOf(box), box])).toBe('1 of 3 sizes copied');
  expect(copiedText([copyOf(box), copyOf(box)])).toBe('all sizes copied');
});

test('a fingerprint counts the boxes that were measured', () => {
  const all = sightings();
  const [one, ...rest] = all;
  const copied = { ...one, box: copyOf(one.box) };
  const word = (count: number) => (count === 1 ? '1 box' : `${count} boxes`);
  expect(measuredFromText([])).toBe('no box yet');
  expect(measuredFromText(all)).toBe(`from ${word(all.length)}`);
  expect(measuredFromText([copied, ...rest])).toBe(`from ${word(rest.length)}, 1 copied`);
  expect(measuredFromText([copied])).toBe('from no box, 1 copied');
  expect(measuredFromText([{ ...one, measures: null }])).toBe('from no box');
});
