/** The line between the two dates of a swipe: dragged, or moved by keys like any slider. */
import type { KeyboardEvent, PointerEvent, RefObject } from 'react';
import { setCompare } from '../../commands/frames/compare-frames';
import { useServices, useSession } from '../context';
import { Icon } from '../kit';
import css from './divider.module.css';

const STEP = 0.02;
const PAGE = 0.1;

const MOVES: Readonly<Record<string, (at: number) => number>> = {
  ArrowLeft: (at) => at - STEP,
  ArrowUp: (at) => at - STEP,
  ArrowRight: (at) => at + STEP,
  ArrowDown: (at) => at + STEP,
  PageUp: (at) => at - PAGE,
  PageDown: (at) => at + PAGE,
  Home: () => 0,
  End: () => 1,
};

/** Turning the wheel over the line zooms what lies beneath it. */
function passOn(event: globalThis.WheelEvent, stage: HTMLElement | null): void {
  const beneath = document
    .elementsFromPoint(event.clientX, event.clientY)
    .find((element) => stage?.contains(element) && element.tagName === 'CANVAS');
  beneath?.dispatchEvent(new WheelEvent('wheel', event));
}

/** stage: the element that the divider crosses. */
export function Divider({ stage }: { readonly stage: RefObject<HTMLDivElement | null> }) {
  const { session } = useServices();
  const { swipeAt, divider } = useSession((state) => state.compare);
  const vertical = divider === 'vertical';
  const moveTo = (at: number) => setCompare(session, { swipeAt: Math.min(1, Math.max(0, at)) });
  const onPointerMove = (event: PointerEvent<HTMLDivElement>) => {
    const bounds = stage.current?.getBoundingClientRect();
    if (!bounds || !event.currentTarget.hasPointerCapture(event.pointerId)) return;
    const { left, top, width, height } = bounds;
    moveTo(vertical ? (event.clientX - left) / width : (event.clientY - top) / height);
  };
  const onKeyDown = (event: KeyboardEvent) => {
    const move = MOVES[event.key];
    if (!move || event.ctrlKey || event.metaKey || event.altKey) return;
    event.preventDefault();
    event.stopPropagation();
    moveTo(move(swipeAt));
  };
  return (
    <div
      className={`${css.divider} ${vertical ? css.vertical : css.horizontal}`}
      style={{ [vertical ? 'left' : 'top']: `${swipeAt * 100}%` }}
      role="slider"
      tabIndex={0}
      aria-label="Divider between A and B"
      aria-orientation={vertical ? 'horizontal' : 'vertical'}
      aria-valuemin={0}
      aria-valuemax={100}
      aria-valuenow={Math.round(swipeAt * 100)}
      aria-valuetext={`${Math.round(swipeAt * 100)} % shows A`}
      onPointerDown={(event) => event.currentTarget.setPointerCapture(event.pointerId)}
      onPointerMove={onPointerMove}
      onWheel={(event) => passOn(event.nativeEvent, stage.current)}
      onDoubleClick={() => moveTo(0.5)}
      onKeyDown={onKeyDown}
    >
      <span className={css.grip}>
        <Icon name="chevron-left" size={14} />
        <Icon name="chevron-right" size={14} />
      </span>
    </div>
  );
}
