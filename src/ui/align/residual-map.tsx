/** A small picture of the frame with the place and size of what the alignment leaves. */
import type { MouseEvent } from 'react';
import { formatNumber } from '../../domain/geo/format-numbers';
import type { AlignmentCheck } from '../../domain/model/alignment';
import type { Frame } from '../../domain/model/frame';
import type { PlaneXY } from '../../domain/model/units';
import { useThumbnail } from '../use-frame';
import css from './align.module.css';

/** Length of the arrow for a residual of one pixel, as part of the picture's longer side. */
const PER_PIXEL = 1 / 16;
/** Arrows stay as long as this many pixels' at most, so that those voted out do not cross the picture. */
const LONGEST_PX = 3;

export type ResidualMapProps = {
  readonly frame: Frame;
  readonly checks: readonly AlignmentCheck[];
  /** A place that was chosen on it, plane units. */
  readonly place?: PlaneXY | undefined;
  readonly onPlace?: ((place: PlaneXY) => void) | undefined;
};

export function ResidualMap({ frame, checks, place, onPlace }: ResidualMapProps) {
  const url = useThumbnail(frame);
  const width = frame.raster.width * frame.pixelAspect;
  const { height } = frame.raster;
  const longer = Math.max(width, height);
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
        <Arrow key={check.at.join(' ')} check={check} longer={longer} />
      ))}
      {place ? <circle className={css.place} cx={place[0]} cy={place[1]} r={longer / 40} /> : null}
    </svg>
  );
  return (
    <figure className={css.sketch}>
      {onPlace ? (
        <button type="button" title="Click where to look" onClick={choose}>
          {sketch}
        </button>
      ) : (
        sketch
      )}
      {checks.length > 0 ? <figcaption className={css.note}>{caption(checks)}</figcaption> : null}
    </figure>
  );
}

function caption(checks: readonly AlignmentCheck[]): string {
  const used = checks.filter((check) => check.used).length;
  return `${used} of ${checks.length} places agree. An arrow as long as a sixteenth of the picture is 1 px.`;
}

type ArrowProps = { readonly check: AlignmentCheck; readonly longer: number };

function Arrow({ check: { at, residual, used }, longer }: ArrowProps) {
  const size = Math.hypot(residual[0], residual[1]);
  const drawn = size > 0 ? (Math.min(size, LONGEST_PX) / size) * PER_PIXEL * longer : 0;
  const end = [at[0] + residual[0] * drawn, at[1] + residual[1] * drawn];
  return (
    <g className={used ? css.used : css.out}>
      <title>{`${formatNumber(size, 2)} px left${used ? '' : ', voted out'}`}</title>
      <line x1={at[0]} y1={at[1]} x2={end[0]} y2={end[1]} />
      <circle cx={at[0]} cy={at[1]} r={longer / 130} />
    </g>
  );
}
