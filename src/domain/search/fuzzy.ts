/** Finding things by a few typed letters, best first, with the letters that matched. */

export type FuzzyMatch = {
  readonly score: number;
  /** Indices of the characters of the text that matched, ascending. */
  readonly marks: readonly number[];
};

/**
 * Whether `query` stands in `text`. Words of the query are looked for one
 * after the other, each as a whole first (best at the start of a word), else as the beginnings of
 * several words. null where it does not match.
 */
export function fuzzyMatch(query: string, text: string): FuzzyMatch | null {
  const words = query.toLowerCase().split(/\s+/).filter(Boolean);
  const lower = text.toLowerCase();
  const marks = new Set<number>();
  let score = 0;
  for (const word of words) {
    const match = wholeWord(word, lower) ?? letterByLetter(word, lower);
    if (!match) return null;
    score += match.score;
    for (const mark of match.marks) marks.add(mark);
  }
  // Of two texts that match alike the shorter one is more likely meant.
  return { score: score - text.length / 100, marks: [...marks].sort((a, b) => a - b) };
}

function beginsWord(text: string, index: number): boolean {
  return index === 0 || /[^\p{L}\p{N}]/u.test(text.charAt(index - 1));
}

function wholeWord(word: string, text: string): FuzzyMatch | null {
  let found = text.indexOf(word);
  if (found < 0) return null;
  for (let at = found; at >= 0; at = text.indexOf(word, at + 1)) {
    if (!beginsWord(text, at)) continue;
    found = at;
    break;
  }
  const score = 10 * word.length + (found === 0 ? 30 : beginsWord(text, found) ? 20 : 0);
  return { score, marks: Array.from(word, (_, i) => found + i) };
}

/** Beginnings of words, one after the other: 'zts' and 'zosel' both find 'Zoom to selection'. */
function letterByLetter(word: string, text: string): FuzzyMatch | null {
  const dead = new Set<number>();
  for (let start = 0; start < text.length; start += 1) {
    if (text[start] !== word[0] || !beginsWord(text, start)) continue;
    const marks = spelled(word, text, [start], dead);
    if (marks) return { score: 5 + word.length, marks };
  }
  return null;
}

/**
 * Each next letter either goes on in the word or begins a later one.
 * @param dead how many letters and up to where have led nowhere: tried once, or a word of like letters takes for ever
 */
function spelled(
  word: string,
  text: string,
  marks: readonly number[],
  dead: Set<number>,
): readonly number[] | null {
  const letter = word[marks.length];
  const last = marks.at(-1) ?? 0;
  if (letter === undefined) return marks;
  const state = marks.length * text.length + last;
  if (dead.has(state)) return null;
  for (let at = last + 1; at < text.length; at += 1) {
    if (text[at] !== letter || (at !== last + 1 && !beginsWord(text, at))) continue;
    const found = spelled(word, text, [...marks, at], dead);
    if (found) return found;
  }
  dead.add(state);
  return null;
}
