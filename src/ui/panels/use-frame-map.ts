import { useRef } from 'react';

export function useFrameMap() {
  return useRef<HTMLDivElement>(null);
}
