/** What is typed while the program still fetches a dialog, kept for its first field. */
import { type RefObject, useLayoutEffect } from 'react';

export type TypedAhead = {
  readonly text: string;
  /** Enter was pressed, after which nothing was typed. */
  readonly entered: boolean;
};

export const NOTHING_TYPED: TypedAhead = { text: '', entered: false };

/** What one more key makes of it; null for a key that types nothing. */
function typedWith({ text, entered }: TypedAhead, key: string): TypedAhead | null {
  if (entered) return null;
  if (key === 'Enter') return { text, entered: true };
  if (key === 'Backspace') return { text: Array.from(text).slice(0, -1).join(''), entered };
  return Array.from(key).length === 1 ? { text: text + key, entered } : null;
}

export type TypeAheadProps = {
  readonly typed: RefObject<TypedAhead>;
  readonly onClose: () => void;
};

/** Listens in place of a dialog that is not there yet. Shows nothing. */
export function TypeAhead({ typed, onClose }: TypeAheadProps) {
  useLayoutEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if (event.ctrlKey || event.metaKey || event.altKey) return;
      if (event.key === 'Escape') onClose();
      const next = typedWith(typed.current, event.key);
      if (!next && event.key !== 'Escape') return;
      if (next) typed.current = next;
      event.preventDefault();
      event.stopPropagation();
    };
    window.addEventListener('keydown', onKey, { capture: true });
    return () => window.removeEventListener('keydown', onKey, { capture: true });
  }, [typed, onClose]);
  return null;
}
