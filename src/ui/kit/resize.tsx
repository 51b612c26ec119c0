import { type KeyboardEvent, type PointerEvent, useCallback, useRef, useState } from 'react';
import { readPreference, writePreference } from './preferences';
import css from './resize.module.css';

/** A size in pixels that is remembered on this machine; `preset` until the user has set one. */
export function useStoredSize(key: string, preset: number) {
  const name = `quaymark.size.${key}`;
  const [size, setSize] = useState<number | null>(() => {
    const stored = Number(readPreference(name));
    return stored > 0 ? stored : null;
  });
  const set = useCallback(
    (next: number | null) => {
      setSize(next);
      writePreference(name, next === null ? null : String(next));
    },
    [name],
  );
  return [size ?? preset, set] as const;
}

export type ResizeHandleProps = {
  /** What it resizes: 'Width of the inspector'. */
  readonly label: string;
  /** Where the handle stands on the panel that it resizes. */
  readonly edge: 'left' | 'right' | 'top';
  readonly size: number;
  readonly min: number;
  readonly max: number;
  /** null: back to the preset size, by a double click or Home. */
  readonly onResize: (size: number | null) => void;
};

const STEP = 16;

/** The edge of a panel to drag, or to move with arrow keys. */
export function ResizeHandle({ label, edge, size, min, max, onResize }: ResizeHandleProps) {
  const start = useRef<{ readonly at: number; readonly size: number } | null>(null);
  const upright = edge !== 'top';
  const sign = edge === 'right' ? 1 : -1;
  const place = (event: PointerEvent) => (upright ? event.clientX : event.clientY);
  const clamp = (next: number) => Math.round(Math.min(max, Math.max(min, next)));

  const onKeyDown = (event: KeyboardEvent) => {
    const [less, more] = upright ? ['ArrowLeft', 'ArrowRight'] : ['ArrowUp', 'ArrowDown'];
    const step = event.key === more ? STEP : event.key === less ? -STEP : 0;
    if (step !== 0) onResize(clamp(size + sign * step));
    else if (event.key === 'Home') onResize(null);
    else return;
    event.preventDefault();
    event.stopPropagation();
  };
  return (
    <hr
      tabIndex={0}
      aria-label={label}
      aria-orientation={upright ? 'vertical' : 'horizontal'}
      aria-valuenow={size}
      aria-valuemin={min}
      aria-valuemax={max}
      className={`${css.handle} ${css[edge]}`}
      onPointerDown={(event) => {
        event.currentTarget.setPointerCapture(event.pointerId);
        start.current = { at: place(event), size };
      }}
      onPointerMove={(event) => {
        if (!start.current) return;
        onResize(clamp(start.current.size + sign * (place(event) - start.current.at)));
      }}
      onPointerUp={() => {
        start.current = null;
      }}
      onLostPointerCapture={() => {
        start.current = null;
      }}
      onDoubleClick={() => onResize(null)}
      onKeyDown={onKeyDown}
    />
  );
}
