/** From WKT, of either edition or of ESRI's dialect, to a definition that proj4 computes with. */
import { epsgSystem, systemOfName } from './epsg-table';
import { definitionOf, type SpelledCrs } from './geokeys-crs';
import {
  type Ellipsoid,
  type ProjectionParameters,
  plainName,
  projectionWords,
} from './projection-methods';

/** KEYWORD["text", 1.5, CHILD[…]]: texts, numbers and parts in their order. */
type WktNode = {
  readonly keyword: string;
  readonly values: readonly (string | number)[];
  readonly parts: readonly WktNode[];
};

const MAX_DEPTH = 32;
const TOKEN = /\s*(?:"((?:[^"]|"")*)"|([A-Za-z_][A-Za-z_0-9]*)|([-+.\d][-+.\deE]*)|([[\](),]))/y;

/** null where the text is not WKT. Deeper or longer than any real one ends the reading. */
function parseWkt(text: string): WktNode | null {
  const scan = new RegExp(TOKEN);
  const read = (keyword: string, depth: number): WktNode | null => {
    const values: (string | number)[] = [];
    const parts: WktNode[] = [];
    let name = '';
    for (let token = scan.exec(text); token; token = scan.exec(text)) {
      const [, quoted, word, digits, sign] = token;
      if (quoted !== undefined) values.push(quoted.replaceAll('""', '"'));
      else if (digits !== undefined) values.push(Number(digits));
      else if (word !== undefined) name = word;
      else if (sign === '[' || sign === '(') {
        const part = depth < MAX_DEPTH ? read(name.toUpperCase(), depth + 1) : null;
        if (!part) return null;
        parts.push(part);
        name = '';
      } else {
        if (name) values.push(name);
        name = '';
        if (sign === ']' || sign === ')') return { keyword, values, parts };
      }
    }
    return depth === 0 ? { keyword, values, parts } : null;
  };
  return read('', 0)?.parts[0] ?? null;
}

const part = (node: WktNode | undefined, ...keywords: readonly string[]) =>
  node?.parts.find(({ keyword }) => keywords.includes(keyword));
const textOf = (node: WktNode | undefined) => String(node?.values[0] ?? '');
const numberOf = (node: WktNode | undefined, at = 1) => Number(node?.values[at] ?? Number.NaN);

/** Degrees in so many radians; texts round what a unit is, and a whole degree is a whole degree. */
const degrees = (radians: number) => Number(((radians * 180) / Math.PI).toPrecision(12));

const UNITS = ['UNIT', 'ANGLEUNIT', 'LENGTHUNIT', 'SCALEUNIT'] as const;

/** What the parameters are called, without signs and capitals, in all dialects. */
const NAMES: Readonly<Record<keyof ProjectionParameters, readonly string[]>> = {
  lat0: [
    ...['latitudeoforigin', 'latitudeofnaturalorigin', 'latitudeoffalseorigin'],
    ...['latitudeofcenter', 'latitudeofprojectioncentre', 'latitudeoftopocentricorigin'],
  ],
  lon0: [
    ...['centralmeridian', 'longitudeoforigin', 'longitudeofnaturalorigin'],
    ...['longitudeoffalseorigin', 'longitudeofcenter', 'longitudeofprojectioncentre'],
    'longitudeoftopocentricorigin',
  ],
  lat1: ['standardparallel1', 'latitudeof1ststandardparallel', 'latitudeofstandardparallel'],
  lat2: ['standardparallel2', 'latitudeof2ndstandardparallel'],
  scale: [
    ...['scalefactor', 'scalefactoratnaturalorigin', 'scalefactoratprojectioncentre'],
    ...['scalefactoroninitialline', 'scalefactoronpseudostandardparallel'],
  ],
  x0: ['falseeasting', 'eastingatfalseorigin', 'eastingatprojectioncentre'],
  y0: ['falsenorthing', 'northingatfalseorigin', 'northingatprojectioncentre'],
  azimuth: ['azimuth', 'azimuthofinitialline', 'azimuthatprojectioncentre', 'colatitudeofconeaxis'],
  gridAngle: ['rectifiedgridangle', 'anglefromrectifiedtoskewgrid', 'xyplanerotation'],
  height: ['height', 'satelliteheight', 'viewpointheight', 'projectionplaneoriginheight'],
  option: ['option'],
};
const LINEAR: readonly string[] = ['x0', 'y0', 'height'];
const ANGULAR: readonly string[] = ['lat0', 'lon0', 'lat1', 'lat2', 'azimuth', 'gridAngle'];

/** Parameters with units of their own count in those, others in the system's. */
function parametersOf(nodes: readonly WktNode[], angle: number, length: number) {
  const found: Record<string, number> = {};
  for (const node of nodes) {
    const name = plainName(textOf(node));
    const key = Object.entries(NAMES).find(([, names]) => names.includes(name))?.[0];
    const value = numberOf(node);
    if (node.keyword !== 'PARAMETER' || !key || !Number.isFinite(value)) continue;
    const own = numberOf(part(node, ...UNITS));
    if (ANGULAR.includes(key)) found[key] = value * (Number.isFinite(own) ? degrees(own) : angle);
    else if (LINEAR.includes(key)) found[key] = value * (Number.isFinite(own) ? own : length);
    else found[key] = value;
  }
  return found as ProjectionParameters;
}

type Ground = {
  readonly words: string;
  readonly base: number | null;
  readonly ellipsoid: Ellipsoid;
  readonly angle: number;
};

/** Of a geographic system: ellipsoid, meridian, what ties it to WGS 84, and its unit of angles in degrees. */
async function groundOf(node: WktNode): Promise<Ground | null> {
  const datum = part(node, 'DATUM', 'ENSEMBLE', 'GEODETICDATUM', 'TRF');
  const shape = part(datum, 'SPHEROID', 'ELLIPSOID');
  const size = numberOf(part(shape, 'LENGTHUNIT')) || 1;
  const [a, inverse] = [numberOf(shape) * size, numberOf(shape, 2)];
  if (!(a > 0) || !(inverse >= 0)) return null;
  const b = inverse === 0 ? a : a * (1 - 1 / inverse);
  const unit = numberOf(part(node, ...UNITS) ?? part(part(node, 'AXIS'), ...UNITS));
  const angle = Number.isFinite(unit) ? degrees(unit) : 1;
  const meridian = part(node, 'PRIMEM', 'PRIMEMERIDIAN');
  const own = numberOf(part(meridian, ...UNITS));
  const pm = (numberOf(meridian) || 0) * (Number.isFinite(own) ? degrees(own) : 1);
  const shift = part(datum, 'TOWGS84')?.values.map(Number);
  const tied = shift ? ` +towgs84=${[...shift, 0, 0, 0, 0].slice(0, 7).join(',')}` : '';
  const words = `+a=${a} ${inverse === 0 ? `+b=${a}` : `+rf=${inverse}`}${pm ? ` +pm=${pm}` : ''}${tied}`;
  return { words, base: tied ? null : await baseOf(node), ellipsoid: { a, b }, angle };
}

/** The geographic system's code in EPSG's register, by its code or its name. */
async function baseOf(node: WktNode): Promise<number | null> {
  const id = part(node, 'AUTHORITY', 'ID');
  const code = /^epsg$/i.test(textOf(id)) ? numberOf(id) : Number.NaN;
  if (Number.isInteger(code) && (await epsgSystem(code))) return code;
  return systemOfName(textOf(node));
}

const GEOGRAPHIC = [
  ...['GEOGCS', 'GEOGCRS', 'GEODCRS', 'GEODETICCRS', 'GEOGRAPHICCRS'],
  ...['BASEGEOGCRS', 'BASEGEODCRS'],
];

const parameterOf = (conversion: WktNode, name: string): number =>
  numberOf(
    conversion.parts.find(
      (one) => one.keyword === 'PARAMETER' && plainName(textOf(one)).startsWith(name),
    ),
  );

/**
 * Longitude and latitude from another pole, as GRIB, netCDF (CF) and PROJ tell it, by the pole's place among the
 * turned ones and the meridian through it; null where a system is derived otherwise.
 */
async function turnedPole(node: WktNode, conversion: WktNode): Promise<SpelledCrs | null> {
  const ground = await groundOf({
    ...node,
    parts: [...node.parts, ...(part(node, 'BASEGEOGCRS')?.parts ?? [])],
  });
  const value = (name: string) => parameterOf(conversion, name);
  const method = plainName(textOf(part(conversion, 'METHOD')));
  const poles: Readonly<Record<string, readonly [lon: number, lat: number, meridian: number]>> = {
    polerotationgribconvention: [
      -value('axisrotation'),
      -value('latitudeofthesouthernpole'),
      value('longitudeofthesouthernpole'),
    ],
    polerotationnetcdfcfconvention: [
      value('northpolegridlongitude'),
      value('gridnorthpolelatitude'),
      180 + value('gridnorthpolelongitude'),
    ],
    projobtranoprojlonglat: [value('olonp'), value('olatp'), value('lon0') || 0],
  };
  const [lon, lat, meridian] = poles[method] ?? [];
  if (!ground || ![lon, lat, meridian].every(Number.isFinite)) return null;
  const pole = `+o_lon_p=${lon} +o_lat_p=${lat} +lon_0=${meridian}`;
  const proj4 = `+proj=ob_tran +o_proj=longlat ${pole} ${ground.words}`;
  return { proj4, base: ground.base, toDegrees: 1 };
}

/** The horizontal system of a WKT text; null where its method is not known in all exactness. */
export async function spelledByWkt(horizontal: string): Promise<SpelledCrs | null> {
  const node = parseWkt(horizontal);
  if (!node) return null;
  const derived = part(node, 'DERIVINGCONVERSION');
  if (derived) return turnedPole(node, derived);
  const isProjected = node.keyword.startsWith('PROJ');
  const written = node.parts.find((one) => one.keyword === 'EXTENSION' && textOf(one) === 'PROJ4');
  if (written) return { proj4: String(written.values[1] ?? ''), base: null, toDegrees: 1 };
  const ground = await groundOf(isProjected ? (part(node, ...GEOGRAPHIC) ?? node) : node);
  if (!ground) return null;
  const { words, base, ellipsoid, angle } = ground;
  if (!isProjected) return { proj4: `+proj=longlat ${words}`, base, toDegrees: angle };
  const conversion = part(node, 'CONVERSION') ?? node;
  const method = textOf(part(conversion, 'PROJECTION', 'METHOD'));
  const unit = numberOf(part(node, 'UNIT', 'LENGTHUNIT') ?? part(part(node, 'AXIS'), ...UNITS));
  const length = Number.isFinite(unit) ? unit : 1;
  const parameters = parametersOf(conversion.parts, angle, length);
  const plain = projectionWords(method, parameters, ellipsoid);
  if (!plain) return null;
  // Of the two kinds of Krovak's method one counts south and west.
  const south = /^south$/i.test(String(part(node, 'AXIS')?.values[1] ?? ''));
  const esriSouth = parameterOf(conversion, 'xscale') === 1;
  const projection =
    (south || esriSouth) && /\+proj=krovak/.test(plain) ? `${plain} +axis=swu` : plain;
  return { proj4: definitionOf(projection, words, length), base, toDegrees: 1 };
}
