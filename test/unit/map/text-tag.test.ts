/** Names on the map that are longer than there is room for. */
import { expect, test } from 'vitest';
import { cutToFit } from '../../../src/map/overlay/text-tag';

/** Every letter 7 CSS pixels wide. */
const widthOf = (text: string) => [...text].length * 7;

test('a long name ends in an ellipsis within 168 px; one that fits stays as it is', () => {
  const cut = cutToFit('Ocean Transporter of the Northern Sea Route', widthOf);
  expect(cut.text).toBe('Ocean Transporter of th…');
  expect(cut.width).toBe(168);
  expect(cutToFit('Angara', widthOf)).toEqual({ text: 'Angara', width: 42 });
});

test('a letter of two code units is never cut in half, and no blank stands before the ellipsis', () => {
  const wide = cutToFit('𠮷'.repeat(40), widthOf);
  expect(wide.text).toBe(`${'𠮷'.repeat(23)}…`);
  const words = cutToFit(`${'a'.repeat(22)} ${'b'.repeat(30)}`, widthOf);
  expect(words.text).toBe(`${'a'.repeat(22)}…`);
});
