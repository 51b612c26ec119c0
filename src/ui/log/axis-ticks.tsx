/** The named dates of a time axis, each with a line down the drawing. */
import type { TimeAxis } from '../panels/film-strip-axis';
import css from './log-screen.module.css';

type AxisTicksProps = {
  readonly ticks: TimeAxis['ticks'];
  /** Where the axis begins, and how far down its lines go; CSS pixels. */
  readonly left: number;
  readonly height: number;
};

export function AxisTicks({ ticks, left, height }: AxisTicksProps) {
  return ticks.map(({ x, text }) => (
    <g key={x}>
      <path className={css.grid} d={`M${left + x} 4 V${height}`} />
      <text className={css.tick} x={left + x + 4} y={12}>
        {text}
      </text>
    </g>
  ));
}
