import { useId } from 'react';
import css from './slider.module.css';
import { useDraft } from './use-draft';

export type SliderProps = {
  readonly label: string;
  readonly value: number;
  readonly min: number;
  readonly max: number;
  readonly step: number;
  /** Where the slider stands when nothing is changed; a double click goes back there. */
  readonly rest: number;
  readonly decimals?: number;
  /** The slider runs by the logarithm: for factors. */
  readonly logarithmic?: boolean;
  readonly disabled?: boolean;
  /** While it moves. */
  readonly onTry: (value: number) => void;
  /** When it is let go, or a value was typed. */
  readonly onCommit: (value: number) => void;
};

/** A slider with its value beside it, which can be typed. Arrow keys step, Home and End go to its ends; each release is one change. */
export function Slider(props: SliderProps) {
  const { label, value, min, max, step, rest, decimals = 2, disabled, onTry, onCommit } = props;
  const id = useId();
  const warp = props.logarithmic ? Math.log : (x: number) => x;
  const unwarp = props.logarithmic ? Math.exp : (x: number) => x;
  const clamp = (n: number) => Math.min(max, Math.max(min, n));
  const place = (text: string) => Number(unwarp(Number(text)).toFixed(decimals + 1));
  const typed = useDraft(value.toFixed(decimals), (text) => {
    const n = Number(text.trim().replace(',', '.').replace('\u2212', '-'));
    if (text.trim() !== '' && Number.isFinite(n)) onCommit(clamp(n));
  });
  const commit = () => onCommit(value);
  const goalOf = (key: string) => sliderGoal(key, { value, min, max, step, decimals });
  return (
    <div className={css.slider}>
      <label htmlFor={id} className={css.label}>
        {label}
      </label>
      <input
        id={id}
        type="range"
        className={css.range}
        min={warp(min)}
        max={warp(max)}
        step={props.logarithmic ? 'any' : step}
        value={warp(clamp(value))}
        disabled={disabled}
        aria-valuetext={value.toFixed(decimals)}
        onChange={(event) => onTry(clamp(place(event.target.value)))}
        onPointerUp={commit}
        onKeyDown={(event) => {
          const goal = goalOf(event.key);
          if (goal === null) return;
          event.preventDefault();
          event.stopPropagation();
          onTry(goal);
        }}
        onKeyUp={(event) => (goalOf(event.key) === null ? undefined : commit())}
        onDoubleClick={() => onCommit(rest)}
      />
      <input
        className={css.value}
        type="text"
        inputMode="decimal"
        autoComplete="off"
        aria-label={`${label}, typed`}
        disabled={disabled}
        value={typed.text}
        onChange={(event) => typed.change(event.target.value)}
        onBlur={typed.commit}
        onKeyDown={typed.onKeyDown}
      />
    </div>
  );
}

const STEPS: Readonly<Record<string, number>> = {
  ArrowRight: 1,
  ArrowUp: 1,
  ArrowLeft: -1,
  ArrowDown: -1,
  PageUp: 10,
  PageDown: -10,
};

export type SliderPlace = Pick<SliderProps, 'value' | 'min' | 'max' | 'step'> & {
  readonly decimals: number;
};

/** The value that a key goes to; null for a key that moves no slider. */
export function sliderGoal(
  key: string,
  { value, min, max, step, decimals }: SliderPlace,
): number | null {
  if (key === 'Home') return min;
  if (key === 'End') return max;
  const steps = STEPS[key];
  if (steps === undefined) return null;
  return Math.min(max, Math.max(min, Number((value + steps * step).toFixed(decimals + 1))));
}
