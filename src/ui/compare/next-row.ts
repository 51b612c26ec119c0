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
    // A list that is empty may be gone as a whole, with its last row.
    const next = list.isConnected && list.children[Math.min(place, list.children.length - 1)];
    const goal = next ? next.querySelectorAll('button')[which] : undefined;
    (goal ?? panel?.querySelector<HTMLElement>('[data-search]'))?.focus();
  };
}
