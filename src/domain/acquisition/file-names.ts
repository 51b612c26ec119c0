/**
 * What file names of imagery providers say: acquisition time, sensor, provider. The patterns follow the
 * providers' product guides: Planet Combined Imagery Product Specifications, Maxar (DigitalGlobe) Core
 * Imagery Products Guide, Airbus Pléiades / SPOT / Pléiades Neo imagery user guides, ESA Sentinel-1 and
 * Sentinel-2 product specifications, USGS Landsat Collection 2, Umbra, Capella and ICEYE product guides.
 */
import { dayOfYear, monthNumber, type ReadTime, readTime } from './time-text';

export type NamedSensor = {
  readonly sensor: string;
  /** At most six characters. */
  readonly sensorShort: string;
  readonly provider: string;
  readonly radar: boolean;
};

export type NameReading = {
  readonly time: ReadTime | null;
  readonly origin: NamedSensor | null;
  /** The part of the name that was understood. */
  readonly matched: string;
};

type Rule = {
  readonly pattern: RegExp;
  readonly time: (match: RegExpExecArray) => ReadTime | null;
  readonly origin: (match: RegExpExecArray) => NamedSensor | null;
};

const optical = (sensor: string, sensorShort: string, provider: string): NamedSensor => ({
  sensor,
  sensorShort,
  provider,
  radar: false,
});
const radar = (sensor: string, sensorShort: string, provider: string): NamedSensor => ({
  sensor,
  sensorShort,
  provider,
  radar: true,
});

/** Times in file names are UTC by the providers' specifications. */
const utc = (text: string): ReadTime | null => {
  const time = readTime(text);
  return time && { ...time, zoned: true };
};

const AIRBUS: Readonly<Record<string, readonly [string, string]>> = {
  PHR1A: ['Pléiades 1A', 'PHR1A'],
  PHR1B: ['Pléiades 1B', 'PHR1B'],
  PNEO3: ['Pléiades Neo 3', 'PNEO3'],
  PNEO4: ['Pléiades Neo 4', 'PNEO4'],
  SPOT6: ['SPOT 6', 'SPOT6'],
  SPOT7: ['SPOT 7', 'SPOT7'],
};

const RULES: readonly Rule[] = [
  {
    // 20231012_014709_76_24af_3B_AnalyticMS.tif: the third figure is hundredths of a second.
    pattern: /(?<![0-9a-z])(\d{8})_(\d{6})_(?:(\d{2})_)?[0-9a-f]{4}(?=_[13][ab]|_psscene|\.|_)/i,
    time: ([, day, clock, hundredths]) =>
      utc(`${day}T${clock}${hundredths ? `.${hundredths}` : ''}`),
    origin: () => optical('PlanetScope', 'PS', 'Planet Labs PBC'),
  },
  {
    // 20231012_014709_ssc6_u0001_pansharpened.tif
    pattern: /(?<![0-9a-z])(\d{8})_(\d{6})_(ssc?\d{1,2})(?=_|\.|$)/i,
    time: ([, day, clock]) => utc(`${day}T${clock}`),
    origin: ([, , , number = '']) =>
      optical(`SkySat ${number.toUpperCase()}`, 'SkySat', 'Planet Labs PBC'),
  },
  {
    // 23OCT12014709-P2AS-012345678010_01_P001.TIF
    pattern: /(?<![0-9a-z])(\d{2})([a-z]{3})(\d{2})(\d{2})(\d{2})(\d{2})-[a-z]\d[a-z]{2}/i,
    time: ([, year, month = '', day, hour, minute, second]) => {
      const number = `${monthNumber(month)}`.padStart(2, '0');
      // Two-digit years: the first such product is of 1999.
      const century = Number(year) >= 90 ? 19 : 20;
      return utc(`${century}${year}-${number}-${day}T${hour}:${minute}:${second}`);
    },
    origin: () => optical('WorldView', 'WV', 'Maxar Technologies'),
  },
  {
    // DIM_PHR1A_PMS_202310120147093_ORT_…: the last figure is tenths of a second.
    pattern: /(?<![0-9a-z])(PHR1[AB]|PNEO[34]|SPOT[67])_(?:[0-9a-z-]+_)*?(\d{14})(\d)(?=_|\.|-|$)/i,
    time: ([, , clock = '', tenth]) => utc(`${clock.slice(0, 8)}T${clock.slice(8)}.${tenth}`),
    origin: ([, key = '']) => {
      const [sensor, short] = AIRBUS[key.toUpperCase()] ?? [key, key];
      return optical(sensor, short, 'Airbus DS');
    },
  },
  {
    // S1A_IW_GRDH_1SDV_20231012T014709_…, and s1a-iw-grd-vv-20231012t014709-… inside the product
    pattern: /(?<![0-9a-z])(s1[a-d])[_-](?:iw\d?|ew\d?|sm|s\d|wv\d?)[_-].*?(\d{8}t\d{6})/i,
    time: ([, , clock = '']) => utc(clock.toUpperCase()),
    origin: ([, unit = '']) =>
      radar(`Sentinel-1${unit.slice(2).toUpperCase()}`, 'S1', 'Copernicus'),
  },
  {
    pattern: /(?<![0-9a-z])(s2[a-d])_msil[12][abc]_(\d{8}t\d{6})/i,
    time: ([, , clock = '']) => utc(clock.toUpperCase()),
    origin: ([, unit = '']) =>
      optical(`Sentinel-2${unit.slice(2).toUpperCase()}`, 'S2', 'Copernicus'),
  },
  {
    // T52TFM_20231012T014709_B04.tif
    pattern: /(?<![0-9a-z])t\d{2}[a-z]{3}_(\d{8}t\d{6})_/i,
    time: ([, clock = '']) => utc(clock.toUpperCase()),
    origin: () => optical('Sentinel-2', 'S2', 'Copernicus'),
  },
  {
    // LC08_L1TP_115031_20231012_…: the day only; the second date is that of processing.
    pattern: /(?<![0-9a-z])l[cotem](\d{2})_l[123][a-z]{2}_\d{6}_(\d{8})/i,
    time: ([, , day = '']) => utc(day),
    origin: ([, number]) => landsat(Number(number)),
  },
  {
    // LC81150312023285LGN00: year and day of the year.
    pattern: /(?<![0-9a-z])l[cotem](\d)\d{6}(\d{4})(\d{3})[a-z]{3}\d{2}/i,
    time: ([, , year, day]) => {
      const value = dayOfYear(Number(year), Number(day));
      return value === null ? null : { value, precision: 'day', zoned: true };
    },
    origin: ([, number]) => landsat(Number(number)),
  },
  {
    pattern: /(?<![0-9a-z])(\d{4}-\d{2}-\d{2})-(\d{2}-\d{2}-\d{2})_(umbra-\d+)/i,
    time: ([, day, clock = '']) => utc(`${day}T${clock.replaceAll('-', ':')}`),
    origin: ([, , , unit = '']) => radar(unit.toUpperCase(), 'UMBRA', 'Umbra Lab Inc.'),
  },
  {
    pattern: /(?<![0-9a-z])capella_(c\d+)_[a-z]{2}_[a-z]+_[hv]{2}_(\d{8})(\d{6})/i,
    time: ([, , day, clock]) => utc(`${day}T${clock}`),
    origin: ([, unit = '']) => radar(`Capella ${unit.toUpperCase()}`, 'CAP', 'Capella Space'),
  },
  {
    pattern: /(?<![0-9a-z])iceye_(?:(x\d+)_)?.*?(\d{8}t\d{6})/i,
    time: ([, , clock = '']) => utc(clock.toUpperCase()),
    origin: ([, unit]) => radar(unit ? `ICEYE ${unit.toUpperCase()}` : 'ICEYE', 'ICEYE', 'ICEYE'),
  },
  {
    // As the Copernicus and Sentinel Hub browsers name downloads.
    pattern:
      /(?<!\d)(\d{4}-\d{2}-\d{2})[-_](?:\d{2}[:_]\d{2}_)?(?:(\d{4}-\d{2}-\d{2})[-_](?:\d{2}[:_]\d{2}_)?)?sentinel-([12])/i,
    // From one day to another it is a mosaic, of which the name does not say what is of when.
    time: ([, day = '', last = day]) => (day === last ? utc(day) : null),
    origin: ([, , , number]) =>
      number === '1'
        ? radar('Sentinel-1', 'S1', 'Copernicus')
        : optical('Sentinel-2', 'S2', 'Copernicus'),
  },
  {
    pattern: /(?<!\d)(\d{4}-\d{2}-\d{2})(?:t(\d{6}))?_re[1-5]_/i,
    time: ([, day, clock]) => utc(clock ? `${day}T${clock}` : `${day}`),
    origin: () => optical('RapidEye', 'RE', 'Planet Labs PBC'),
  },
  {
    // m_4709963_se_14_1_20120731.tif
    pattern: /(?<![0-9a-z])m_\d{7}_[ns][ew]_\d{1,2}_[0-9a-z]+_(\d{8})/i,
    time: ([, day = '']) => utc(day),
    origin: () => optical('NAIP', 'NAIP', 'USDA'),
  },
];

function landsat(number: number): NamedSensor {
  return optical(`Landsat ${number}`, `L${number}`, 'USGS/NASA');
}

/** What a provider's pattern in the name says; where none fits, a lone date; else null. */
export function readFileName(name: string): NameReading | null {
  for (const rule of RULES) {
    const match = rule.pattern.exec(name);
    const time = match && rule.time(match);
    if (match && time) return { time, origin: rule.origin(match), matched: match[0] };
  }
  return readLoneDate(name);
}

/** Digits with a letter after them are no time of day but the size or the resolution of a picture. */
const LONE =
  /(?<!\d)((?:19|20)\d{2})([-_.]?)(\d{2})\2(\d{2})(?:[t_ -](\d{2})[-_:.]?(\d{2})(?:[-_:.]?(\d{2}))?(?:z|utc|gmt)?(?![a-z\d]))?(?!\d)/gi;

/** A date, with or without a time, that stands alone in the name; two different ones say nothing. */
function readLoneDate(name: string): NameReading | null {
  const found: { time: ReadTime; matched: string }[] = [];
  for (const match of name.matchAll(LONE)) {
    const [matched, year, , month, day, hour, minute, second = '00'] = match;
    const clock = hour && minute ? `T${hour}:${minute}:${second}` : '';
    const time = readTime(`${year}-${month}-${day}${clock}`) ?? readTime(`${year}-${month}-${day}`);
    if (time) found.push({ time, matched });
  }
  const [first] = found;
  if (!first || found.some(({ time }) => time.value !== first.time.value)) return null;
  return { ...first, origin: null };
}
