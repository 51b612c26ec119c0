/** A small picture of a place on a frame, made when it comes into the page. */
import { useEffect, useRef, useState } from 'react';
import { openFrameRaster } from '../../commands/frames/frame-imagery';
import { sentenceOf } from '../../domain/errors';
import { frameGeoOf, measuresOf } from '../../domain/geo/measure-cache';
import { cornersPixel } from '../../domain/geometry/box-geometry';
import { toPlane } from '../../domain/geometry/plane';
import type { Box, BoxGeometry } from '../../domain/model/box';
import type { Frame } from '../../domain/model/frame';
import type { LonLat, Meters } from '../../domain/model/units';
import { type ChipView, groundView, isOnPicture, keelView, paintChip } from '../../map/chips/chip';
import { niceLength } from '../../map/controls/nice-length';
import { useDocument, useServices, useSession } from '../context';
import css from './chip.module.css';

export type ChipProps = {
  readonly frame: Frame;
  /** Longitude and latitude of the middle; null for pictures without a place, shown by what is boxed. */
  readonly place: LonLat | null;
  /** What is shown of a picture without a place, in its pixels, where no box is. */
  readonly around?: BoxGeometry;
  /** Metres from the left to the right edge. */
  readonly across: Meters;
  readonly width: number;
  readonly height: number;
  /** Outlined in its colour. */
  readonly box?: Box | null;
  /** Along the box's keel, bow right, instead of north up. */
  readonly along?: boolean;
  /** Draws a bar of so many metres. */
  readonly scaled?: boolean;
  readonly label: string;
};

function viewOf({
  frame,
  place,
  around,
  across,
  width,
  height,
  box,
  along,
}: ChipProps): ChipView | null {
  const measures = along && box ? measuresOf(box, frame) : null;
  if (box && measures) {
    return keelView(frame, box.geometry, measures.lengthM, { across, width, height });
  }
  const geo = frameGeoOf(frame);
  const ground = geo && place && groundView(frame, geo, place, { across, width, height });
  const boxed = box?.geometry ?? around;
  if (ground || !boxed) return ground || null;
  const { x, y, length } = boxed;
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

/** A round length that takes up to a quarter of the chip's width. */
function ScaleBar({ across, width }: { readonly across: Meters; readonly width: number }) {
  const bar = niceLength(across / width, width / 4, 'm');
  return bar ? (
    <span className={css.scale} aria-hidden>
      {bar.text}
      <span style={{ width: bar.pixels }} />
    </span>
  ) : null;
}

/** Whether no pixel has data. */
function isEmpty({ data }: ImageData): boolean {
  for (let alpha = 3; alpha < data.length; alpha += 4) if (data[alpha] !== 0) return false;
  return true;
}

/** What came of reading a place of a frame. */
type Read = {
  readonly frame: Frame;
  readonly key: string;
  readonly empty: boolean;
  readonly missing: string | null;
};

export function Chip(props: ChipProps) {
  const linked = useSession((state) => state.linked);
  return <ChipOnce key={linked} {...props} />;
}

/** Tries once to read its picture. */
function ChipOnce(props: ChipProps) {
  const { frame, width, height, box, label } = props;
  const services = useServices();
  const document = useDocument();
  const canvas = useRef<HTMLCanvasElement>(null);
  const [read, setRead] = useState<Read | null>(null);
  const view = viewOf(props);
  // What is boxed on a picture is on it in part at least, also where its middle is not.
  const shown = view && (box || isOnPicture(frame, view));
  const key = shown ? JSON.stringify(view) : null;
  // What came of another frame or place says nothing of this one.
  const now = read?.frame === frame && read.key === key ? read : null;
  useEffect(() => {
    if (key === null) return;
    const stop = new AbortController();
    const wanted = JSON.parse(key) as ChipView;
    openFrameRaster(services, frame)
      .then((raster) => paintChip(raster, frame, wanted, stop.signal))
      .then(
        (image) => {
          if (stop.signal.aborted) return;
          setRead({ frame, key, empty: isEmpty(image), missing: null });
          canvas.current?.getContext('2d')?.putImageData(image, 0, 0);
        },
        (error: unknown) => {
          if (!stop.signal.aborted)
            setRead({ frame, key, empty: false, missing: sentenceOf(error) });
        },
      );
    return () => stop.abort();
  }, [services, frame, key]);
  const color = box ? (document.get('classes', box.classId)?.color ?? '#b8b8b8') : '#b8b8b8';
  return (
    <span className={css.chip} style={{ width, height }} role="img" aria-label={label}>
      {key === null || now?.missing ? (
        <span className={css.missing} title={now?.missing ?? undefined}>
          {now?.missing ? 'No picture' : 'Not covered'}
        </span>
      ) : (
        <canvas key={frame.id} ref={canvas} width={width} height={height} />
      )}
      {now?.empty ? <span className={css.missing}>No data here</span> : null}
      {view && box && !now?.missing ? (
        <svg width={width} height={height} aria-hidden="true">
          <polygon points={outlineOf(box, frame, view)} className={css.halo} />
          <polygon points={outlineOf(box, frame, view)} stroke={color} className={css.outline} />
        </svg>
      ) : null}
      {props.scaled && props.place && !now?.missing ? (
        <ScaleBar across={props.across} width={width} />
      ) : null}
    </span>
  );
}
