/** The button that begins a point which is typed: its first field has the focus then. */
import type { MouseEvent } from 'react';
import { flushSync } from 'react-dom';
import { Button } from '../kit';

export function TypePoint({ onAdd }: { readonly onAdd: () => void }) {
  const begin = ({ currentTarget }: MouseEvent<HTMLElement>) => {
    flushSync(onAdd);
    currentTarget
      .closest('[role="dialog"]')
      ?.querySelector<HTMLElement>('tr[aria-current="true"] input')
      ?.focus();
  };
  return (
    <Button icon="plus" onClick={begin}>
      Type a point
    </Button>
  );
}
