/** One of the two pictures side by side, with the control points that lie on it. */
import { type ReactNode, useEffect, useRef, useState } from 'react';
import { openFrameRaster } from '../../../commands/frames/frame-imagery';
import type { Frame } from '../../../domain/model/frame';
import type { PixelXY } from '../../../domain/model/units';
import { createPointMap, type PointMap, type PointMark } from '../../../map/point-map';
import { useDocument, useServices } from '../../context';
import { IconButton, NoticeBar } from '../../kit';
import css from './place.module.css';

export type PlaceMapProps = {
  readonly frame: Frame;
  readonly heading: ReactNode;
  readonly marks: readonly PointMark[];
  readonly onClick: (pixel: PixelXY) => void;
};

export function PlaceMap({ frame: { id: frameId }, heading, marks, onClick }: PlaceMapProps) {
  const services = useServices();
  const document = useDocument();
  const target = useRef<HTMLDivElement>(null);
  const map = useRef<PointMap | null>(null);
  const click = useRef(onClick);
  click.current = onClick;
  const [problem, setProblem] = useState<string | null>(null);
  useEffect(() => {
    if (!target.current) return;
    setProblem(null);
    const made = createPointMap(target.current, {
      document,
      frameId,
      openRaster: (one) => openFrameRaster(services, one),
      onClick: (pixel) => click.current(pixel),
      onError: setProblem,
    });
    map.current = made;
    return () => {
      map.current = null;
      made.dispose();
    };
  }, [services, document, frameId]);
  // After the map, which is made anew for another frame.
  useEffect(() => map.current?.setMarks(marks));
  return (
    <div className={css.side}>
      <div className={css.heading}>
        {heading}
        <span className={css.zoom}>
          <IconButton icon="minus" label="Zoom out" onClick={() => map.current?.zoomBy(0.5)} />
          <IconButton icon="plus" label="Zoom in" onClick={() => map.current?.zoomBy(2)} />
        </span>
      </div>
      <div className={css.frame}>
        <div ref={target} className={css.map} />
        {problem ? (
          <div className={css.problem}>
            <NoticeBar tone="warn" text={problem} />
          </div>
        ) : null}
      </div>
    </div>
  );
}
