/** Bringing the keyboard to a field of a panel. */
import type { Services } from './types';

/**
 * At once where the field is there already, so that the next key goes into it; else as soon as the panel has
 * come up that was asked for just now.
 */
export function reachField({ panels }: Services, port: keyof Services['panels']): void {
  if (panels[port]) {
    panels[port]();
    return;
  }
  // React renders what was set in a microtask that is queued before this one.
  queueMicrotask(() => {
    if (panels[port]) panels[port]();
    else requestAnimationFrame(() => panels[port]?.());
  });
}
