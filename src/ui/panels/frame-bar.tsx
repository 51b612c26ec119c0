/** Above the map: when, by what and how the current picture was taken, and what is wrong with it. */
import { formatDate, formatResolution, formatTime } from '../../domain/geo/format-numbers';
import type { Frame, Stretch } from '../../domain/model/frame';
import type { Site } from '../../domain/model/project';
import { CommandButton } from '../command-controls';
import { Badge, Status } from '../kit';
import { useCurrentFrame } from '../use-frame';
import css from './frame-bar.module.css';

/** '10:47 UTC+9' of an instant at the site. */
export function localTime(iso: string, timeZone: string): string {
  const parts = new Intl.DateTimeFormat('en-GB', {
    timeZone,
    hour: '2-digit',
    minute: '2-digit',
    timeZoneName: 'shortOffset',
  }).formatToParts(new Date(iso));
  const part = (type: string) => parts.find((one) => one.type === type)?.value ?? '';
  return `${part('hour')}:${part('minute')} ${part('timeZoneName').replace('GMT', 'UTC')}`;
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
  return (
    <span className={css.when} title={`Read from ${acquired.detail}`}>
      <span className={css.date}>{formatDate(acquired.value)}</span>
      {instant ? (
        <span className="mono">{formatTime(acquired.value)}</span>
      ) : (
        <span className={css.aside}>day only</span>
      )}
      {instant && site?.timeZone ? (
        <span className={css.local} title={`Local time in ${site.timeZone}`}>
          {localTime(acquired.value, site.timeZone)}
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

function stretchText({ method, decibel, gamma }: Stretch): string {
  const name = { none: 'as is', percentile: 'percentile', manual: 'by hand' }[method];
  const parts = [name, decibel ? 'dB' : '', gamma === 1 ? '' : `gamma ${gamma}`];
  return `Stretch ${parts.filter((part) => part !== '').join(', ')}`;
}

/** Numbers as the reader of a rule knows them: "Bands 3-2-1", counted from one. */
function bandsText({ bands }: Stretch): string {
  const numbers = bands.map((band) => band + 1).join('-');
  return bands.length === 1 ? `Band ${numbers}` : `Bands ${numbers}`;
}

function Sensor({ frame }: { readonly frame: Frame }) {
  const { sensorShort, sensor, provider, resolutionM, raster, georef, file } = frame;
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
      <span className={`${css.widest} mono`} title={`SHA-256 ${file.sha256}`}>
        sha256 {file.sha256.slice(0, 4)}…{file.sha256.slice(-4)}
      </span>
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
      <span className={css.space} />
      {frame.georef === null ? (
        <span title="The file does not say where on the earth it lies. Boxes and pixels work, metres do not.">
          <Status tone="warn">No georeferencing: pixels only</Status>
        </span>
      ) : null}
      <span className={`${css.wide} ${css.chip}`}>{bandsText(frame.stretch)}</span>
      <span className={css.chip}>{stretchText(frame.stretch)}</span>
    </section>
  );
}
