/** Fields of a panel that lies behind another tab: a command for them brings it forward and then reaches them. */
import { useEffect } from 'react';
import { flushSync } from 'react-dom';
import type { Services } from '../../commands/types';
import { useServices } from '../context';

/**
 * @param field how commands reach it
 * @param shown the tab that is seen
 * @param tab the one that the field is on
 */
export function useBroughtForward<T extends string>(
  field: keyof Services['panels'],
  shown: T,
  tab: T,
  setTab: (tab: T) => void,
): void {
  const { panels } = useServices();
  useEffect(() => {
    if (shown === tab) return;
    const reach = () => {
      // With its effects, so that the field has the focus before the next key comes.
      flushSync(() => setTab(tab));
      if (panels[field] !== reach) panels[field]?.();
    };
    panels[field] = reach;
    return () => {
      if (panels[field] === reach) panels[field] = null;
    };
  }, [panels, field, shown, tab, setTab]);
}
