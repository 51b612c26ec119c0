/** Which sensor and provider a picture is from, and how it is to be credited. */
import type { Acquisition } from '../model/frame';
import { type FileEvidence, itemOf } from './evidence';
import { type NamedSensor, readFileName } from './file-names';
import { type KnownSensor, sensorByItem, sensorByWord } from './known-sensors';

export type Origin = {
  readonly title: string;
  readonly sensor: string;
  readonly sensorShort: string;
  readonly provider: string;
  readonly credit: string;
  readonly synthetic: boolean;
  readonly radar: boolean;
};

const SENSOR_ITEMS = [
  'SENSOR',
  'SATELLITEID',
  'SATELLITE_ID',
  'SATELLITE',
  'SATID',
  'SPACECRAFT_ID',
  'SPACECRAFT_NAME',
  'PLATFORM',
  'MISSION',
  'instrument',
  'item_type',
  'SENSOR_ID',
];
const PROVIDER_ITEMS = ['PROVIDER', 'VENDOR', 'PRODUCER_NAME', 'ORIGIN'];
const CREDIT_ITEMS = ['CREDIT', 'COPYRIGHT', 'TIFFTAG_COPYRIGHT', 'LICENSE_NOTICE'];
const RADAR_ITEM =
  /^(POLARI[SZ]ATION|ORBIT_DIRECTION|INCIDENCE_ANGLE|RADAR_FREQUENCY|CALIBRATION_FACTOR)$/i;
const RADAR_WORD = /\b(sar|radar|sentinel-?1|iceye|umbra|capella|terrasar|sigma0|gamma0)\b/i;

/** “_” counts as a space, as titles of files have it. */
function hasRadarWord(text: string): boolean {
  return RADAR_WORD.test(text.replaceAll('_', ' '));
}

/** Whether a frame's record names a radar; what its file said besides is not kept. */
export function isRadarFrame({ sensor, sensorShort, title }: RecordedOrigin): boolean {
  const names = [sensor, sensorShort, title];
  return sensorByItem(sensor)?.radar === true || names.some(hasRadarWord);
}

type RecordedOrigin = Pick<Origin, 'sensor' | 'sensorShort' | 'title'>;

/** acquired: gives the year of the credit line. Unknown parts are empty strings. */
export function sensorOf(evidence: FileEvidence, acquired: Acquisition | null): Origin {
  const named = readFileName(evidence.fileName)?.origin ?? null;
  const item = itemOf(evidence, SENSOR_ITEMS)?.value;
  const said = item ?? sensorByWord(evidence.description.slice(0, 200))?.sensor ?? '';
  // A provider's own pattern of names says more than a word in a name somebody gave.
  const known = said === '' ? (named ? null : sensorByWord(evidence.fileName)) : sensorByItem(said);
  const called =
    said && said.length <= 60
      ? (keepSaid(said, known) ?? said)
      : (named?.sensor ?? known?.sensor ?? '');
  const radar = isRadar(evidence, called, known, named);
  const sensor = radar ? calledRadar(called) : called;
  const provider =
    itemOf(evidence, PROVIDER_ITEMS)?.value ?? known?.provider ?? named?.provider ?? '';
  const synthetic = /^(yes|true|1)$/i.test(itemOf(evidence, ['SYNTHETIC'])?.value ?? '');
  return {
    title: itemOf(evidence, ['TITLE'])?.value ?? titleOf(evidence.fileName),
    sensor,
    sensorShort: shortOf(evidence, sensor, known, named),
    provider,
    credit: itemOf(evidence, CREDIT_ITEMS)?.value ?? creditOf(provider, acquired),
    synthetic,
    radar,
  };
}

/** Of what the file says a frame's record keeps the name: where that does not tell a radar, it is added. */
function calledRadar(sensor: string): string {
  if (isRadarFrame({ sensor, sensorShort: '', title: '' })) return sensor;
  return sensor === '' ? 'Radar' : `${sensor}, radar`;
}

/** Identifiers ('WV03', 'PHR') are written out; names that already are ('WorldView-3') stay. */
function keepSaid(said: string, known: KnownSensor | null): string | null {
  return known && said.length < known.sensor.length ? known.sensor : null;
}

function shortOf(
  evidence: FileEvidence,
  sensor: string,
  known: KnownSensor | null,
  named: NamedSensor | null,
): string {
  const said = itemOf(evidence, ['SENSOR_SHORT'])?.value;
  const short = said ?? named?.sensorShort ?? known?.short;
  if (short !== undefined) return [...short].slice(0, 6).join('');
  const bare = [...sensor.replace(/[^\p{L}\d]/gu, '')];
  // Cut in the middle a word reads as a mistake; three capitals read as a badge.
  return bare.length <= 6 ? bare.join('') : bare.slice(0, 3).join('').toUpperCase();
}

function isRadar(
  evidence: FileEvidence,
  sensor: string,
  known: KnownSensor | null,
  named: NamedSensor | null,
): boolean {
  return (
    (known?.radar ?? named?.radar ?? false) ||
    [sensor, evidence.description.slice(0, 500), evidence.fileName].some(hasRadarWord) ||
    evidence.items.some(({ name }) => RADAR_ITEM.test(name))
  );
}

/** The file's name without its ending; spaces for underscores would make names that cannot be searched. */
function titleOf(fileName: string): string {
  return fileName.replace(/\.(tiff?|gtiff)$/i, '') || fileName;
}

/** As providers ask to be named: 'Image © 2023 Planet Labs PBC'. */
function creditOf(provider: string, acquired: Acquisition | null): string {
  if (provider === '') return '';
  const year = acquired?.value.slice(0, 4);
  if (provider === 'Copernicus') {
    return `Contains modified Copernicus Sentinel data${year ? ` ${year}` : ''}`;
  }
  if (provider.startsWith('USGS') || provider === 'USDA') return `Image courtesy of ${provider}`;
  return `Image ©${year ? ` ${year}` : ''} ${provider}`;
}
