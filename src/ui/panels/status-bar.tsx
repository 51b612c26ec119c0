/** Along the bottom: what the pointer is over, what is under way, and whether all is stored. */
import { useEffect } from 'react';
import {
  formatLonLat,
  formatNumber,
  formatResolution,
  formatTime,
  NO_VALUE,
} from '../../domain/geo/format-numbers';
import { toMgrs } from '../../domain/geo/geodesy';
import type { Frame } from '../../domain/model/frame';
import type { SaveState } from '../../store/commit-writer';
import type { Task } from '../../store/session';
import {
  useDocument,
  useDocumentRevision,
  useReadout,
  useSaveState,
  useServices,
  useSession,
} from '../context';
import { Icon, IconButton, ProgressBar, Status } from '../kit';
import { useCurrentFrame } from '../use-frame';
import { AuthorAsk } from './author-ask';
import css from './status-bar.module.css';

const SHORT_NAMES: Readonly<Record<string, string>> = {
  red: 'R',
  green: 'G',
  blue: 'B',
  grey: 'DN',
  gray: 'DN',
  'near infrared': 'NIR',
};

/** Names for the samples of a pixel: of the file, else of the display, else numbers from 1. */
function sampleNames({ raster, stretch }: Frame): readonly string[] {
  return Array.from({ length: raster.bands }, (_, band) => {
    // Of 'B02 blue' the number is enough.
    const named = raster.bandNames[band]?.toLowerCase().replace(/^(b\d+a?) .*$/, '$1');
    if (named)
      return SHORT_NAMES[named] ?? (named.length <= 4 ? named.toUpperCase() : `b${band + 1}`);
    if (stretch.bands.length === 1) return raster.bands === 1 ? 'DN' : `b${band + 1}`;
    return ['R', 'G', 'B'][stretch.bands.indexOf(band)] ?? `b${band + 1}`;
  });
}

const MOST_SAMPLES = 5;

function Samples({ frame }: { readonly frame: Frame }) {
  const samples = useReadout((state) => state.pointer?.samples ?? null);
  const decimals = frame.raster.sampleType.startsWith('float') ? 3 : 0;
  return (
    <span className={css.samples}>
      {sampleNames(frame)
        .map((name, band) => ({ name, band }))
        .filter(({ band }) => band !== frame.raster.alphaBand)
        .slice(0, MOST_SAMPLES)
        .map(({ name, band }) => {
          const value = samples?.[band];
          return (
            <span key={band} className={css.sample}>
              <b>{name}</b> {value === undefined ? NO_VALUE : formatNumber(value, decimals)}
            </span>
          );
        })}
    </span>
  );
}

/** Re-renders alone while the pointer moves. */
function Readout({ frame }: { readonly frame: Frame }) {
  const pointer = useReadout((state) => state.pointer);
  const lonLat = pointer?.lonLat ?? null;
  return (
    <>
      {frame.georef ? (
        <>
          <span className={`${css.cell} ${css.lonLat}`}>
            {lonLat ? formatLonLat(lonLat) : NO_VALUE}
          </span>
          <span className={`${css.cell} ${css.mgrs}`}>
            {(lonLat && toMgrs(lonLat)) ?? NO_VALUE}
          </span>
        </>
      ) : null}
      <span className={`${css.cell} ${css.pixel}`}>
        px {pointer ? pointer.pixel.map((at) => at.toFixed(1)).join(', ') : NO_VALUE}
      </span>
      <span className={css.cell}>
        <Samples frame={frame} />
      </span>
      {frame.resolutionM === null ? null : (
        <span className={`${css.cell} ${css.gsd}`}>{formatResolution(frame.resolutionM)} GSD</span>
      )}
    </>
  );
}

function Zoom() {
  const resolution = useReadout((state) => state.resolution);
  const percent = 100 / resolution;
  return (
    <span className={`${css.cell} ${css.zoom}`}>
      Zoom {formatNumber(percent, percent < 10 ? 1 : 0)} %
    </span>
  );
}

function RunningTask({ task, more }: { readonly task: Task; readonly more: number }) {
  return (
    <span className={`${css.cell} ${css.task}`}>
      <span className="ellipsis" title={task.label}>
        {task.label}
        {more > 0 ? ` and ${more} more` : ''}
      </span>
      <span className={css.bar}>
        <ProgressBar label={task.label} fraction={task.fraction} />
      </span>
      {task.cancel ? (
        <IconButton
          size="small"
          icon="x"
          label={`Cancel: ${task.label}`}
          side="top"
          onClick={task.cancel}
        />
      ) : null}
    </span>
  );
}

/** The first of what is under way; a single line keeps the bar's height. */
function Tasks() {
  const tasks = useSession((state) => state.tasks);
  const [task] = tasks;
  return task ? <RunningTask task={task} more={tasks.length - 1} /> : null;
}

function saveText(state: SaveState): {
  readonly tone: 'ok' | 'info' | 'bad';
  readonly text: string;
} {
  if (state.status === 'failed')
    return { tone: 'bad', text: `Not saved: ${state.waiting} waiting` };
  if (state.status === 'saving') return { tone: 'info', text: `Saving ${state.waiting}…` };
  const time = state.at === null ? null : formatTime(state.at);
  return { tone: 'ok', text: time === null ? 'Saved' : `Saved ${time}` };
}

function Saved() {
  const state = useSaveState();
  const { tone, text } = saveText(state);
  return (
    <output className={`${css.cell} ${css.saved}`} data-save-state={state.status} aria-live="off">
      <Status tone={tone}>{text}</Status>
    </output>
  );
}

const counted = (count: number, one: string, many = `${one}s`) =>
  `${count} ${count === 1 ? one : many}`;

/** On screens without a map: how much there is of what they show. */
function Totals() {
  const document = useDocument();
  useDocumentRevision();
  const vessels = [...document.all('vessels')];
  const sightings = vessels.reduce((sum, { id }) => sum + document.boxesOfVessel(id).length, 0);
  const groups = [...document.all('groups')].length;
  const frames = counted([...document.all('frames')].length, 'frame');
  return (
    <>
      <span className={css.cell}>{counted(vessels.length, 'vessel')}</span>
      <span className={css.cell}>{counted(sightings, 'sighting')}</span>
      {groups > 0 ? <span className={css.cell}>{counted(groups, 'container group')}</span> : null}
      <span className={css.cell}>
        {`${frames}, ${counted([...document.all('sites')].length, 'site')}`}
      </span>
    </>
  );
}

/** Long enough to be read, short enough not to be taken for what is so now. */
const PASSING_MS = 6000;

/** Why the key that was just pressed did nothing, or what it did out of sight. */
function Passing() {
  const { session } = useServices();
  const passing = useSession((state) => state.passing);
  useEffect(() => {
    if (!passing) return;
    const timer = setTimeout(() => session.setState({ passing: null }), PASSING_MS);
    return () => clearTimeout(timer);
  }, [session, passing]);
  return (
    <span className={css.passing} role="status">
      {passing ? (
        <>
          <Icon name="info" size={14} />
          <span className="ellipsis" title={passing.text}>
            {passing.text}
          </span>
        </>
      ) : null}
    </span>
  );
}

export function StatusBar() {
  const { frame } = useCurrentFrame();
  const screen = useSession((state) => state.screen);
  const mapped = screen === 'annotate' || screen === 'compare';
  return (
    <footer className={css.status}>
      {mapped ? frame && <Readout frame={frame} /> : <Totals />}
      <Passing />
      <AuthorAsk />
      <Tasks />
      {frame && mapped ? <Zoom /> : null}
      <span
        className={css.cell}
        title="All is kept by this browser, and nothing of it is sent anywhere."
      >
        <Icon name="hard-drive" size={14} />
        <span className={css.place}>On this machine</span>
      </span>
      <Saved />
    </footer>
  );
}
