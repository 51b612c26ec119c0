/** The inspector's field that says whom, or which group, boxes show: its key goes there from the map and back. */
import { useEffect, useRef } from 'react';
import { useServices } from '../context';

/** @param reached whether this is the field that the key means */
export function useFollowField(reached: boolean) {
  const { panels, map } = useServices();
  const field = useRef<HTMLInputElement>(null);
  const fromMap = useRef(false);
  useEffect(() => {
    if (!reached) return;
    const focus = () => {
      fromMap.current = true;
      field.current?.focus();
    };
    panels.focusFollowed = focus;
    return () => {
      if (panels.focusFollowed === focus) panels.focusFollowed = null;
    };
  }, [panels, reached]);
  return {
    ref: field,
    onFocusChange: (focused: boolean) => {
      if (!focused) fromMap.current = false;
    },
    onEnter: () => {
      if (!fromMap.current) return false;
      map.current?.focus();
      return true;
    },
  };
}
