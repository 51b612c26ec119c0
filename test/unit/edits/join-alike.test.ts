/** Who in a Quaymark file is taken for a vessel that is here: by the IMO number, never by a name. */
import { describe, expect, it } from 'vitest';
import { takenApart } from '../../../src/domain/edits/join-match';
import { imo, join, ours, recordsOf, theirs } from './join-support';

describe('a vessel that is called as one here', () => {
  it('is not taken for it by the name, but by the IMO number', () => {
    const { doc: file, angara, maria } = theirs();
    const [first, second] = [file.get('vessels', angara), file.get('vessels', maria)];
    if (!first || !second) throw new Error('There are two vessels.');
    file.put('vessels', { ...first, name: 'Hull 1' });
    file.put('vessels', { ...second, name: 'Hull 1 of Najin' });
    const shownAfter = (claimedHere: string, claimedThere: string) => {
      const doc = ours([0], ['Hull 1']);
      const [own] = doc.all('vessels');
      if (!own) throw new Error('There is one vessel.');
      doc.put('vessels', { ...own, claims: imo(claimedHere) });
      file.put('vessels', { ...first, name: 'Hull 1', claims: imo(claimedThere) });
      const apart = takenApart(doc, recordsOf(file));
      join(doc, recordsOf(file), { apart });
      const shown = [...doc.all('boxes')].flatMap(({ link }) =>
        link ? (doc.get('vessels', link.vesselId)?.name ?? []) : [],
      );
      return shown.sort();
    };
    // Our box alone shows our hull: theirs came under another name.
    expect(shownAfter('', '')).toEqual(['Hull 1', 'Hull 1 (2)']);
    expect(shownAfter('9179842', '9074729')).toEqual(['Hull 1', 'Hull 1 (2)']);
    // Whatever is written about it; but a number with a wrong check digit is nobody's.
    expect(shownAfter('IMO 9179842', '9179842')).toEqual(['Hull 1', 'Hull 1']);
    expect(shownAfter('9179841', '9179841')).toEqual(['Hull 1', 'Hull 1 (2)']);
  });

  it('does not take the place of the one with its IMO number, which comes after it', () => {
    const { doc: file, angara, maria } = theirs();
    const [first, second] = [file.get('vessels', angara), file.get('vessels', maria)];
    if (!first || !second) throw new Error('There are two vessels.');
    file.put('vessels', { ...first, name: 'Hull 1', claims: [] });
    file.put('vessels', { ...second, name: 'Foo', claims: imo('9179842') });
    const doc = ours([0], ['Hull 1', 'Foo']);
    const [own] = doc.all('vessels');
    if (!own) throw new Error('There are vessels.');
    doc.put('vessels', { ...own, claims: imo('9179842') });
    const apart = takenApart(doc, recordsOf(file));
    expect([angara, maria].filter((id) => apart.has(id))).toEqual([]);
    join(doc, recordsOf(file), { apart });
    expect([...doc.all('vessels')].map(({ name }) => name)).toEqual([
      'Hull 1',
      'Foo',
      'Hull 1 (2)',
    ]);
  });
});
