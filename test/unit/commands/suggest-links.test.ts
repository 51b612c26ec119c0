/** Which vessels a box is said to be like: never one that another box of its frame shows. */
import { expect, test } from 'vitest';
import { suggestLinks } from '../../../src/commands/vessels/suggest-links';
import type { Tables } from '../../../src/domain/edits/apply';
import { createVessel } from '../../../src/domain/edits/vessel-edits';
import type { Box } from '../../../src/domain/model/box';
import { makeBox, smallProject } from '../ui/support';

const CONTEXT = { now: '2023-12-01T08:00:00Z', author: 'A. Analyst' };

function vesselNamed(doc: Tables, name: string) {
  const { edit, vesselId } = createVessel(doc, CONTEXT, { name });
  doc.apply(edit.patches);
  return vesselId;
}

function put(doc: Tables, number: number, frame: string, vessel?: string, y = 1000): Box {
  const box = makeBox({ number, frame });
  const geometry = { x: 1000, y, length: 240, width: 30, angle: 0 };
  const vesselId = vessel && vesselNamed(doc, vessel);
  const link = vesselId && {
    vesselId,
    likelihood: null,
    rationale: '',
    author: '',
    at: CONTEXT.now,
  };
  const made = { ...box, geometry, ...(link && { link }) };
  doc.put('boxes', made);
  return made;
}

test('a hull that is rafted to a known one is not said to lie where that one lay', () => {
  const doc = smallProject();
  // 40 rows of half a metre: 20 m from keel to keel.
  put(doc, 1, 'frm_1', 'Maia');
  put(doc, 2, 'frm_2', 'Angara');
  const rafted = put(doc, 3, 'frm_1', undefined, 1040);
  expect(suggestLinks(doc, rafted).map(({ vessel }) => vessel.name)).toEqual(['Angara']);
});
