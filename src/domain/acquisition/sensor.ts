/** Which sensor and provider a picture is from, and how it is to be credited. */
import type { Acquisition } from '../model/frame';
import { type FileEvidence, itemOf } from './evidence';
import { type NamedSensor, readFileName } from './file-names';

export type Origin = {
  readonly title: string;
  readonly sensor: string;
  readonly sensorShort: string;
  readonly provider: string;
  readonly credit: string;
  readonly synthetic: boolean;
  readonly radar: boolean;
};

type Known = {
  readonly pattern: RegExp;
  readonly sensor: string;
  readonly short: string;
  readonly provider: string;
  readonly radar?: true;
};

/** Sensors by the identifiers that metadata carries. */
const KNOWN: readonly Known[] = [
  {
    pattern: /^GE-?0?1|geoeye/i,
    sensor: 'GeoEye-1',
    short: 'GE01',
    provider: 'Maxar Technologies',
  },
  {
    pattern: /^QB-?0?2|quickbird/i,
    sensor: 'QuickBird',
    short: 'QB02',
    provider: 'Maxar Technologies',
  },
  {
    pattern: /^WV-?0?1|world ?view-?1/i,
    sensor: 'WorldView-1',
    short: 'WV01',
    provider: 'Maxar Technologies',
  },
  {
    pattern: /^WV-?0?2|world ?view-?2/i,
    sensor: 'WorldView-2',
    short: 'WV02',
    provider: 'Maxar Technologies',
  },
  {
    pattern: /^WV-?0?3|world ?view-?3/i,
    sensor: 'WorldView-3',
    short: 'WV03',
    provider: 'Maxar Technologies',
  },
  {
    pattern: /^WV-?0?4|world ?view-?4/i,
    sensor: 'WorldView-4',
    short: 'WV04',
    provider: 'Maxar Technologies',
  },
  {
    pattern: /^LG-?0?\d|world ?view legion/i,
    sensor: 'WorldView Legion',
    short: 'LG',
    provider: 'Maxar Technologies',
  },
  {
    pattern: /planetscope|^ps[b2]/i,
    sensor: 'PlanetScope',
    short: 'PS',
    provider: 'Planet Labs PBC',
  },
  { pattern: /skysat|^ssc?\d/i, sensor: 'SkySat', short: 'SkySat', provider: 'Planet Labs PBC' },
  { pattern: /rapideye/i, sensor: 'RapidEye', short: 'RE', provider: 'Planet Labs PBC' },
  {
    pattern: /pl[eé]iades[- _]?neo|^pneo/i,
    sensor: 'Pléiades Neo',
    short: 'PNEO',
    provider: 'Airbus DS',
  },
  { pattern: /pl[eé]iades|^phr/i, sensor: 'Pléiades', short: 'PHR', provider: 'Airbus DS' },
  { pattern: /^spot/i, sensor: 'SPOT', short: 'SPOT', provider: 'Airbus DS' },
  {
    pattern: /sentinel-?1|^s1[a-d]$/i,
    sensor: 'Sentinel-1',
    short: 'S1',
    provider: 'Copernicus',
    radar: true,
  },
  { pattern: /sentinel-?2|^s2[a-d]$/i, sensor: 'Sentinel-2', short: 'S2', provider: 'Copernicus' },
  { pattern: /landsat/i, sensor: 'Landsat', short: 'L', provider: 'USGS/NASA' },
  { pattern: /umbra/i, sensor: 'Umbra', short: 'UMBRA', provider: 'Umbra Lab Inc.', radar: true },
  { pattern: /capella/i, sensor: 'Capella', short: 'CAP', provider: 'Capella Space', radar: true },
  { pattern: /iceye/i, sensor: 'ICEYE', short: 'ICEYE', provider: 'ICEYE', radar: true },
  {
    pattern: /terrasar|^tsx|^tdx/i,
    sensor: 'TerraSAR-X',
    short: 'TSX',
    provider: 'Airbus DS',
    radar: true,
  },
  { pattern: /blacksky/i, sensor: 'BlackSky', short: 'BSKY', provider: 'BlackSky' },
];

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

/** Whether a frame's record names a radar; what its file said besides is not kept. */
export function isRadarFrame({ sensor, sensorShort, title }: RecordedOrigin): boolean {
  const names = [sensor, sensorShort, title];
  const known = KNOWN.find(({ pattern }) => pattern.test(sensor));
  return known?.radar === true || names.some((name) => RADAR_WORD.test(name));
}

type RecordedOrigin = Pick<Origin, 'sensor' | 'sensorShort' | 'title'>;

/** acquired: gives the year of the credit line. Unknown parts are empty strings. */
export function sensorOf(evidence: FileEvidence, acquired: Acquisition | null): Origin {
  const named = readFileName(evidence.fileName)?.origin ?? null;
  const said = itemOf(evidence, SENSOR_ITEMS)?.value ?? wordIn(evidence.description);
  const known = KNOWN.find(({ pattern }) => pattern.test(said)) ?? null;
  const sensor =
    said && said.length <= 60 ? (keepSaid(said, known) ?? said) : (named?.sensor ?? '');
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
    radar: isRadar(evidence, sensor, known, named),
  };
}

/** Identifiers ('WV03', 'PHR') are written out; names that already are ('WorldView-3') stay. */
function keepSaid(said: string, known: Known | null): string | null {
  return known && said.length < known.sensor.length ? known.sensor : null;
}

function wordIn(description: string): string {
  return KNOWN.find(({ pattern }) => pattern.test(description.slice(0, 200)))?.sensor ?? '';
}

function shortOf(
  evidence: FileEvidence,
  sensor: string,
  known: Known | null,
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
  known: Known | null,
  named: NamedSensor | null,
): boolean {
  return (
    (known?.radar ?? named?.radar ?? false) ||
    RADAR_WORD.test(sensor) ||
    RADAR_WORD.test(evidence.description.slice(0, 500)) ||
    RADAR_WORD.test(evidence.fileName.replaceAll('_', ' ')) ||
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
