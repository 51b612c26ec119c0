/** Where the focus goes when the row that it is in is judged, and with that gone. */

/** What leads the focus from a button of a row that goes to the same one of the row that takes its place, or else to the search. */
export function afterJudging(button: HTMLElement): () => void {
  const row = button.closest('li');
  const list = row?.parentElement;
  if (!row || !list) return () => undefined;
  const place = [...list.children].indexOf(row);
  const which = [...row.querySelectorAll<HTMLElement>('button')].indexOf(button);
  const panel = list.closest('section');
  return () => {
    const next = list.children[Math.min(place, list.children.length - 1)];
    const goal = next?.querySelectorAll('button')[which];
    (goal ?? panel?.querySelector<HTMLElement>('[data-search]'))?.focus();
  };
}
