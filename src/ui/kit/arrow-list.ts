/** Arrow keys through a list of buttons, each of which Tab reaches too. */
import type { KeyboardEvent } from 'react';

const STEPS: Readonly<Record<string, (at: number, last: number) => number>> = {
  ArrowDown: (at, last) => Math.min(at + 1, last),
  ArrowUp: (at) => Math.max(at - 1, 0),
  Home: () => 0,
  End: (_at, last) => last,
};

/** For the keys of what the rows are in: leads from the row with the focus to another. */
export function throughRows(event: KeyboardEvent<HTMLElement>): void {
  const step = STEPS[event.key];
  if (!step || event.ctrlKey || event.metaKey || event.altKey || event.shiftKey) return;
  const rows = [...event.currentTarget.querySelectorAll<HTMLElement>('button')];
  const at = event.target instanceof HTMLElement ? rows.indexOf(event.target) : -1;
  if (at < 0) return;
  event.preventDefault();
  rows[step(at, rows.length - 1)]?.focus();
}

/** Leads to the first row. @param rows what the rows are in */
export function toFirstRow(rows: HTMLElement | null): void {
  rows?.querySelector('button')?.focus();
}
