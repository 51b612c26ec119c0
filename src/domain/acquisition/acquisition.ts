/**
 * When a picture was taken, from what its file says. Metadata written for the purpose comes first; then
 * the file name, which providers build from the acquisition time; then the TIFF tag DateTime, which many
 * programs set to the time of processing. The file's modification time is never used.
 */
import type { Acquisition } from '../model/frame';
import { type FileEvidence, itemOf } from './evidence';
import { readFileName } from './file-names';
import { type ReadTime, readTime } from './time-text';

export type AcquisitionReading = {
  readonly value: Acquisition | null;
  readonly remarks: readonly string[];
};

/** Holds milliseconds since 1970, always; others of as many digits may be a date, as 202310120147. */
const EPOCH_ITEM = 'system:time_start';

/** Items that hold the instant or day of acquisition, best first, as GDAL and providers name them. */
const TIME_ITEMS = [
  'ACQUISITIONDATETIME',
  'ACQUISITION_DATETIME',
  'ACQUISITION_DATE_TIME',
  'acquired',
  'firstLineTime',
  'TLCTime',
  'earliestAcqTime',
  'ACQUISITION_START_UTC',
  'ACQUISITION_START_TIME',
  'acquisition_start_utc',
  'collect_start',
  'start_timestamp',
  'start_datetime',
  'startTimeUTC',
  'SENSING_TIME',
  'DATATAKE_1_DATATAKE_SENSING_START',
  'PRODUCT_START_TIME',
  'first_line_time',
  'zerodopplertime_first_line',
  'NITF_IDATIM',
  EPOCH_ITEM,
  'datetime',
];

/** Pairs of a day and a time of day. */
const SPLIT_ITEMS = [
  ['IMAGING_DATE', 'IMAGING_TIME'],
  ['DATE_ACQUIRED', 'SCENE_CENTER_TIME'],
  ['ACQUISITION_DATE', 'ACQUISITION_TIME'],
  ['ACQUISITIONDATE', 'ACQUISITIONTIME'],
] as const;

/** A millisecond count since 1970, as Earth Engine writes it. */
const EPOCH_MS = /^\d{12,13}(\.0+)?$/;

type Found = { readonly time: ReadTime; readonly detail: string };

/** now: a time later than a day after it is refused as impossible. */
export function acquisitionOf(evidence: FileEvidence, now: Date): AcquisitionReading {
  const remarks: string[] = [];
  const latest = new Date(now.getTime() + 86_400_000).toISOString();
  const candidates: readonly (readonly [Acquisition['source'], Found | null])[] = [
    ['gdal_metadata', fromItems(evidence)],
    ['gdal_metadata', fromDescription(evidence.description)],
    ['file_name', fromName(evidence.fileName)],
    ['tiff_tag', fromTag(evidence.dateTimeTag)],
  ];
  for (const [source, found] of candidates) {
    if (!found) continue;
    if (found.time.value > latest) {
      remarks.push(
        `The acquisition time in the file lies in the future (${found.detail}) and is not used.`,
      );
      continue;
    }
    const { value, precision } = found.time;
    return { value: { value, precision, source, detail: found.detail }, remarks };
  }
  return { value: null, remarks };
}

function fromItems(evidence: FileEvidence): Found | null {
  let day: Found | null = null;
  for (const name of TIME_ITEMS) {
    const item = itemOf(evidence, [name]);
    const time = item && readItem(name, item.value);
    if (!item || !time) continue;
    const found = { time, detail: `${item.name}=${item.value}${zoneNote(time)}` };
    if (time.precision === 'instant') return found;
    day ??= found;
  }
  return fromSplitItems(evidence) ?? day;
}

function fromSplitItems(evidence: FileEvidence): Found | null {
  for (const [dayName, clockName] of SPLIT_ITEMS) {
    const day = itemOf(evidence, [dayName]);
    if (!day) continue;
    const clock = itemOf(evidence, [clockName]);
    const both = clock && readTime(`${day.value}T${clock.value.replace(/^.*T/, '')}`);
    if (clock && both) {
      const detail = `${day.name}=${day.value}, ${clock.name}=${clock.value}${zoneNote(both)}`;
      return { time: both, detail };
    }
    const alone = readTime(day.value);
    if (alone) return { time: alone, detail: `${day.name}=${day.value}${zoneNote(alone)}` };
  }
  return null;
}

function readItem(name: string, value: string): ReadTime | null {
  const written = name === EPOCH_ITEM ? null : readTime(value);
  if (written || !EPOCH_MS.test(value)) return written;
  return readTime(new Date(Number(value)).toISOString());
}

/** Capella writes its metadata as JSON into ImageDescription. */
function fromDescription(description: string): Found | null {
  const match =
    /"(start_timestamp|center_time|acquisitionDateTime|startAtUTC)"\s*:\s*"([^"]{8,40})"/.exec(
      description,
    );
  const time = match && readTime(match[2] ?? '');
  return time && { time, detail: `ImageDescription ${match[1]}=${match[2]}${zoneNote(time)}` };
}

function fromName(fileName: string): Found | null {
  const reading = readFileName(fileName);
  if (!reading?.time) return null;
  const note = reading.origin
    ? ` (${reading.origin.provider} naming, UTC)`
    : zoneNote(reading.time);
  return { time: reading.time, detail: `“${reading.matched}” in the file name${note}` };
}

function fromTag(tag: string | null): Found | null {
  const time = tag ? readTime(tag) : null;
  return (
    time && {
      time,
      detail: `TIFFTAG_DATETIME=${tag?.trim()} (may be the time of processing; taken as UTC)`,
    }
  );
}

function zoneNote({ precision, zoned }: ReadTime): string {
  return precision === 'instant' && !zoned ? ' (no time zone given; taken as UTC)' : '';
}
