/** The compared frames, and what lies over them: their dates, the divider, how well they lie. */
import { type CSSProperties, useRef } from 'react';
import { relink } from '../../commands/frames/relink';
import { notifyError } from '../../commands/notify';
import { type PairLying, pairLying } from '../../domain/geo/alignment-text';
import { formatDate, formatTime } from '../../domain/geo/format-numbers';
import type { Frame } from '../../domain/model/frame';
import type { FrameId } from '../../domain/model/ids';
import { knownTime } from '../../domain/tracks/legs';
import { drawnOn } from '../../map/compare/presentation';
import type { RasterState } from '../../map/frame-map';
import { CommandButton } from '../command-controls';
import { useServices, useSession } from '../context';
import { Badge, Button, EmptyState, Icon, NoticeBar, ProgressBar } from '../kit';
import { AreaBar } from '../panels/area-bar';
import { COMPARED_LETTERS, useComparedFrames } from '../use-frame';
import css from './compare-stage.module.css';
import { Divider } from './divider';
import { type Lying, useCompareMap } from './use-compare-map';

const DAY_MS = 86_400_000;
/** Days from which they are counted as years. */
const YEARS_FROM = 730;

/** Side by side, one beside the other, or one above the other. */
type Layout = 'panes' | 'beside' | 'above';

/** Where the tag of each frame stands: on what can be seen of that frame. */
function placeOf(index: number, count: number, layout: Layout): CSSProperties {
  if (layout === 'above' && index === 1) return { right: 12, bottom: 44 };
  if (layout !== 'panes') return index === 0 ? { left: 12, top: 12 } : { right: 12, top: 12 };
  const columns = count === 4 ? 2 : count;
  const rows = Math.ceil(count / columns);
  return {
    left: `calc(${((index % columns) * 100) / columns}% + 12px)`,
    top: `calc(${(Math.floor(index / columns) * 100) / rows}% + 12px)`,
    maxWidth: `calc(${100 / columns}% - 24px)`,
  };
}

function FrameTag({
  frame,
  index,
  style,
  aside,
  away,
}: {
  readonly frame: Frame;
  readonly index: number;
  readonly style: CSSProperties;
  readonly aside: string | null;
  /** The other frame alone is to be seen just now. */
  readonly away: boolean;
}) {
  const { acquired } = frame;
  return (
    <div
      className={`${css.tag} ${away ? css.away : ''}`}
      style={style}
      title={frame.title}
      aria-current={!away}
    >
      <span className={css.letter}>{COMPARED_LETTERS[index]}</span>
      <span className={css.date}>{acquired ? formatDate(acquired.value) : 'No date'}</span>
      {acquired?.precision === 'instant' ? (
        <span className={css.time}>{formatTime(acquired.value)}</span>
      ) : null}
      {acquired?.precision === 'day' ? <span className={css.time}>day only</span> : null}
      {frame.sensorShort === '' ? null : <Badge tone="over">{frame.sensorShort}</Badge>}
      {aside ? <span className={css.aside}>{aside}</span> : null}
    </div>
  );
}

/** '21 days apart'; null where a date is missing. */
export function daysApart(before: Frame, after: Frame): string | null {
  const [first, second] = [knownTime(before.acquired), knownTime(after.acquired)];
  if (!first || !second) return null;
  const day = ({ value }: { readonly value: string }) => Date.parse(value.slice(0, 10));
  const days = Math.abs(day(second) - day(first)) / DAY_MS;
  if (days === 0) return 'same day';
  const instants = first.precision === 'instant' && second.precision === 'instant';
  const ms = Math.abs(Date.parse(second.value) - Date.parse(first.value));
  // Late on one day and early on the next are a night apart at most.
  if (instants && ms < DAY_MS) return 'less than a day apart';
  if (days > YEARS_FROM) return `${(days / 365.25).toFixed(1)} years apart`;
  return days === 1 ? '1 day apart' : `${Math.round(days)} days apart`;
}

type LyingChipProps = {
  readonly lying: Lying;
  /** Stands above the scale bar, where panes are narrow. */
  readonly raised: boolean;
  readonly pair: PairLying;
  readonly apart: string | null;
  /** More dates than the two that it speaks of are shown. */
  readonly among: boolean;
};

/** How the two were laid on each other, and how far that is off at the edges. */
function LyingChip({ lying, raised, pair, apart, among }: LyingChipProps) {
  const { byGround, residual } = lying;
  const how = byGround ? pair.text : 'No place: laid corner on corner';
  const off = residual > 0.25 ? `, up to ${residual.toFixed(1)} px off at the edges` : '';
  const sure = pair.checked ? 'check' : 'info';
  return (
    <div className={`${css.lying} ${raised ? css.raised : ''}`} role="status">
      <Icon name={byGround && off === '' ? sure : 'triangle-alert'} size={14} />
      {`${among ? 'A and B: ' : ''}${[`${how}${off}`, apart].filter(Boolean).join(', ')}`}
    </div>
  );
}

/** What the colours of a mixture mean. */
function Colours() {
  return (
    <div className={css.colours}>
      <span className={css.red} />
      brighter in A
      <span className={css.cyan} />
      brighter in B
    </div>
  );
}

/** Stands over the empty stage where there is no second frame. */
function FrameWanted() {
  return (
    <div className={css.over}>
      <EmptyState
        icon="columns-2"
        title="Two frames of one place are needed"
        text="Add another date of this site to compare it with."
      >
        <CommandButton id="frames.open" label="Choose files" kind="primary" />
      </EmptyState>
    </div>
  );
}

type PictureStatesProps = {
  readonly frames: readonly Frame[];
  readonly pictures: ReadonlyMap<FrameId, RasterState>;
};

/** Which picture is still being opened. */
function Opening({ frames, pictures }: PictureStatesProps) {
  const opening = frames.find(({ id }) => pictures.get(id) === 'loading');
  if (!opening) return null;
  return (
    <div className={css.progress}>
      <ProgressBar label={`Opening ${opening.title}`} fraction={null} />
    </div>
  );
}

/** Why a picture is not shown, with the way to give its file again. */
function Missing({ frames, pictures }: PictureStatesProps) {
  const services = useServices();
  for (const frame of frames) {
    const state = pictures.get(frame.id);
    if (typeof state !== 'object') continue;
    const giveAgain = () => {
      relink(services, frame).catch((error: unknown) => notifyError(services.session, error));
    };
    return (
      <div className={css.missing}>
        <NoticeBar
          tone="warn"
          text={state.error}
          actions={
            <Button kind="primary" onClick={giveAgain}>
              Re-link
            </Button>
          }
        />
      </div>
    );
  }
  return null;
}

export function CompareStage() {
  const stage = useRef<HTMLDivElement>(null);
  const { target, pictures, lying, alone } = useCompareMap();
  const { mode, divider } = useSession((state) => state.compare);
  const peek = useSession((state) => state.peek);
  const takes = useSession((state) => drawnOn(state.compare));
  const apart = mode === 'sides';
  const above = mode === 'swipe' && divider === 'horizontal' && !peek;
  const layout = apart ? 'panes' : above ? 'above' : 'beside';
  const frames = useComparedFrames();
  const [before, after] = frames;
  const asideOf = (index: number, frame: Frame): string | null => {
    if (peek && alone !== null) return index === alone ? 'shown alone' : 'hidden';
    if (index === takes) return 'boxes go here';
    // What is said below is said of A and B alone.
    return index > 1 && before ? pairLying(before, frame).text : null;
  };
  return (
    <div className={css.stage} ref={stage}>
      <div ref={target} className={css.maps} />
      <Opening frames={frames} pictures={pictures} />
      {frames.map((frame, index) => (
        <FrameTag
          key={frame.id}
          frame={frame}
          index={index}
          style={placeOf(index, frames.length, layout)}
          away={alone !== null && index !== alone}
          aside={asideOf(index, frame)}
        />
      ))}
      {after ? <AreaBar search /> : null}
      {after && mode === 'swipe' && !peek ? <Divider stage={stage} /> : null}
      {after && (mode === 'composite' || mode === 'difference') && !peek ? <Colours /> : null}
      {before && after && lying ? (
        <LyingChip
          lying={lying}
          raised={apart}
          pair={pairLying(before, after)}
          apart={daysApart(before, after)}
          among={frames.length > 2}
        />
      ) : null}
      {after ? null : <FrameWanted />}
      <Missing frames={frames} pictures={pictures} />
    </div>
  );
}
