/** Words along a drawing of time: none over another, shortened where they have too little room. */

/** CSS pixels of a letter of ten, on average, and between one word and the next. */
const LETTER = 5.6;
const GAP = 6;
/** Of fewer letters nobody can tell what they stand for. */
const LEAST_LETTERS = 4;

export type Sign = { readonly at: number; readonly text: string };
export type PlacedSign = Sign & { readonly anchor: 'start' | 'end' };

export function widthOf(text: string): number {
  return text.length * LETTER;
}

/** What of a text fits into so many CSS pixels; '' where that says nothing. */
function clipped(text: string, room: number): string {
  if (widthOf(text) <= room) return text;
  const letters = Math.floor(room / LETTER) - 1;
  return letters < LEAST_LETTERS ? '' : `${text.slice(0, letters).trimEnd()}…`;
}

/**
 * Names that begin at their marks, as far as the next mark. The last may stand before its mark instead,
 * where the drawing ends. @param signs in order of place @param end right edge of the drawing, CSS pixels
 */
export function besideMarks(signs: readonly Sign[], end: number): readonly PlacedSign[] {
  let taken = 0;
  return signs.map(({ at, text }, i) => {
    const next = signs[i + 1];
    const right = next ? next.at - at - GAP : end - at;
    const left = next ? 0 : at - taken - GAP;
    const before = right < widthOf(text) && left > right;
    const shown = clipped(text, before ? left : right);
    taken = at + (before ? 0 : widthOf(shown));
    return { at, text: shown, anchor: before ? 'end' : 'start' };
  });
}

/**
 * Numbers over their bars: all in full where they have room, else all in short, and none over another.
 * @param signs in order of place
 */
export function overBars(signs: readonly (Sign & { readonly short: string })[]): readonly string[] {
  const apart = (a: Sign, b: Sign) =>
    b.at - a.at >= (widthOf(a.text) + widthOf(b.text)) / 2 + GAP || a.text === '' || b.text === '';
  const fits = signs.every((sign, i) => i === 0 || apart(signs[i - 1] ?? sign, sign));
  if (fits) return signs.map(({ text }) => text);
  let last: Sign | null = null;
  return signs.map(({ at, short }) => {
    const sign = { at, text: short };
    if (short === '' || (last && !apart(last, sign))) return '';
    last = sign;
    return short;
  });
}
