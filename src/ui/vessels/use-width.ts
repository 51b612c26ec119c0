/** The width of an element, followed: drawings take it in their own units, so that type keeps its size. */
import { type RefObject, useEffect, useRef, useState } from 'react';

export function useWidth<T extends Element>(first: number): readonly [RefObject<T | null>, number] {
  const element = useRef<T>(null);
  const [width, setWidth] = useState(first);
  useEffect(() => {
    const observed = element.current;
    if (!observed) return;
    const observer = new ResizeObserver(([entry]) => {
      if (entry && entry.contentRect.width > 0) setWidth(Math.round(entry.contentRect.width));
    });
    observer.observe(observed);
    return () => observer.disconnect();
  }, []);
  return [element, width];
}
