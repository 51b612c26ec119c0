/** Along the foot: the frames of one site by date, below an axis that shows the true times. */
import {
  type KeyboardEvent,
  type UIEvent,
  useCallback,
  useEffect,
  useId,
  useMemo,
  useRef,
  useState,
} from 'react';
import { framesOfSite, showFrame } from '../../commands/frame-commands';
import type { Services } from '../../commands/types';
import type { Frame } from '../../domain/model/frame';
import type { FrameId } from '../../domain/model/ids';
import type { Site } from '../../domain/model/project';
import { knownTime } from '../../domain/tracks/legs';
import type { DocumentStore } from '../../store/document-store';
import { CommandIcon, commandEntry } from '../command-controls';
import { useDocument, useDocumentRevision, useServices, useSession } from '../context';
import { EmptyState, Icon, Menu, type MenuEntry } from '../kit';
import { COMPARED_LETTERS, useCurrentFrame } from '../use-frame';
import { useWidth } from '../use-width';
import css from './film-strip.module.css';
import { dateRange, timeAxis, timeOf } from './film-strip-axis';
import { PlayControls } from './film-strip-play';
import { FilmStripTile } from './film-strip-tile';

const GAP = 6;
const AXIS = 29;
const CAPTION = 19;
const FOOT = 4;
/** Width of a thumbnail over its height. */
const SHAPE = 16 / 9;
/** From this many frames on, their marks are thinner. */
const DENSE = 80;
/** Below this height there is no room for captions. */
const CAPTIONS_FROM = 100;

/** The frames of the strip: those of the site, and those that are still arriving. */
function framesFor(document: DocumentStore, site: Site | null, current: Frame | null) {
  const kept = site ? framesOfSite(document, site.id) : [];
  const arriving = document
    .provisionalFrames()
    .filter((frame) => frame.siteId === site?.id || frame.id === current?.id || kept.length === 0);
  return { frames: [...kept, ...arriving], keptCount: kept.length };
}

/** Whether the dates are of more than one year. */
function ofSeveralYears(frames: readonly Frame[]): boolean {
  const years = frames.flatMap(({ acquired }) => knownTime(acquired)?.value.slice(0, 4) ?? []);
  return new Set(years).size > 1;
}

function siteEntries(services: Services, document: DocumentStore, site: Site | null) {
  const sites = [...document.all('sites')].sort((a, b) => a.name.localeCompare(b.name));
  const entries: MenuEntry[] = sites.map((one) => {
    const frames = framesOfSite(document, one.id);
    const [first] = frames;
    return {
      id: one.id,
      label: one.name,
      icon: 'anchor',
      hint: frames.length === 1 ? '1 frame' : `${frames.length} frames`,
      checked: one.id === site?.id,
      disabledReason: first ? null : 'It has no frames.',
      onSelect: () => (first ? showFrame(services, first.id) : undefined),
    };
  });
  const rule: MenuEntry = { kind: 'separator', id: 'rule' };
  return [...entries, rule, commandEntry(services, 'frames.open')];
}

function SiteBlock({
  site,
  frames,
  at,
  compact,
}: {
  readonly site: Site | null;
  readonly frames: readonly Frame[];
  readonly at: number;
  readonly compact: boolean;
}) {
  const services = useServices();
  const document = useDocument();
  const name = site?.name ?? 'Frames';
  const range = dateRange(frames.flatMap(({ acquired }) => knownTime(acquired)?.value ?? []));
  return (
    <div className={css.site}>
      <div className={css.siteRow}>
        <Menu side="top" entries={() => siteEntries(services, document, site)}>
          <button type="button" className={css.siteName} title={name} aria-label={`Site: ${name}`}>
            <Icon name="anchor" size={14} />
            <span className={css.siteText}>{name}</span>
            <Icon name="chevron-down" size={14} />
          </button>
        </Menu>
        <span className={css.space} />
        <CommandIcon
          id="frames.open"
          icon="image-plus"
          label="Add frames"
          size="small"
          side="top"
        />
      </div>
      {compact ? null : (
        <p className={css.siteCount}>
          {frames.length === 1 ? '1 frame' : `${frames.length} frames`}
        </p>
      )}
      <p className={`${css.range} ellipsis`} title={range}>
        {range}
      </p>
      <div className={css.step}>
        <CommandIcon id="frames.previous" size="small" side="top" />
        <span className={css.place}>{at < 0 ? '' : `${at + 1} of ${frames.length}`}</span>
        <CommandIcon id="frames.next" size="small" side="top" />
        <span className={css.space} />
        <PlayControls />
      </div>
    </div>
  );
}

type AxisProps = {
  readonly frames: readonly Frame[];
  readonly current: number;
  readonly width: number;
  readonly scroll: number;
  readonly pitch: number;
};

/** A line from a frame's mark on the axis down to the middle of its thumbnail. */
function hairline(from: number, to: number): string {
  return `M${from} 21 C${from} 28 ${to} 22 ${to} ${AXIS}`;
}

function Axis({ frames, current, width, scroll, pitch }: AxisProps) {
  const marks = frames.flatMap(({ id, acquired }, index) => {
    const at = knownTime(acquired);
    return at ? [{ index, id, time: timeOf(at.value) }] : [];
  });
  if (marks.length === 0 || width <= 0) return <div className={css.axis} />;
  const axis = timeAxis(
    marks.map(({ time }) => time),
    width,
  );
  const placed = marks.map((mark) => ({
    ...mark,
    from: Math.round(axis.x(mark.time)) + 0.5,
    to: mark.index * pitch + (pitch - GAP) / 2 - scroll,
  }));
  // The current frame's mark lies over its neighbours'.
  const ordered = placed.toSorted(
    (a, b) => Number(a.index === current) - Number(b.index === current),
  );
  const half = placed.length > DENSE ? 1 : 2;
  return (
    <svg className={css.axis} width={width} height={AXIS} aria-hidden="true">
      {axis.ticks.map(({ x, text }) => (
        <g key={x}>
          <path className={css.tick} d={`M${x + 0.5} 2 V18`} />
          <text className={css.tickText} x={x + 5} y={12}>
            {text}
          </text>
        </g>
      ))}
      {ordered.map(({ id, index, from, to }) => (
        <g key={id} className={index === current ? css.markCurrent : css.mark}>
          {to > -20 && to < width + 20 ? <path d={hairline(from, to)} /> : null}
          <rect x={from - half} y={16} width={2 * half} height={5} />
        </g>
      ))}
    </svg>
  );
}

const NONE: readonly FrameId[] = [];

/** The frames that are compared on this screen; none on others. */
function useComparedFrames(): readonly FrameId[] {
  return useSession(({ screen, compare }) => (screen === 'compare' ? compare.frames : NONE));
}

/** The frames that the strip shows, and which of them is the current one. */
function useStripFrames() {
  const document = useDocument();
  const revision = useDocumentRevision();
  const { frame, site: ownSite } = useCurrentFrame();
  const [anySite] = document.all('sites');
  const site = ownSite ?? anySite ?? null;
  // The revision stands for everything that framesFor reads of the document.
  const { frames, keptCount } = useMemo(
    () => (revision >= 0 ? framesFor(document, site, frame) : { frames: [], keptCount: 0 }),
    [document, site, frame, revision],
  );
  const compared = useComparedFrames();
  // While comparing, the strip steps the after frame.
  const current = frames.findIndex((one) => one.id === (compared[1] ?? frame?.id));
  return { site, frames, keptCount, compared, current };
}

/** The list's element and how much of it is seen; what is current comes into view. */
function useScroller(current: number, pitch: number) {
  const list = useRef<HTMLDivElement>(null);
  const [follow, width] = useWidth<HTMLDivElement>(0);
  const ref = useCallback(
    (element: HTMLDivElement | null) => {
      list.current = element;
      return follow(element);
    },
    [follow],
  );
  const [scroll, setScroll] = useState(0);
  /** As `scroll`. Asked of the element, it would have the whole page laid out in the middle of a change. */
  const now = useRef(0);
  const onScroll = useCallback((event: UIEvent<HTMLDivElement>) => {
    now.current = event.currentTarget.scrollLeft;
    setScroll(now.current);
  }, []);
  useEffect(() => {
    if (!list.current || current < 0 || width === 0) return;
    const left = current * pitch;
    if (left < now.current) list.current.scrollLeft = left;
    else if (left + pitch > now.current + width) list.current.scrollLeft = left + pitch - width;
  }, [current, pitch, width]);
  return { ref, width, scroll, onScroll };
}

/** The frame that a key leads to; undefined where the key is none of the strip's. */
function goalOf(event: KeyboardEvent, frames: readonly Frame[], current: number) {
  if (event.altKey || event.ctrlKey || event.metaKey) return undefined;
  const last = frames.length - 1;
  const goals: Readonly<Record<string, number>> = {
    ArrowLeft: Math.max(0, current - 1),
    ArrowRight: Math.min(last, current + 1),
    Home: 0,
    End: last,
  };
  const goal = goals[event.key];
  return goal === undefined ? undefined : frames[goal];
}

type TilesProps = {
  readonly strip: ReturnType<typeof useStripFrames>;
  /** The element that a frame's tile is, by its place in the order of time. */
  readonly idOf: (index: number) => string;
  /** CSS pixels from one tile to the next. */
  readonly pitch: number;
  /** The part of the strip that is seen, CSS pixels from its left end. */
  readonly seen: readonly [from: number, to: number];
  readonly compact: boolean;
};

/** The tiles that are seen, two more at either end, and the current one. */
function Tiles({ strip, idOf, pitch, seen, compact }: TilesProps) {
  const document = useDocument();
  const { frames, keptCount, compared, current } = strip;
  const first = Math.max(0, Math.floor(seen[0] / pitch) - 2);
  const end = Math.ceil(seen[1] / pitch) + 2;
  const years = ofSeveralYears(frames);
  return frames.map((one, index) =>
    index === current || (index >= first && index < end) ? (
      <FilmStripTile
        key={one.id}
        frame={one}
        id={idOf(index)}
        index={index}
        count={frames.length}
        current={index === current}
        letter={COMPARED_LETTERS[compared.indexOf(one.id)] ?? null}
        left={index * pitch}
        boxes={document.boxesOf(one.id).length}
        arriving={index >= keptCount}
        compact={compact}
        years={years}
      />
    ) : null,
  );
}

/** height: pixels of the whole strip. */
export function FilmStrip({ height }: { readonly height: number }) {
  const services = useServices();
  const strip = useStripFrames();
  const { site, frames, current } = strip;
  const captions = height >= CAPTIONS_FROM;
  const thumbHeight = height - 1 - AXIS - FOOT - (captions ? CAPTION : 0);
  const thumbWidth = Math.round(thumbHeight * SHAPE);
  const pitch = thumbWidth + GAP;
  const { ref, width, scroll, onScroll } = useScroller(current, pitch);
  const listId = useId();
  const idOf = (index: number) => `${listId}-${index}`;

  const onKeyDown = (event: KeyboardEvent) => {
    const next = goalOf(event, frames, current);
    if (!next) return;
    event.preventDefault();
    showFrame(services, next.id);
  };

  return (
    <div className={css.strip} style={{ height }}>
      <SiteBlock site={site} frames={frames} at={current} compact={!captions} />
      <div className={css.main}>
        <Axis frames={frames} current={current} width={width} scroll={scroll} pitch={pitch} />
        <div
          ref={ref}
          className={css.list}
          role="listbox"
          tabIndex={0}
          aria-label="Frames by date"
          aria-orientation="horizontal"
          aria-activedescendant={current < 0 ? undefined : idOf(current)}
          style={{
            ['--thumb-width' as string]: `${thumbWidth}px`,
            ['--thumb-height' as string]: `${thumbHeight}px`,
          }}
          onScroll={onScroll}
          onWheel={(event) => {
            event.currentTarget.scrollLeft += event.deltaX === 0 ? event.deltaY : 0;
          }}
          onKeyDown={onKeyDown}
        >
          <div role="presentation" style={{ width: frames.length * pitch - GAP, height: 1 }} />
          <Tiles
            strip={strip}
            idOf={idOf}
            pitch={pitch}
            seen={[scroll, scroll + width]}
            compact={!captions}
          />
        </div>
        {frames.length === 0 ? (
          <div className={css.none}>
            <EmptyState
              title="No frames yet"
              text="Frames stand here by date once they are opened."
            />
          </div>
        ) : null}
      </div>
    </div>
  );
}
