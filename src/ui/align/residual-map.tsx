/** A small picture of the frame with the place and size of what the alignment leaves. */
import type { MouseEvent } from 'react';
import { formatNumber } from '../../domain/geo/format-numbers';
import type { AlignmentCheck } from '../../domain/model/alignment';
import type { Frame } from '../../domain/model/frame';
import type { PlaneXY } from '../../domain/model/units';
import { useThumbnail } from '../use-frame';
import css from './align.module.css';

/** Length of the arrow for a residual of one unit, as part of the picture's longer side. */
const PER_UNIT = 1 / 16;
/** Arrows stay as long as this many units' at most, so that those voted out do not cross the picture. */
const LONGEST = 3;
/** Pixels that a unit may be: as few as leave most arrows of places that agree within two units. */
const UNITS = [0.1, 0.2, 0.5, 1, 2, 5] as const;
const LARGEST_UNIT = 10;

export type ResidualMapProps = {
  readonly frame: Frame;
  readonly checks: readonly AlignmentCheck[];
  /** What the places were compared with, where that is not the reference. */
  readonly via?: string | undefined;
  /** A place that was chosen on it, plane units. */
  readonly place?: PlaneXY | undefined;
  readonly onPlace?: ((place: PlaneXY) => void) | undefined;
  /** Whether there is room for a large one. */
  readonly large?: boolean;
};

export function ResidualMap(props: ResidualMapProps) {
  const { frame, checks, place, onPlace, large = false } = props;
  const url = useThumbnail(frame);
  const width = frame.raster.width * frame.pixelAspect;
  const { height } = frame.raster;
  const longer = Math.max(width, height);
  const unit = unitFor(checks);
  const choose = (event: MouseEvent<HTMLButtonElement>) => {
    const area = event.currentTarget.getBoundingClientRect();
    const u = ((event.clientX - area.left) / area.width) * width;
    const v = ((event.clientY - area.top) / area.height) * height;
    onPlace?.([u, v]);
  };
  const sketch = (
    <svg
      viewBox={`0 0 ${width} ${height}`}
      role="img"
      aria-label={
        checks.length === 0
          ? `${frame.title}, as a whole`
          : `Residuals at ${checks.length} places of ${frame.title}`
      }
    >
      {url && url !== 'missing' ? (
        <image href={url} width={width} height={height} preserveAspectRatio="none" />
      ) : null}
      {checks.map((check) => (
        <Arrow key={check.at.join(' ')} check={check} longer={longer} unit={unit} />
      ))}
      {place ? <circle className={css.place} cx={place[0]} cy={place[1]} r={longer / 40} /> : null}
    </svg>
  );
  return (
    <figure className={css.sketch} data-large={large || undefined}>
      {/* As large as the picture: a click's place is told by the parts of it. */}
      <div style={{ width: `min(100%, calc(var(--most) * ${width / height}))` }}>
        {onPlace ? (
          <button type="button" title="Click where to look" onClick={choose}>
            {sketch}
          </button>
        ) : (
          sketch
        )}
      </div>
      {checks.length > 0 ? (
        <figcaption className={css.note}>{caption(props, unit)}</figcaption>
      ) : null}
    </figure>
  );
}

function unitFor(checks: readonly AlignmentCheck[]): number {
  const sizes = checks
    .filter((check) => check.used)
    .map(({ residual }) => Math.hypot(residual[0], residual[1]))
    .sort((a, b) => a - b);
  const most = sizes[Math.floor(sizes.length * 0.9)] ?? 1;
  return UNITS.find((unit) => most <= 2 * unit) ?? LARGEST_UNIT;
}

/** What the places have in common; points that were clicked are all used, whether they agree or not. */
function saidOf({ frame, checks, via }: ResidualMapProps): string {
  if (frame.alignment?.method === 'tie_points')
    return `What is left at ${checks.length} tie points.`;
  const used = checks.filter((check) => check.used).length;
  const compared = via === undefined ? '' : ' with the frame that it is laid by way of';
  return `${used} of ${checks.length} places agree${compared}.`;
}

function caption(props: ResidualMapProps, unit: number): string {
  const out = props.checks.some(({ used }) => !used) ? '; dashed ones were voted out' : '';
  return `${saidOf(props)} An arrow as long as a sixteenth of the picture is ${unit} px${out}.`;
}

type ArrowProps = {
  readonly check: AlignmentCheck;
  readonly longer: number;
  readonly unit: number;
};

function Arrow({ check: { at, residual, used }, longer, unit }: ArrowProps) {
  const size = Math.hypot(residual[0], residual[1]);
  const units = Math.min(size / unit, LONGEST);
  const drawn = size > 0 ? (units / size) * PER_UNIT * longer : 0;
  const end = [at[0] + residual[0] * drawn, at[1] + residual[1] * drawn];
  return (
    <g className={used ? css.used : css.out}>
      <title>{`${formatNumber(size, 2)} px left${used ? '' : ', voted out'}`}</title>
      <line x1={at[0]} y1={at[1]} x2={end[0]} y2={end[1]} />
      <circle cx={at[0]} cy={at[1]} r={longer / 130} />
    </g>
  );
}
