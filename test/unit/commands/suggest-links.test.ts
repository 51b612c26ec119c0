/** Which vessels a box is said to be like: never one that another box of its frame shows. */
import { expect, test } from 'vitest';
import { suggestLinks } from '../../../src/commands/vessels/suggest-links';
import type { Tables } from '../../../src/domain/edits/apply';
import { createVessel } from '../../../src/domain/edits/vessel-edits';
import type { Box } from '../../../src/domain/model/box';
import { vesselLog } from '../../../src/domain/tracks/vessel-log';
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

test('that a copied size agrees is not told as a measure, and counts for little', () => {
  const doc = smallProject();
  put(doc, 1, 'frm_2', 'Angara');
  const drawn = put(doc, 2, 'frm_1');
  const sizes = (box: Box) =>
    suggestLinks(doc, box)
      .flatMap(({ ranked }) => ranked.reasons)
      .filter(({ kind }) => kind === 'length' || kind === 'beam');
  const own = sizes(drawn);
  expect(own.map(({ verdict }) => verdict)).toEqual(['for', 'for']);
  const copied: Box = { ...drawn, sizeCopied: true };
  doc.put('boxes', copied);
  const told = sizes(copied);
  expect(told.map(({ verdict }) => verdict)).toEqual(['neutral']);
  expect(told[0]?.text).toMatch(/were copied with a box, not measured anew/);
  const weight = (reasons: typeof told) => reasons.reduce((sum, one) => sum + one.weight, 0);
  expect(weight(told)).toBeGreaterThan(0);
  expect(weight(told)).toBeLessThan(weight(own) / 2);
});

test('a copied size that is not the vessel’s does not speak against it', () => {
  const doc = smallProject();
  put(doc, 1, 'frm_2', 'Angara');
  const drawn = put(doc, 2, 'frm_1');
  const length = drawn.geometry.length * 2;
  const longer: Box = { ...drawn, geometry: { ...drawn.geometry, length } };
  const of = (box: Box) =>
    suggestLinks(doc, box)[0]?.ranked.reasons.find(({ kind }) => kind === 'length');
  doc.put('boxes', longer);
  expect(of(longer)?.weight).toBeLessThan(-1);
  const copied: Box = { ...longer, sizeCopied: true };
  doc.put('boxes', copied);
  expect(of(copied)?.weight).toBe(0);
});

test('copied boxes make the length of a vessel no more certain', () => {
  const doc = smallProject();
  const { link } = put(doc, 1, 'frm_2', 'Angara');
  if (!link) throw new Error('it is linked');
  const sigma = () => vesselLog(doc, link.vesselId).length?.sigma;
  const once = sigma();
  const copy: Box = { ...put(doc, 2, 'frm_1'), link, sizeCopied: true };
  doc.put('boxes', copy);
  expect(sigma()).toBe(once);
  const { sizeCopied: _copied, ...measured } = copy;
  doc.put('boxes', measured);
  expect(sigma()).toBeLessThan(once ?? 0);
});
