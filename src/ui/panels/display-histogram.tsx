/** How often each value occurs in a channel, with the two bounds of the stretch to drag. */
import { type KeyboardEvent, type PointerEvent, useRef } from 'react';
import { formatNumber } from '../../domain/geo/format-numbers';
import type { ChannelStatistics } from '../../domain/imaging/statistics';
import css from './display-panel.module.css';

export type HistogramProps = {
  /** 'Red', 'Band 4', 'NDVI, dB'. */
  readonly label: string;
  readonly tone: 'red' | 'green' | 'blue' | 'grey';
  /** Null while it is being computed. */
  readonly statistics: ChannelStatistics | null;
  /** In the units shown. */
  readonly lo: number;
  readonly hi: number;
  readonly disabled: boolean;
  readonly onTry: (lo: number, hi: number) => void;
  readonly onCommit: (lo: number, hi: number) => void;
  /** Escape while a handle is dragged: as before. */
  readonly onDrop: () => void;
};

const WIDTH = 256;
const HEIGHT = 44;

/** The square root lets rare values be seen beside common ones. */
function outline(counts: readonly number[]): string {
  const most = Math.sqrt(Math.max(1, ...counts));
  const points = counts.map((count, i) => {
    const y = HEIGHT - (Math.sqrt(count) / most) * (HEIGHT - 2);
    return `${i},${y.toFixed(1)} ${i + 1},${y.toFixed(1)}`;
  });
  return `0,${HEIGHT} ${points.join(' ')} ${WIDTH},${HEIGHT}`;
}

/** As many decimals as the range asks for. */
export function formatValue(value: number, range: number): string {
  const decimals = Math.min(4, Math.max(0, 2 - Math.floor(Math.log10(range || 1))));
  return formatNumber(value, decimals);
}

export function Histogram(props: HistogramProps) {
  const { label, tone, statistics, lo, hi } = props;
  const { lo: from, hi: to, counts } = statistics?.histogram ?? { lo, hi, counts: [] };
  const range = to - from || 1;
  const percent = (value: number) => 100 * Math.min(1, Math.max(0, (value - from) / range));
  const text = (value: number) => formatValue(value, range);
  return (
    <div className={css.histogram} data-tone={tone}>
      <div className={css.histogramHead}>
        <span className={css.channel}>{label}</span>
        <span className="mono">{text(lo)}</span>
        <span className={css.dash}>to</span>
        <span className="mono">{text(hi)}</span>
      </div>
      <div className={css.plot}>
        <svg
          viewBox={`0 0 ${WIDTH} ${HEIGHT}`}
          preserveAspectRatio="none"
          aria-hidden="true"
          className={css.curve}
        >
          {counts.length > 0 ? <polygon points={outline(counts)} /> : null}
        </svg>
        <div className={css.cut} style={{ left: 0, width: `${percent(Math.min(lo, hi))}%` }} />
        <div className={css.cut} style={{ left: `${percent(Math.max(lo, hi))}%`, right: 0 }} />
        {/* Where the bounds lie among the values is not known before these are. */}
        {statistics ? (
          <>
            <Handle {...props} end="lo" from={from} range={range} />
            <Handle {...props} end="hi" from={from} range={range} />
          </>
        ) : null}
      </div>
    </div>
  );
}

type HandleProps = HistogramProps & {
  readonly end: 'lo' | 'hi';
  readonly from: number;
  readonly range: number;
};

function Handle({ end, from, range, ...props }: HandleProps) {
  const { label, lo, hi, disabled, onTry, onCommit, onDrop } = props;
  const held = useRef(false);
  const value = end === 'lo' ? lo : hi;
  const least = range / 1000;
  const move = (next: number, then: typeof onTry) =>
    end === 'lo' ? then(Math.min(next, hi - least), hi) : then(lo, Math.max(next, lo + least));
  const drag = (event: PointerEvent) => {
    const box = event.currentTarget.parentElement?.getBoundingClientRect();
    if (!held.current || !box) return;
    const part = Math.min(1, Math.max(0, (event.clientX - box.left) / box.width));
    move(from + part * range, onTry);
  };
  const letGo = () => {
    if (held.current) onCommit(lo, hi);
    held.current = false;
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === 'Escape' && held.current) {
      held.current = false;
      event.stopPropagation();
      onDrop();
    }
    const step = KEY_STEPS[event.key];
    if (step === undefined || disabled) return;
    event.preventDefault();
    event.stopPropagation();
    move(value + (step * range * (event.shiftKey ? 10 : 1)) / 256, onTry);
  };
  const place = Math.min(1, Math.max(0, (value - from) / range));
  return (
    <div
      role="slider"
      tabIndex={disabled ? -1 : 0}
      aria-label={`${label}: ${end === 'lo' ? 'black' : 'white'} point`}
      aria-valuemin={from}
      aria-valuemax={from + range}
      aria-valuenow={value}
      aria-valuetext={formatValue(value, range)}
      aria-disabled={disabled}
      className={css.handle}
      data-end={end}
      style={{ left: `${100 * place}%` }}
      onPointerDown={(event) => {
        if (disabled || event.button !== 0) return;
        event.currentTarget.setPointerCapture(event.pointerId);
        held.current = true;
      }}
      onPointerMove={drag}
      onPointerUp={letGo}
      onLostPointerCapture={letGo}
      onKeyDown={onKeyDown}
      onKeyUp={(event) => {
        if (KEY_STEPS[event.key] !== undefined && !disabled) onCommit(lo, hi);
      }}
    />
  );
}

const KEY_STEPS: Readonly<Record<string, number>> = {
  ArrowLeft: -1,
  ArrowDown: -1,
  ArrowRight: 1,
  ArrowUp: 1,
};
