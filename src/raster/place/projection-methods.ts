/**
 * Map projections by their names and numbers in GeoTIFF keys, OGC's WKT of both editions and ESRI's, as
 * definitions that proj4 computes with. What proj4 would compute a metre or more otherwise than PROJ is left out.
 */

/** Degrees from Greenwich or the file's own meridian, metres, plain scales. */
export type ProjectionParameters = {
  readonly lat0?: number | undefined;
  readonly lon0?: number | undefined;
  readonly lat1?: number | undefined;
  readonly lat2?: number | undefined;
  readonly scale?: number | undefined;
  readonly x0?: number | undefined;
  readonly y0?: number | undefined;
  readonly azimuth?: number | undefined;
  readonly gridAngle?: number | undefined;
  readonly height?: number | undefined;
  /** ESRI's number of a geostationary satellite's scanning axis. */
  readonly option?: number | undefined;
};

/** Semi-axes in metres. */
export type Ellipsoid = { readonly a: number; readonly b: number };

type Define = (parameters: ProjectionParameters, ellipsoid: Ellipsoid) => string | null;

const offsets = ({ x0 = 0, y0 = 0 }: ProjectionParameters) => `+x_0=${x0} +y_0=${y0}`;

/** A method with the usual parameters: where it begins, its standard parallels, its scale. */
function plain(name: string, ...wanted: ('lat_0' | 'lat_1' | 'lat_2' | 'lat_ts' | 'k_0')[]) {
  return (p: ProjectionParameters): string => {
    const values = {
      lat_0: p.lat0 ?? 0,
      lat_1: p.lat1 ?? 0,
      lat_2: p.lat2 ?? 0,
      lat_ts: p.lat1 ?? 0,
      k_0: p.scale ?? 1,
    };
    const own = wanted.map((key) => `+${key}=${values[key]}`).join(' ');
    return `+proj=${name} ${own} +lon_0=${p.lon0 ?? 0} ${offsets(p)}`;
  };
}

/** ESRI calls both kinds by one name; that of one parallel has a scale and the origin on it. */
const lambertConic: Define = (p) => {
  if (p.lat2 !== undefined) return plain('lcc', 'lat_0', 'lat_1', 'lat_2')(p);
  const parallel = p.lat1 ?? p.lat0 ?? 0;
  const origin = p.lat0 ?? parallel;
  return plain('lcc', 'lat_0', 'lat_1', 'k_0')({ ...p, lat0: origin, lat1: parallel });
};

const mercator: Define = (p) =>
  p.lat1 === undefined ? plain('merc', 'k_0')(p) : plain('merc', 'lat_ts')(p);

/** The latitude is that of true scale, or the pole itself, with a scale. */
const polarStereographic: Define = (p) => {
  const latitude = p.lat1 ?? p.lat0 ?? 90;
  const pole = latitude < 0 ? -90 : 90;
  const scaled = Math.abs(latitude) === 90;
  const sized = scaled ? `+k_0=${p.scale ?? 1}` : `+lat_ts=${latitude}`;
  return `+proj=stere +lat_0=${pole} ${sized} +lon_0=${p.lon0 ?? 0} ${offsets(p)}`;
};

const stereographic: Define = (p, ellipsoid) =>
  Math.abs(p.lat0 ?? 0) === 90
    ? polarStereographic(p, ellipsoid)
    : plain('stere', 'lat_0', 'k_0')(p);

/** Offsets of the first kind count from the natural origin on the equator, of the second from the centre. */
function obliqueMercator(naturalOrigin: boolean): Define {
  return (p) => {
    const { azimuth = 0, gridAngle = azimuth, scale = 1, lat0 = 0, lon0 = 0 } = p;
    if (!naturalOrigin && azimuth === 90 && gridAngle === 90) {
      return plain('somerc', 'lat_0', 'k_0')(p);
    }
    const origin = naturalOrigin ? '+no_uoff ' : '';
    return `+proj=omerc ${origin}+lat_0=${lat0} +lonc=${lon0} +alpha=${azimuth} +gamma=${gridAngle} +k=${scale} ${offsets(p)}`;
  };
}

/** PROJ takes a sphere of the ellipsoid's surface for these. */
const onAuthalicSphere =
  (name: string): Define =>
  (p, { a, b }) => {
    const e = Math.sqrt(1 - (b / a) ** 2);
    const surface = e === 0 ? 2 : 1 + ((1 - e ** 2) / e) * Math.atanh(e);
    const radius = a * Math.sqrt(surface / 2);
    return `+proj=${name} +lon_0=${p.lon0 ?? 0} ${offsets(p)} +R=${radius} +nadgrids=@null`;
  };

const geostationary: Define = (p) => {
  if (p.height === undefined) return null;
  return `+proj=geos +h=${p.height} +lon_0=${p.lon0 ?? 0} ${offsets(p)} +sweep=${p.option === 1 ? 'x' : 'y'}`;
};

const krovak: Define = (p) =>
  `+proj=krovak +lat_0=${p.lat0 ?? 49.5} +lon_0=${p.lon0 ?? 24.833333333333332} +alpha=${p.azimuth ?? 30.28813972222222} +k=${p.scale ?? 0.9999} ${offsets(p)}`;

/** The equator's circle as a sphere, whatever the ellipsoid (EPSG method 1024). */
const webMercator: Define = (p, { a }) =>
  `+proj=merc +lat_ts=0 +lon_0=${p.lon0 ?? 0} ${offsets(p)} +k=1 +R=${a} +nadgrids=@null`;

/** Standard parallel of Behrmann's projection, degrees. */
const BEHRMANN = 30;

const hyperbolic: Define = (p) => `${plain('cass', 'lat_0')(p)} +hyperbolic`;

const colombiaUrban: Define = (p) =>
  p.height === undefined ? null : `${plain('col_urban', 'lat_0')(p)} +h_0=${p.height}`;

const verticalPerspective: Define = (p) =>
  p.height === undefined ? null : `${plain('tpers', 'lat_0')(p)} +h=${p.height}`;

type Method = {
  /** ProjCoordTransGeoKey (GeoTIFF 1.0, section 6.3.3.3), and EPSG's numbers that libgeotiff writes too. */
  readonly keys: readonly number[];
  /** In WKT; without signs and capitals. */
  readonly names: readonly string[];
  readonly define: Define;
};

/** Whose names tell them from one another, and that have a meridian alone. */
const OF_THE_WORLD: readonly Method[] = [
  ...['I', 'II', 'III', 'IV', 'V', 'VI'].map((numeral, i) => ({
    keys: [],
    names: [`eckert${numeral.toLowerCase()}`],
    define: plain(`eck${i + 1}`),
  })),
  { keys: [], names: ['gallstereographic'], define: plain('gall') },
];

const METHODS: readonly Method[] = [
  {
    keys: [1],
    names: ['transversemercator', 'gausskruger'],
    define: plain('tmerc', 'lat_0', 'k_0'),
  },
  {
    keys: [27],
    names: ['transversemercatorsouthorientated', 'transversemercatorsouthoriented'],
    define: (p) => `${plain('tmerc', 'lat_0', 'k_0')(p)} +axis=wsu`,
  },
  {
    keys: [8, 9],
    names: [
      ...['lambertconformalconic', 'lambertconformalconic1sp', 'lambertconformalconic2sp'],
      ...['lambertconicconformal1sp', 'lambertconicconformal2sp'],
      // The turn of the Belgian one is part of its meridian, as PROJ takes it.
      ...['lambertconformalconic2spbelgium', 'lambertconicconformal2spbelgium'],
    ],
    define: lambertConic,
  },
  {
    keys: [7],
    names: ['mercator', 'mercator1sp', 'mercator2sp', 'mercatorvarianta', 'mercatorvariantb'],
    define: mercator,
  },
  {
    keys: [1024],
    names: ['popularvisualisationpseudomercator', 'mercatorauxiliarysphere'],
    define: webMercator,
  },
  {
    keys: [15],
    names: [
      ...['polarstereographic', 'polarstereographicvarianta', 'polarstereographicvariantb'],
      ...['stereographicnorthpole', 'stereographicsouthpole'],
    ],
    define: polarStereographic,
  },
  {
    keys: [16],
    names: ['obliquestereographic', 'doublestereographic'],
    define: plain('sterea', 'lat_0', 'k_0'),
  },
  { keys: [14], names: ['stereographic'], define: stereographic },
  { keys: [10], names: ['lambertazimuthalequalarea'], define: plain('laea', 'lat_0') },
  {
    keys: [11],
    names: ['albers', 'albersconicequalarea', 'albersequalarea'],
    define: plain('aea', 'lat_0', 'lat_1', 'lat_2'),
  },
  {
    keys: [12],
    names: ['azimuthalequidistant', 'modifiedazimuthalequidistant'],
    define: plain('aeqd', 'lat_0'),
  },
  { keys: [13], names: ['equidistantconic'], define: plain('eqdc', 'lat_0', 'lat_1', 'lat_2') },
  {
    keys: [17],
    names: ['equirectangular', 'equidistantcylindrical', 'platecarree'],
    define: plain('eqc', 'lat_0', 'lat_ts'),
  },
  { keys: [18], names: ['cassini', 'cassinisoldner'], define: plain('cass', 'lat_0') },
  { keys: [19], names: ['gnomonic'], define: plain('gnom', 'lat_0') },
  { keys: [20], names: ['millercylindrical'], define: onAuthalicSphere('mill') },
  { keys: [21], names: ['orthographic'], define: plain('ortho', 'lat_0') },
  { keys: [22], names: ['polyconic', 'americanpolyconic'], define: plain('poly', 'lat_0') },
  { keys: [23], names: ['robinson'], define: plain('robin') },
  { keys: [24], names: ['sinusoidal'], define: plain('sinu') },
  { keys: [25], names: ['vandergrinten', 'vandergrinteni'], define: onAuthalicSphere('vandg') },
  { keys: [26], names: ['newzealandmapgrid'], define: plain('nzmg', 'lat_0') },
  {
    keys: [28],
    names: ['cylindricalequalarea', 'lambertcylindricalequalarea'],
    define: plain('cea', 'lat_ts'),
  },
  {
    keys: [3],
    names: [
      ...['hotineobliquemercator', 'hotineobliquemercatorvarianta'],
      ...['hotineobliquemercatorazimuthnaturalorigin', 'rectifiedskeworthomorphicnaturalorigin'],
    ],
    define: obliqueMercator(true),
  },
  {
    keys: [5, 9815],
    names: [
      ...['obliquemercator', 'hotineobliquemercatorvariantb'],
      ...['hotineobliquemercatorazimuthcenter', 'rectifiedskeworthomorphiccenter'],
    ],
    define: obliqueMercator(false),
  },
  {
    keys: [],
    names: ['swissobliquecylindrical', 'swissobliquemercator'],
    define: plain('somerc', 'lat_0', 'k_0'),
  },
  { keys: [], names: ['krovaknorthorientated', 'krovak'], define: krovak },
  {
    keys: [],
    names: ['behrmann'],
    define: (p) => plain('cea', 'lat_ts')({ ...p, lat1: BEHRMANN }),
  },
  { keys: [], names: ['equalearth'], define: plain('eqearth') },
  { keys: [], names: ['mollweide'], define: plain('moll') },
  ...OF_THE_WORLD,
  { keys: [], names: ['winkeltripel'], define: plain('wintri', 'lat_1') },
  {
    keys: [],
    names: ['bonne'],
    define: (p) => plain('bonne', 'lat_1')({ ...p, lat1: p.lat1 ?? p.lat0 }),
  },
  { keys: [], names: ['guamprojection'], define: plain('guam', 'lat_0') },
  { keys: [], names: ['cassinisoldnerhyperbolic', 'hyperboliccassinisoldner'], define: hyperbolic },
  { keys: [], names: ['colombiaurban', 'igacplanocartesiano'], define: colombiaUrban },
  {
    keys: [],
    names: ['verticalperspective', 'verticalnearsideperspective'],
    define: verticalPerspective,
  },
  {
    keys: [],
    names: ['geostationarysatellite', 'geostationarysatellitesweepy'],
    define: geostationary,
  },
  {
    keys: [],
    names: ['geostationarysatellitesweepx'],
    define: (p, ellipsoid) => geostationary({ ...p, option: 1 }, ellipsoid),
  },
];

/** Letters and digits alone, small ones. */
export const plainName = (name: string): string => name.toLowerCase().replace(/[^a-z0-9]/g, '');

/**
 * The projection of a method as the first part of a proj4 definition, with lengths in metres.
 * @param method its number in GeoTIFF keys, or its name in WKT
 * null where the method is not known or not computed exactly.
 */
export function projectionWords(
  method: number | string,
  parameters: ProjectionParameters,
  ellipsoid: Ellipsoid,
): string | null {
  const name = typeof method === 'string' ? plainName(method) : null;
  const found = METHODS.find(({ keys, names }) =>
    name === null ? keys.includes(method as number) : names.includes(name),
  );
  return found?.define(parameters, ellipsoid) ?? null;
}
