/** The frame over its reference: dragged, or moved with the arrow keys by a tenth of a pixel. */
import {
  type KeyboardEvent,
  type PointerEvent,
  type RefObject,
  useEffect,
  useMemo,
  useRef,
  useState,
} from 'react';
import { openFrameRaster } from '../../commands/frames/frame-imagery';
import { isAbort, sentenceOf } from '../../domain/errors';
import { draggedShift, type PlaneShift } from '../../domain/geo/plane-shift';
import type { Frame } from '../../domain/model/frame';
import type { PlaneXY } from '../../domain/model/units';
import { type ChipView, paintChip } from '../../map/chips/chip';
import { useServices } from '../context';
import { NoticeBar } from '../kit';
import css from './align.module.css';
import { type HandWindow, ownTransform, ownView, referenceView } from './hand-view';

export type Blend = 'difference' | 'half' | 'own' | 'reference';

/** Pixels that the arrow keys move by, and with Shift. */
const FINE = 0.1;
const COARSE = 1;
/** Still for so long, what was moved is painted where it lies, milliseconds. */
const REST_MS = 150;
const ARROWS: Readonly<Record<string, readonly [number, number]>> = {
  ArrowLeft: [-1, 0],
  ArrowRight: [1, 0],
  ArrowUp: [0, -1],
  ArrowDown: [0, 1],
};

export type HandPadProps = {
  readonly frame: Frame;
  readonly reference: Frame;
  readonly by: PlaneShift;
  readonly view: HandWindow;
  readonly blend: Blend;
  readonly onMove: (by: PlaneShift) => void;
  /** One step nearer (1) or farther (−1), about a place so far from the middle, pixels of the window. */
  readonly onZoom: (nearer: 1 | -1, about: PlaneXY) => void;
};

export function HandPad({ frame, reference, by, view, blend, onMove, onZoom }: HandPadProps) {
  const [problem, setProblem] = useState<string | null>(null);
  const own = usePaintedView(frame, by, view);
  const other = useMemo(() => referenceView(frame, reference, view), [frame, reference, view]);
  const drag = useRef<{ x: number; y: number; by: PlaneShift } | null>(null);
  const move = (du: number, dv: number, from: PlaneShift) => onMove(draggedShift(from, du, dv));
  const onKeyDown = (event: KeyboardEvent) => {
    const way = ARROWS[event.key];
    if (!way || event.ctrlKey || event.metaKey || event.altKey) return;
    event.preventDefault();
    event.stopPropagation();
    const by1 = event.shiftKey ? COARSE : FINE;
    move(way[0] * by1, way[1] * by1, by);
  };
  const press = (event: PointerEvent<HTMLButtonElement>) => {
    if (event.button !== 0) return;
    event.currentTarget.setPointerCapture(event.pointerId);
    drag.current = { x: event.clientX, y: event.clientY, by };
  };
  const follow = (event: PointerEvent<HTMLButtonElement>) => {
    if (!drag.current) return;
    const { x, y, by: from } = drag.current;
    move((event.clientX - x) * view.step, (event.clientY - y) * view.step, from);
  };
  const pad = useWheel(onZoom);
  return (
    <div className={css.padBox}>
      <button
        ref={pad}
        type="button"
        className={css.pad}
        style={{ width: view.width, height: view.height }}
        data-blend={blend}
        aria-label={`${frame.title} over ${reference.title}: drag it, or press arrow keys`}
        onKeyDown={onKeyDown}
        onPointerDown={press}
        onPointerMove={follow}
        // Lost with every release, and when the system takes the pointer for itself.
        onLostPointerCapture={() => {
          drag.current = null;
        }}
      >
        <Picture frame={reference} view={other} name="reference" onProblem={setProblem} />
        <Picture
          frame={frame}
          view={own}
          name="own"
          transformOf={(painted) => ownTransform(frame, by, painted, view)}
          onProblem={setProblem}
        />
      </button>
      {problem ? (
        <div className={css.padProblem}>
          <NoticeBar tone="warn" text={problem} />
        </div>
      ) : null}
    </div>
  );
}

/**
 * The view that the frame's picture is painted for: how the frame was laid when the window was, or when it was
 * last moved. While it is being moved, CSS moves what is painted; at rest it is painted anew, so that no edge
 * of the window stays empty.
 */
function usePaintedView(frame: Frame, by: PlaneShift, view: HandWindow): ChipView {
  const [begun, setBegun] = useState({ by, view });
  if (begun.view !== view) setBegun({ by, view });
  useEffect(() => {
    const timer = setTimeout(() => {
      setBegun((known) => (known.by === by ? known : { by, view }));
    }, REST_MS);
    return () => clearTimeout(timer);
  }, [by, view]);
  const from = begun.by;
  return useMemo(() => ownView(frame, from, view), [frame, from, view]);
}

/** Turning the wheel zooms, and scrolls nothing: a listener of React's could not keep the page from that. */
function useWheel(onZoom: HandPadProps['onZoom']): RefObject<HTMLButtonElement | null> {
  const element = useRef<HTMLButtonElement>(null);
  const latest = useRef(onZoom);
  latest.current = onZoom;
  useEffect(() => {
    const stop = new AbortController();
    const turn = (event: WheelEvent) => {
      event.preventDefault();
      const area = element.current?.getBoundingClientRect();
      if (!area || event.deltaY === 0) return;
      const about = [
        event.clientX - area.left - area.width / 2,
        event.clientY - area.top - area.height / 2,
      ] as const;
      latest.current(event.deltaY < 0 ? 1 : -1, about);
    };
    const { signal } = stop;
    element.current?.addEventListener('wheel', turn, { passive: false, signal });
    return () => stop.abort();
  }, []);
  return element;
}

type PictureProps = {
  readonly frame: Frame;
  readonly view: ChipView | null;
  readonly name: string;
  /** CSS by which what is painted of a view comes to lie in the window. */
  readonly transformOf?: (painted: ChipView) => string;
  readonly onProblem: (sentence: string | null) => void;
};

function Picture({ frame, view, name, transformOf, onProblem }: PictureProps) {
  const services = useServices();
  const canvas = useRef<HTMLCanvasElement>(null);
  // Until a view is painted, what is seen is what was painted before it.
  const [painted, setPainted] = useState(view);
  useEffect(() => {
    if (!view) {
      onProblem(`"${frame.title}" has no place here.`);
      return;
    }
    const stop = new AbortController();
    openFrameRaster(services, frame)
      .then((raster) => paintChip(raster, frame, view, stop.signal))
      .then(
        (image) => {
          if (stop.signal.aborted) return;
          canvas.current?.getContext('2d')?.putImageData(image, 0, 0);
          setPainted(view);
          onProblem(null);
        },
        (error: unknown) => {
          if (!stop.signal.aborted && !isAbort(error)) onProblem(sentenceOf(error));
        },
      );
    return () => stop.abort();
  }, [services, frame, view, onProblem]);
  return (
    <canvas
      ref={canvas}
      data-picture={name}
      width={view?.width ?? 1}
      height={view?.height ?? 1}
      style={painted && transformOf ? { transform: transformOf(painted) } : undefined}
    />
  );
}
