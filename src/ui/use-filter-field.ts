/** The field of the screen that the filter's key leads to. */
import { type RefObject, useEffect, useRef } from 'react';
import { useServices } from './context';

export function useFilterField(): RefObject<HTMLInputElement | null> {
  const { panels } = useServices();
  const input = useRef<HTMLInputElement>(null);
  useEffect(() => {
    const focus = () => input.current?.select();
    panels.focusFilter = focus;
    return () => {
      if (panels.focusFilter === focus) panels.focusFilter = null;
    };
  }, [panels]);
  return input;
}
