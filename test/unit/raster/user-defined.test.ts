/** Systems that a file spells out by GeoKeys, in units of its own, against PROJ 9.1.1. */
import { expect, it } from 'vitest';
import { projectionOf } from '../../../src/domain/geo/projection';
import type { MapXY } from '../../../src/domain/model/units';
import { crsOfText, resolveCrs } from '../../../src/raster/crs';

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
    const [lon, lat] = projection.toLonLat(map as unknown as MapXY) ?? [];
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

it('longitudes in grads are not taken for degrees: the system is asked for', async () => {
  const keys = { GTModelTypeGeoKey: 2, GeographicTypeGeoKey: 32767, GeogEllipsoidGeoKey: 7030 };
  expect(await resolveCrs({ ...keys, GeogAngularUnitsGeoKey: 9105 })).toBeNull();
  expect(await resolveCrs({ ...keys, GeogAngularUnitsGeoKey: 9102 })).not.toBeNull();
});
