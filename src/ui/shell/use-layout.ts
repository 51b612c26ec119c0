/** How the window is divided at its width. */
import { useSyncExternalStore } from 'react';

export type Layout = {
  /** 'narrow': the list of boxes shares the inspector's place. */
  readonly width: 'narrow' | 'normal' | 'wide';
  /** Pixels, until the user sets others. */
  readonly list: number;
  readonly inspector: number;
  readonly strip: number;
};

const NARROW: Layout = { width: 'narrow', list: 0, inspector: 288, strip: 82 };
const NORMAL: Layout = { width: 'normal', list: 216, inspector: 300, strip: 112 };
const WIDE: Layout = { width: 'wide', list: 264, inspector: 336, strip: 112 };

/** The map is never narrower than this, pixels. */
export const MAP_MIN = 560;
export const RAIL = 44;

function subscribe(listener: () => void): () => void {
  window.addEventListener('resize', listener);
  return () => window.removeEventListener('resize', listener);
}

export function useWindowWidth(): number {
  return useSyncExternalStore(subscribe, () => window.innerWidth);
}

export function layoutFor(width: number): Layout {
  if (width < 1400) return NARROW;
  return width < 1800 ? NORMAL : WIDE;
}
