/** What the filter above the lists of vessels and of groups lets through. */
import { expect, test } from 'vitest';
import { vesselLog } from '../../../src/domain/tracks/vessel-log';
import { matchesGroup, matchesVessel } from '../../../src/ui/vessels/vessel-filter';
import { followed } from '../edits/followed';

test('vessels are found by name, number and length, all words at once', () => {
  const { doc, angara } = followed();
  const vessel = doc.get('vessels', angara);
  if (!vessel) throw new Error('the vessel is there');
  const known = { vessel, log: vesselLog(doc, angara) };
  for (const query of ['', ' ang', '9179842', '120', 'ANGARA 9179'])
    expect(matchesVessel(known, query), query).toBe(true);
  for (const query of ['maria', 'angara 121'])
    expect(matchesVessel(known, query), query).toBe(false);
});

test('groups of containers are found by name and notes, and are not shown for other words', () => {
  const group = { name: 'Pier 2 stacks', notes: 'blue and red' };
  expect(matchesGroup(group, 'stacks blue')).toBe(true);
  expect(matchesGroup(group, '')).toBe(true);
  expect(matchesGroup(group, 'angara')).toBe(false);
});
