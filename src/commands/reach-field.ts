/** Bringing the keyboard to a field of a panel. */
import type { Services } from './types';

/** Pictures of the screen that a panel may take to come up; the code of a screen is fetched when it is first shown. */
const PATIENCE = 60;

/**
 * At once where the field is there already, so that the next key goes into it; else as soon as the panel or
 * screen has come up that was asked for just now, unless another screen is gone to meanwhile.
 */
export function reachField({ panels, session }: Services, port: keyof Services['panels']): void {
  if (panels[port]) {
    panels[port]();
    return;
  }
  const { screen } = session.getState();
  let left = PATIENCE;
  const reach = () => {
    if (session.getState().screen !== screen) return;
    if (panels[port]) panels[port]();
    else if (left-- > 0) requestAnimationFrame(reach);
  };
  // React renders what was set in a microtask that is queued before this one.
  queueMicrotask(reach);
}
