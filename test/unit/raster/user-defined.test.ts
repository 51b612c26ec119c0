/** Systems that a file spells out by GeoKeys, in units of its own, against PROJ 9.1.1. */
import { expect, it } from 'vitest';
import { projectionOf } from '../../../src/domain/geo/projection';
import type { MapXY } from '../../../src/domain/model/units';
import { crsOfText, resolveCrs } from '../../../src/raster/place/crs';
import { type Field, inspectBytes, writeTiff } from './support';

const CONIC = {
  GTModelTypeGeoKey: 1,
  GeographicTypeGeoKey: 4326,
  ProjectedCSTypeGeoKey: 32767,
  ProjectionGeoKey: 32767,
  ProjCoordTransGeoKey: 8,
  ProjStdParallel1GeoKey: 49,
  ProjStdParallel2GeoKey: 54,
  ProjFalseOriginLongGeoKey: 13.5,
  ProjFalseOriginLatGeoKey: 51,
};

/** The false origin is 100 km, 200 km in each of these units. */
const UNITS = [
  [
    'US survey feet',
    { ProjLinearUnitsGeoKey: 9003 },
    [328083.333333333, 656166.666666667],
    // echo 400000 700000 | gdaltransform -s_srs "+proj=lcc +lat_1=49 +lat_2=54 +lat_0=51 +lon_0=13.5
    //   +x_0=100000 +y_0=200000 +datum=WGS84 +units=us-ft" -t_srs "+proj=longlat +datum=WGS84" -output_xy
    [400000, 700000],
    [13.8133621171051, 51.1197823645674],
  ],
  [
    'kilometres',
    { ProjLinearUnitsGeoKey: 32767, ProjLinearUnitSizeGeoKey: 1000 },
    [100, 200],
    // echo 150 250 | gdaltransform, likewise with +units=km
    [150, 250],
    [14.2199114343462, 51.4476353347196],
  ],
  [
    'metres',
    { ProjLinearUnitsGeoKey: 9001 },
    [100000, 200000],
    [150000, 250000],
    [14.2199114343462, 51.4476353347196],
  ],
] as const;

/** A centimetre on the ground, in degrees. */
const CENTIMETRE = 1e-7;

it.each(UNITS)(
  'coordinates in %s are where PROJ has them',
  async (_name, unit, [x, y], map, lonLat) => {
    const origin = { ProjFalseOriginEastingGeoKey: x, ProjFalseOriginNorthingGeoKey: y };
    const crs = await resolveCrs({ ...CONIC, ...unit, ...origin });
    if (!crs) throw new Error('The system is not read.');
    const projection = projectionOf(crs.proj4);
    const [lon, lat] = projection.toLonLat(map) ?? [];
    expect(Math.abs((lon ?? 0) - lonLat[0])).toBeLessThan(CENTIMETRE / 10);
    expect(Math.abs((lat ?? 0) - lonLat[1])).toBeLessThan(CENTIMETRE / 10);
    const [backX, backY] = projection.fromLonLat([lonLat[0], lonLat[1]]) ?? [];
    expect((backX ?? 0) / map[0]).toBeCloseTo(1, 8);
    expect((backY ?? 0) / map[1]).toBeCloseTo(1, 8);
  },
);

it('in feet by WKT, too', async () => {
  const wkt = `PROJCS["feet",GEOGCS["WGS 84",DATUM["WGS_1984",SPHEROID["WGS 84",6378137,298.257223563]],
    PRIMEM["Greenwich",0],UNIT["degree",0.0174532925199433]],PROJECTION["Lambert_Conformal_Conic_2SP"],
    PARAMETER["latitude_of_origin",51],PARAMETER["central_meridian",13.5],
    PARAMETER["standard_parallel_1",49],PARAMETER["standard_parallel_2",54],
    PARAMETER["false_easting",328083.333333333],PARAMETER["false_northing",656166.666666667],
    UNIT["US survey foot",0.304800609601219]]`;
  const crs = await crsOfText(wkt);
  if (!crs) throw new Error('The system is not read.');
  const [lon, lat] = projectionOf(crs.proj4).toLonLat([400000, 700000]) ?? [];
  expect(lon).toBeCloseTo(13.8133621171051, 8);
  expect(lat).toBeCloseTo(51.1197823645674, 8);
});

/** As GDAL 3.6 writes them for `gdal_translate -a_srs`, and where gdaltransform puts a place in such a file. */
const WRITTEN = { GTModelTypeGeoKey: 1, GeographicTypeGeoKey: 4326, ProjectedCSTypeGeoKey: 32767 };
const OBLIQUE = {
  ProjCenterLatGeoKey: 40,
  ProjCenterLongGeoKey: 130,
  ProjAzimuthAngleGeoKey: 35,
  ProjScaleAtCenterGeoKey: 0.9996,
  ProjFalseEastingGeoKey: 500000,
  ProjFalseNorthingGeoKey: 300000,
};
const BESSEL = {
  GeographicTypeGeoKey: 32767,
  GeogEllipsoidGeoKey: 32767,
  GeogSemiMajorAxisGeoKey: 6377397.155,
  GeogInvFlatteningGeoKey: 299.1528128,
  GeogPrimeMeridianLongGeoKey: 0,
  GeogTOWGS84GeoKey: [674.374, 15.056, 405.346],
};
const SWISS = {
  ...BESSEL,
  ProjCenterLongGeoKey: 7.43958333333333,
  ProjCenterLatGeoKey: 46.9524055555556,
  ProjScaleAtCenterGeoKey: 1,
  ProjAzimuthAngleGeoKey: 90,
  ProjRectifiedGridAngleGeoKey: 90,
  ProjFalseEastingGeoKey: 600000,
  ProjFalseNorthingGeoKey: 200000,
};
const MOLLWEIDE =
  'ESRI PE String = PROJCS["unknown",GEOGCS["GCS_unknown",DATUM["D_WGS_1984",SPHEROID["WGS_1984",6378137.0,298.257223563]],PRIMEM["Greenwich",0.0],UNIT["Degree",0.0174532925199433]],PROJECTION["Mollweide"],PARAMETER["False_Easting",0.0],PARAMETER["False_Northing",0.0],PARAMETER["Central_Meridian",0.0],UNIT["Meter",1.0]]';

it.each([
  [
    'equidistant cylindrical with a parallel',
    { ProjCoordTransGeoKey: 17, ProjStdParallel1GeoKey: 40, ProjCenterLongGeoKey: 130 },
    [-8327.567733, 4686400.562397],
    [129.90234533464002, 42.098652527073824],
  ],
  [
    'Mercator with a parallel',
    {
      ...{ ProjCoordTransGeoKey: 7, ProjStdParallel1GeoKey: 40, ProjNatOriginLongGeoKey: 130 },
      ...{ ProjFalseEastingGeoKey: 100, ProjFalseNorthingGeoKey: 200 },
    },
    [-8239.385696, 3948587.594558],
    [129.90234208884718, 42.09869182067721],
  ],
  [
    'Miller’s on a sphere of the ellipsoid’s surface',
    {
      ...{ ProjCoordTransGeoKey: 20, ProjCenterLongGeoKey: 130 },
      ...{ GeogSemiMajorAxisGeoKey: 6378137, GeogInvFlatteningGeoKey: 298.257223563 },
    },
    [-10931.949079, 4982242.941936],
    [129.90168673079555, 42.14055074453041],
  ],
  [
    'oblique Mercator from its centre',
    { ...OBLIQUE, ProjCoordTransGeoKey: 9815, ProjRectifiedGridAngleGeoKey: 35 },
    [491953.747975, 532996.463158],
    [129.90242075882625, 42.098651971542694],
  ],
  [
    'oblique Mercator from its natural origin',
    { ...OBLIQUE, ProjCoordTransGeoKey: 3, ProjRectifiedGridAngleGeoKey: 30 },
    [3009057.885934, 4926283.830786],
    [129.90225378797965, 42.09849997593911],
  ],
  [
    'the Swiss one, with a shift of three parameters',
    { ...SWISS, ProjCoordTransGeoKey: 9815 },
    [642895.420155, 205440.522287],
    [8.002615397594397, 46.99863789185413],
  ],
  [
    'polar stereographic, true at a parallel',
    {
      ...{ ProjCoordTransGeoKey: 15, ProjNatOriginLatGeoKey: 71 },
      ...{ ProjStraightVertPoleLongGeoKey: 130, ProjScaleAtNatOriginGeoKey: 1 },
    },
    [-9430.944848, -5518269.322183],
    [129.9020792971523, 42.098842778643885],
  ],
  [
    'what only ESRI’s citation says',
    {
      ...{ GTModelTypeGeoKey: 32767, ProjectedCSTypeGeoKey: undefined },
      PCSCitationGeoKey: MOLLWEIDE,
    },
    [10813960.198123, 5022599.586838],
    [129.9006590242509, 42.098641921357185],
  ],
] as const)('%s is computed as PROJ does', async (_name, own, map, [lon, lat]) => {
  const keys = Object.entries({ ...WRITTEN, ...own }).filter(([, value]) => value !== undefined);
  const crs = await resolveCrs(Object.fromEntries(keys));
  if (!crs) throw new Error('The system is not read.');
  const found = projectionOf(crs.proj4).toLonLat(map);
  // What is written here of the coordinates is exact to a micrometre, of the places to a nanometre.
  expect(Math.abs((found?.[0] ?? 0) - lon)).toBeLessThan(CENTIMETRE / 10);
  expect(Math.abs((found?.[1] ?? 0) - lat)).toBeLessThan(CENTIMETRE / 10);
});

const IN_ANGLES = { width: 40, height: 30, data: new Uint8Array(40 * 30) };

it('a picture in grads from Paris lies where GDAL puts it', async () => {
  // gdal_translate -a_srs EPSG:4807 -a_ullr …; echo 20 15 | gdaltransform FILE -t_srs EPSG:4326 -output_xy
  const fields: readonly Field[] = [
    [33550, 12, [1e-4, 1e-4, 0]],
    [33922, 12, [0, 0, 0, -0.04056100584403458, 54.22229916934866, 0]],
    [34735, 3, [1, 1, 0, 3, 1024, 0, 1, 2, 2048, 0, 1, 4807, 2054, 0, 1, 9105]],
  ];
  const { georef } = await inspectBytes(writeTiff({ ...IN_ANGLES, fields }));
  const [x0 = 0, xCol = 0, , y0 = 0, , yRow = 0] = georef?.transform ?? [];
  const middle: MapXY = [x0 + 20 * xCol, y0 + 15 * yRow];
  const found = projectionOf(georef?.proj4 ?? '').toLonLat(middle);
  expect(found?.[0]).toBeCloseTo(2.301800097148214, 8);
  expect(found?.[1]).toBeCloseTo(48.79865001991244, 8);
});

it('longitudes of a user’s own system in radians are not taken for degrees', async () => {
  const keys = {
    GTModelTypeGeoKey: 2,
    GeographicTypeGeoKey: 32767,
    GeogSemiMajorAxisGeoKey: 6378137,
  };
  const shape = { ...keys, GeogInvFlatteningGeoKey: 298.257223563 };
  expect((await resolveCrs({ ...shape, GeogAngularUnitsGeoKey: 9101 }))?.toDegrees).toBeCloseTo(
    180 / Math.PI,
    12,
  );
  expect((await resolveCrs({ ...shape, GeogAngularUnitsGeoKey: 9102 }))?.toDegrees).toBe(1);
  // An angle that nobody knows is not guessed at.
  expect(await resolveCrs({ ...shape, GeogAngularUnitsGeoKey: 9110 })).toBeNull();
});
