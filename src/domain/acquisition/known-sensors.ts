/** Sensors by the codes that metadata carries and by their names as people write them. */
export type KnownSensor = {
  /** What an item of metadata holds for it, from its first letter: 'WV03', 'PHR1A'. */
  readonly code: RegExp | null;
  /** Its name written out, wherever it stands in a text or a file's name. */
  readonly word: RegExp;
  readonly sensor: string;
  readonly short: string;
  readonly provider: string;
  readonly radar: boolean;
};

const MAXAR = 'Maxar Technologies';
const PLANET = 'Planet Labs PBC';
const AIRBUS = 'Airbus DS';

/** Those with the longer name come first: “Pléiades Neo” holds “Pléiades”. */
const SENSORS: readonly KnownSensor[] = [
  optical(/^GE-?0?1/i, /geo ?eye/i, 'GeoEye-1', 'GE01', MAXAR),
  optical(/^QB-?0?2/i, /quickbird/i, 'QuickBird', 'QB02', MAXAR),
  optical(/^WV-?0?1/i, /world ?view[- ]?0?1(?!\d)/i, 'WorldView-1', 'WV01', MAXAR),
  optical(/^WV-?0?2/i, /world ?view[- ]?0?2(?!\d)/i, 'WorldView-2', 'WV02', MAXAR),
  optical(/^WV-?0?3/i, /world ?view[- ]?0?3(?!\d)/i, 'WorldView-3', 'WV03', MAXAR),
  optical(/^WV-?0?4/i, /world ?view[- ]?0?4(?!\d)/i, 'WorldView-4', 'WV04', MAXAR),
  optical(/^LG-?0?\d/i, /world ?view[- ]?legion/i, 'WorldView Legion', 'LG', MAXAR),
  optical(/^ps[b2]/i, /planet ?scope/i, 'PlanetScope', 'PS', PLANET),
  optical(/^ssc?\d/i, /sky ?sat(?![a-z])/i, 'SkySat', 'SkySat', PLANET),
  optical(null, /rapid ?eye/i, 'RapidEye', 'RE', PLANET),
  optical(/^pneo/i, /pl[eé]iades[- ]?neo/i, 'Pléiades Neo', 'PNEO', AIRBUS),
  optical(/^phr/i, /pl[eé]iades/i, 'Pléiades', 'PHR', AIRBUS),
  optical(/^spot/i, /(?<![a-z])spot[- ]?[1-7](?!\d)/i, 'SPOT', 'SPOT', AIRBUS),
  radar(/^s1[a-d]$/i, /sentinel[- ]?1(?!\d)/i, 'Sentinel-1', 'S1', 'Copernicus'),
  optical(/^s2[a-d]$/i, /sentinel[- ]?2(?!\d)/i, 'Sentinel-2', 'S2', 'Copernicus'),
  optical(null, /landsat/i, 'Landsat', 'L', 'USGS/NASA'),
  radar(null, /(?<![a-z])umbra(?![a-z])/i, 'Umbra', 'UMBRA', 'Umbra Lab Inc.'),
  radar(null, /(?<![a-z])capella(?![a-z])/i, 'Capella', 'CAP', 'Capella Space'),
  radar(null, /(?<![a-z])iceye/i, 'ICEYE', 'ICEYE', 'ICEYE'),
  radar(/^(tsx|tdx)/i, /terra ?sar/i, 'TerraSAR-X', 'TSX', AIRBUS),
  optical(null, /black ?sky(?![a-z])/i, 'BlackSky', 'BSKY', 'BlackSky'),
];

type Row = [code: RegExp | null, word: RegExp, sensor: string, short: string, provider: string];

function optical(...row: Row): KnownSensor {
  return sensorOfRow(row, false);
}

function radar(...row: Row): KnownSensor {
  return sensorOfRow(row, true);
}

function sensorOfRow([code, word, sensor, short, provider]: Row, isRadar: boolean): KnownSensor {
  return { code, word, sensor, short, provider, radar: isRadar };
}

/** The sensor that an item of metadata means, by its code or its name. */
export function sensorByItem(value: string): KnownSensor | null {
  return SENSORS.find(({ code, word }) => code?.test(value) || word.test(value)) ?? null;
}

/** The sensor whose name a text holds written out; “_” counts as a space. */
export function sensorByWord(text: string): KnownSensor | null {
  const spaced = text.replaceAll('_', ' ');
  return SENSORS.find(({ word }) => word.test(spaced)) ?? null;
}
