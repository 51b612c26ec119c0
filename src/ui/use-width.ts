/** The width of an element, followed: drawings take it in their own units, so that type keeps its size. */
import { type RefCallback, useCallback, useState } from 'react';

/**
 * The ref follows whichever element it is given, also one that comes into the page later than its
 * component, as a chart does when the first frame has a date.
 * @param first the width, in CSS pixels, until one is measured
 */
export function useWidth<T extends Element>(first: number): readonly [RefCallback<T>, number] {
  const [width, setWidth] = useState(first);
  const follow = useCallback((element: T | null) => {
    if (!element) return;
    const observer = new ResizeObserver(([entry]) => {
      if (entry && entry.contentRect.width > 0) setWidth(Math.round(entry.contentRect.width));
    });
    observer.observe(element);
    return () => observer.disconnect();
  }, []);
  return [follow, width];
}
