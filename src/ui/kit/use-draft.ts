import { type KeyboardEvent, useEffect, useRef, useState } from 'react';

/**
 * Text of a field whose value is stored only when the user is done with it: on Enter, when the
 * focus leaves, or when the field goes away (so that typing is never lost). Esc puts it back.
 * Key the field by what it edits, so that a draft never ends in another record.
 */
export function useDraft(value: string, onCommit: (text: string) => void) {
  const [draft, setDraft] = useState<string | null>(null);
  const latest = useRef({ draft, value, onCommit });
  latest.current = { draft, value, onCommit };

  useEffect(
    () => () => {
      const last = latest.current;
      if (last.draft !== null && last.draft !== last.value) last.onCommit(last.draft);
    },
    [],
  );

  const change = (next: string | null) => {
    latest.current.draft = next;
    setDraft(next);
  };
  const commit = () => {
    const { draft: text } = latest.current;
    change(null);
    if (text !== null && text !== value) onCommit(text);
  };

  return {
    text: draft ?? value,
    change,
    commit,
    onKeyDown(event: KeyboardEvent) {
      if (event.key === 'Enter') commit();
      if (event.key === 'Escape' && latest.current.draft !== null) {
        change(null);
        event.stopPropagation();
      }
    },
  };
}
