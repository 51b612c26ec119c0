/** Which vessels of a project may be one hull under two names. */
import { expect, test } from 'vitest';
import { addClaim } from '../../../src/domain/edits/claim-edits';
import { rejectPair } from '../../../src/domain/edits/pair-edits';
import { linkToNewVessel, updateVessel } from '../../../src/domain/edits/vessel-edits';
import type { VesselId } from '../../../src/domain/model/ids';
import { EMPTY_FINGERPRINT, type Fingerprint } from '../../../src/domain/model/vessel';
import { hullMatches } from '../../../src/domain/tracks/hull-matches';
import { vesselLog } from '../../../src/domain/tracks/vessel-log';
import { done, drawOn, followed } from '../edits/followed';
import { CONTEXT } from '../edits/records';

/** Two vessels of the same size, each seen once, on frames of different dates. */
function twoHulls() {
  const { doc, b, c } = followed();
  for (const one of doc.all('vessels'))
    doc.apply([{ table: 'vessels', id: one.id, before: one, after: null }]);
  for (const box of [...doc.all('boxes')]) {
    doc.apply([{ table: 'boxes', id: box.id, before: box, after: null }]);
  }
  const seen = [drawOn(doc, b.id), drawOn(doc, c.id)] as const;
  const [one, other] = seen.map(
    ({ id }, i) =>
      done(doc, linkToNewVessel(doc, CONTEXT, { boxIds: [id], name: `Hull ${i}` })).vesselId,
  ) as [VesselId, VesselId];
  const note = (id: VesselId, changes: Partial<Fingerprint>) =>
    done(
      doc,
      updateVessel(doc, CONTEXT, {
        id,
        changes: { fingerprint: { ...EMPTY_FINGERPRINT, ...changes } },
      }),
    );
  const matches = () =>
    hullMatches(
      [...doc.all('vessels')].map((vessel) => ({ vessel, log: vesselLog(doc, vessel.id) })),
    );
  return { doc, seen, one, other, note, matches };
}

test('what is on record of both and agrees is named', () => {
  const { one, other, note, matches } = twoHulls();
  expect(matches().map(({ agree }) => agree)).toEqual([['length', 'beam']]);
  note(one, { hatches: 5, cranes: 2, superstructure: 'aft' });
  note(other, { hatches: 5, superstructure: 'unclear' });
  expect(matches().map(({ agree }) => agree)).toEqual([['length', 'beam', 'hatches']]);
});

test('a difference on record, another number, or a verdict keeps two hulls apart', () => {
  const differ = twoHulls();
  differ.note(differ.one, { hatches: 5 });
  differ.note(differ.other, { hatches: 4 });
  expect(differ.matches()).toEqual([]);

  const numbered = twoHulls();
  const claim = (vesselId: VesselId, value: string) =>
    done(
      numbered.doc,
      addClaim(numbered.doc, CONTEXT, { vesselId, claim: { field: 'imo', value } }),
    );
  claim(numbered.one, 'IMO 9179842');
  expect(numbered.matches()).toHaveLength(1);
  claim(numbered.other, '9358010');
  expect(numbered.matches()).toEqual([]);
  claim(numbered.other, '9179842');
  expect(numbered.matches()).toHaveLength(1);

  const judged = twoHulls();
  const [a, b] = judged.seen;
  done(judged.doc, rejectPair(judged.doc, CONTEXT, { boxIds: [a.id, b.id] }));
  expect(judged.matches()).toEqual([]);
});
