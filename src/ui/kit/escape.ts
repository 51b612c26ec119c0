/** Esc closes a tooltip together with what it stands in: the library would spend one press on the tooltip alone. */
import type { KeyboardEvent } from 'react';

/** Presses that have closed a tooltip and nothing else yet. */
const left = new WeakSet<Event>();

/** To be called where a press closes a tooltip. */
export function leaveEscape(event: Event): void {
  left.add(event);
}

/** Whether a press of a key has done its work; one that has only closed a tooltip has not. */
export function isSpent(event: Event): boolean {
  return event.defaultPrevented && !left.has(event);
}

/** For the keys of what floats: closes it by a press that has closed a tooltip. */
export function closingByEscape(close: () => void): (event: KeyboardEvent) => void {
  return ({ nativeEvent, currentTarget, target }) => {
    // React hands on the keys of menus too, which stand elsewhere on the page.
    if (!(target instanceof Node) || !currentTarget.contains(target)) return;
    if (left.delete(nativeEvent)) close();
  };
}
