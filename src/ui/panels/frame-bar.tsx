/** Above the map: when, by what and how the current picture was taken, and what is wrong with it. */

import { whenceText } from '../../domain/acquisition/typed-time';
import {
  formatDate,
  formatHeading,
  formatNumber,
  formatResolution,
  formatTime,
} from '../../domain/geo/format-numbers';
import { placeText } from '../../domain/geo/place-text';
import { bandText } from '../../domain/imaging/band-text';
import { bandsText, stretchText } from '../../domain/imaging/display-text';
import type { Frame, Sun } from '../../domain/model/frame';
import type { Site } from '../../domain/model/project';
import { AlignSign } from '../align/align-sign';
import { CommandButton, useCommand } from '../command-controls';
import { useSession } from '../context';
import { Badge, Icon, Status } from '../kit';
import { useCurrentFrame } from '../use-frame';
import css from './frame-bar.module.css';

/** '10:47 UTC+9' of an instant at the site; null where a record names a zone or a day that is none. */
export function localTime(iso: string, timeZone: string): string | null {
  const parts = partsAt(iso, timeZone);
  if (!parts) return null;
  const part = (type: string) => parts.find((one) => one.type === type)?.value ?? '';
  return `${part('hour')}:${part('minute')} ${part('timeZoneName').replace('GMT', 'UTC')}`;
}

function partsAt(iso: string, timeZone: string): readonly Intl.DateTimeFormatPart[] | null {
  const hours = { hour: '2-digit', minute: '2-digit', timeZoneName: 'shortOffset' } as const;
  try {
    return new Intl.DateTimeFormat('en-GB', { timeZone, ...hours }).formatToParts(new Date(iso));
  } catch (error) {
    if (error instanceof RangeError) return null;
    throw error;
  }
}

function When({ frame, site }: { readonly frame: Frame; readonly site: Site | null }) {
  const { acquired } = frame;
  if (!acquired) {
    return (
      <>
        <Status tone="warn">No date</Status>
        <CommandButton id="frames.edit" label="Set it" icon={false} />
      </>
    );
  }
  const instant = acquired.precision === 'instant';
  const local = instant && site?.timeZone ? localTime(acquired.value, site.timeZone) : null;
  return (
    <span className={css.when} title={whenceText(acquired)}>
      <span className={css.date}>{formatDate(acquired.value)}</span>
      {instant ? (
        <span className="mono">{formatTime(acquired.value)}</span>
      ) : (
        <span className={css.aside}>day only</span>
      )}
      {local ? (
        <span className={css.local} title={`Local time in ${site?.timeZone}`}>
          {local}
        </span>
      ) : null}
    </span>
  );
}

const KINDS = { uint: '-bit', int: '-bit signed', float: '-bit float' };

/** '4 bands, 11 of 16-bit'. */
export function samplesText({ bands, sampleType, bitsUsed }: Frame['raster']): string {
  const [, kind, bits] = /^(uint|int|float)(\d+)$/.exec(sampleType) ?? [];
  const count = bands === 1 ? '1 band' : `${bands} bands`;
  if (!kind || !bits) return `${count}, ${sampleType}`;
  const used = bitsUsed !== null && bitsUsed < Number(bits) ? `${bitsUsed} of ` : '';
  return `${count}, ${used}${bits}${KINDS[kind as keyof typeof KINDS]}`;
}

/** 'Sun 31° high, from 172°'. */
export function sunText({ azimuthDeg, elevationDeg }: Sun): string {
  const height = elevationDeg === null ? '' : ` ${formatNumber(elevationDeg)}° high`;
  const from = azimuthDeg === null ? '' : ` from ${formatHeading(azimuthDeg, 0)}`;
  return `Sun${height}${height && from ? ',' : ''}${from}`;
}

/** Opens the display panel. */
function DisplayChip({ text, wide }: { readonly text: string; readonly wide: boolean }) {
  const { checked, run, keys } = useCommand('panels.display');
  return (
    <button
      type="button"
      className={`${css.chip} ${wide ? css.wide : ''}`}
      aria-expanded={checked}
      title={`Display (${keys?.join('+')})`}
      onClick={run}
    >
      {text}
    </button>
  );
}

function DisplayChips({ frame }: { readonly frame: Frame }) {
  const draft = useSession((state) => state.displayDraft);
  const stretch = draft?.frameId === frame.id ? draft.stretch : frame.stretch;
  return (
    <>
      <DisplayChip text={bandText(bandsText(frame.raster, stretch))} wide />
      <DisplayChip text={stretchText(stretch)} wide={false} />
    </>
  );
}

/** Whether somebody has said that the whole frame was examined; says it or takes it back. */
function ExaminedChip() {
  const { checked, run, keys, disabledReason } = useCommand('frames.examined');
  const why = checked
    ? 'What is not boxed on this frame was not there. Press to take that back'
    : 'Press when all of this frame was examined: what is not boxed on it then counts as not there';
  return (
    <button
      type="button"
      className={`${css.chip} ${css.marked}`}
      aria-pressed={checked}
      title={`${disabledReason ?? why} (${keys?.join('+')})`}
      disabled={disabledReason !== null}
      onClick={run}
    >
      <Icon name={checked ? 'check' : 'list-checks'} size={14} />
      {checked ? 'Examined' : 'Not examined'}
    </button>
  );
}

function Sensor({ frame }: { readonly frame: Frame }) {
  const { sensorShort, sensor, provider, resolutionM, raster, georef, file, sun } = frame;
  const maker = [sensor, provider].filter((name) => name !== '').join(', ');
  return (
    <span className={css.sensor}>
      {frame.synthetic ? (
        <Badge title="This picture is made by a program.">Synthetic demo</Badge>
      ) : null}
      <Badge title={maker || undefined}>{sensorShort || 'sensor unknown'}</Badge>
      {resolutionM === null ? null : <span>{formatResolution(resolutionM)}</span>}
      <span className={css.wide}>{samplesText(raster)}</span>
      {georef ? <span className={`${css.wider} ellipsis`}>{georef.crsName}</span> : null}
      {sun ? (
        <span className={css.wider} title={`Read from ${sun.detail}`}>
          {sunText(sun)}
        </span>
      ) : null}
      <span className={`${css.widest} mono`} title={`SHA-256 ${file.sha256}`}>
        sha256 {file.sha256.slice(0, 4)}…{file.sha256.slice(-4)}
      </span>
    </span>
  );
}

/** What the analyst has to know of the place before trusting a measure. */
function PlaceSign({ frame }: { readonly frame: Frame }) {
  const { georef, unplacedTransform } = frame;
  if (georef === null) {
    return (
      <>
        <span className={css.sign} title={placeText(frame)}>
          <Status tone="warn">No georeferencing: pixels only</Status>
        </span>
        {unplacedTransform ? (
          <CommandButton id="frames.edit" label="Name its system" icon={false} />
        ) : (
          <CommandButton id="frames.place" label="Give it a place" icon={false} />
        )}
      </>
    );
  }
  if (georef.source !== 'gcps' && georef.source !== 'analyst') return null;
  // Three points always fit: they say nothing of how well.
  const checked = (georef.gcps?.length ?? 0) > 3;
  const miss = checked ? `, ±${(georef.residualPx ?? 0).toFixed(1)} px` : '';
  return (
    <span className={css.sign} title={placeText(frame)}>
      {georef.source === 'gcps' ? (
        <Status tone="warn">{`Place approximate${miss}`}</Status>
      ) : (
        <Status tone="info">
          {georef.gcps ? `Placed by hand${miss}` : 'System named by hand'}
        </Status>
      )}
    </span>
  );
}

export function FrameBar() {
  const { frame, site } = useCurrentFrame();
  if (!frame) return <div className={css.bar} />;
  return (
    <section className={css.bar} aria-label="Current frame">
      <When frame={frame} site={site} />
      <span className={css.rule} />
      <Sensor frame={frame} />
      <PlaceSign frame={frame} />
      <AlignSign frame={frame} />
      <ExaminedChip />
      <DisplayChips frame={frame} />
    </section>
  );
}
