/** A small picture of a place on a frame, made when it comes into the page. */
import { useEffect, useRef, useState } from 'react';
import { openFrameRaster } from '../../commands/frame-imagery';
import { sentenceOf } from '../../domain/errors';
import { makeFrameGeo } from '../../domain/geo/frame-geo';
import { cornersPixel } from '../../domain/geometry/box-geometry';
import { toPlane } from '../../domain/geometry/plane';
import type { Box } from '../../domain/model/box';
import type { Frame } from '../../domain/model/frame';
import type { LonLat, Meters } from '../../domain/model/units';
import { type ChipView, groundView, isOnPicture, paintChip } from '../../map/chips/chip';
import { useDocument, useServices } from '../context';
import css from './chip.module.css';

export type ChipProps = {
  readonly frame: Frame;
  /** Longitude and latitude of the middle; null for pictures without a place, shown by their box. */
  readonly place: LonLat | null;
  /** Metres from the left to the right edge. */
  readonly across: Meters;
  readonly width: number;
  readonly height: number;
  /** Outlined in its colour. */
  readonly box?: Box | null;
  readonly label: string;
};

function viewOf({ frame, place, across, width, height, box }: ChipProps): ChipView | null {
  const geo = makeFrameGeo(frame);
  const ground = geo && place && groundView(frame, geo, place, { across, width, height });
  if (ground || !box) return ground || null;
  const { x, y, length } = box.geometry;
  const step = (length * 1.6) / width;
  return { center: toPlane([x, y], frame.pixelAspect), step, right: 0, width, height };
}

function outlineOf(box: Box, frame: Frame, view: ChipView): string {
  const [cos, sin] = [Math.cos(view.right) / view.step, Math.sin(view.right) / view.step];
  return cornersPixel(box.geometry, frame.pixelAspect)
    .map((pixel) => {
      const [u, v] = toPlane(pixel, frame.pixelAspect);
      const [du, dv] = [u - view.center[0], v - view.center[1]];
      return `${du * cos + dv * sin + view.width / 2},${dv * cos - du * sin + view.height / 2}`;
    })
    .join(' ');
}

/** Whether no pixel has data. */
function isEmpty({ data }: ImageData): boolean {
  for (let alpha = 3; alpha < data.length; alpha += 4) if (data[alpha] !== 0) return false;
  return true;
}

export function Chip(props: ChipProps) {
  const { frame, width, height, box, label } = props;
  const services = useServices();
  const document = useDocument();
  const canvas = useRef<HTMLCanvasElement>(null);
  const [missing, setMissing] = useState<string | null>(null);
  const [empty, setEmpty] = useState(false);
  const view = viewOf(props);
  const key = view && isOnPicture(frame, view) ? JSON.stringify(view) : null;
  useEffect(() => {
    if (key === null) return;
    const stop = new AbortController();
    const wanted = JSON.parse(key) as ChipView;
    openFrameRaster(services, frame)
      .then((raster) => paintChip(raster, frame, wanted, stop.signal))
      .then(
        (image) => {
          if (stop.signal.aborted) return;
          setEmpty(isEmpty(image));
          canvas.current?.getContext('2d')?.putImageData(image, 0, 0);
        },
        (error: unknown) => {
          if (!stop.signal.aborted) setMissing(sentenceOf(error));
        },
      );
    return () => stop.abort();
  }, [services, frame, key]);
  const color = box ? (document.get('classes', box.classId)?.color ?? '#b8b8b8') : '#b8b8b8';
  return (
    <span className={css.chip} style={{ width, height }} role="img" aria-label={label}>
      {key === null || missing ? (
        <span className={css.missing} title={missing ?? undefined}>
          {missing ? 'No picture' : 'Not covered'}
        </span>
      ) : (
        <canvas ref={canvas} width={width} height={height} />
      )}
      {empty && !missing ? <span className={css.missing}>No data here</span> : null}
      {view && box ? (
        <svg width={width} height={height} aria-hidden="true">
          <polygon points={outlineOf(box, frame, view)} className={css.halo} />
          <polygon points={outlineOf(box, frame, view)} stroke={color} className={css.outline} />
        </svg>
      ) : null}
    </span>
  );
}
