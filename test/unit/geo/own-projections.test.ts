/**
 * Projections of our own against PROJ 9.1.1:
 * echo LON LAT | gdaltransform -output_xy -s_srs "+proj=longlat +datum=WGS84" -t_srs "DEFINITION"
 */
import { describe, expect, it } from 'vitest';
import { projectionOf } from '../../../src/domain/geo/projection';
import type { MapXY } from '../../../src/domain/model/units';
import { resolveCrs } from '../../../src/raster/place/crs';

const ROBINSON = '+proj=robin +lon_0=10 +x_0=1000 +y_0=5e6 +datum=WGS84';
const ORTHOGRAPHIC = '+proj=ortho +lat_0=35 +lon_0=129 +x_0=1000 +y_0=2000 +datum=WGS84';

describe.each([
  [ROBINSON, [129, 35], [10599536.3784112, 8743316.99921318]],
  [ROBINSON, [10, 80], [1000, 13102470.4412781]],
  [ROBINSON, [-70, -33], [-7179854.99940225, 1470507.49313609]],
  [ROBINSON, [-179, 7], [16116561.3015041, 5748663.40775293]],
  [ORTHOGRAPHIC, [129.2, 35.1], [19235.356969815, 13112.3984775509]],
  [ORTHOGRAPHIC, [128, 36], [-89159.1103196234, 113395.42943498]],
  [ORTHOGRAPHIC, [140, 20], [1145059.5168534, -1578128.32815923]],
  [ORTHOGRAPHIC, [129, -40], [1000, -6124748.53547768]],
  ['+proj=vandg +lon_0=120 +R=6371007.181', [150, -41], [3144747.43451989, -4852916.02451377]],
  ['+proj=eck1 +lon_0=120 +datum=WGS84', [150, -41], [2375987.71465662, -4204985.45183833]],
  ['+proj=eck2 +lon_0=120 +datum=WGS84', [150, -41], [2192879.79851904, -5303632.94866378]],
  ['+proj=eck3 +lon_0=120 +datum=WGS84', [150, -41], [2665381.85241741, -3854273.99911483]],
  ['+proj=eck4 +lon_0=120 +datum=WGS84', [150, -41], [2532508.58360693, -5121421.65285278]],
  ['+proj=eck5 +lon_0=120 +datum=WGS84', [150, -41], [2584335.41950971, -4025652.0089]],
  ['+proj=eck6 +lon_0=120 +datum=WGS84', [150, -41], [2385978.93380643, -5074451.9653054]],
  ['+proj=gall +lon_0=120 +datum=WGS84', [150, -41], [2361443.00454472, -4070916.55726248]],
  ['+proj=wintri +lon_0=120 +datum=WGS84', [150, -41], [3042011.87904861, -4586463.1084919]],
  [
    '+proj=cass +lat_0=-16.25 +lon_0=179.333333333333 +hyperbolic +ellps=clrk80',
    [178.6, -16.8],
    [-78173.5148746287, -61004.1554185667],
  ],
] as const)('%s', (definition, lonLat, wanted) => {
  it(`has ${lonLat} where PROJ has it, within a millimetre, and back`, () => {
    const projection = projectionOf(definition);
    const [x = 0, y = 0] = projection.fromLonLat(lonLat) ?? [];
    expect(Math.hypot(x - wanted[0], y - wanted[1])).toBeLessThan(1e-3);
    const [lon = 0, lat = 0] = projection.toLonLat(wanted) ?? [];
    expect(Math.hypot(lon - lonLat[0], lat - lonLat[1])).toBeLessThan(1e-8);
  });
});

it('beyond the edge of the map is no place', () => {
  const edge: MapXY = [2e7, 0];
  expect(projectionOf(ORTHOGRAPHIC).toLonLat(edge)).toBeNull();
  expect(projectionOf(ORTHOGRAPHIC).fromLonLat([-51, -35])).toBeNull();
  expect(projectionOf(ROBINSON).toLonLat([0, 2e7])).toBeNull();
});

it('an orthographic system is read from its keys', async () => {
  const crs = await resolveCrs({
    GTModelTypeGeoKey: 1,
    GeographicTypeGeoKey: 4326,
    ProjectedCSTypeGeoKey: 32767,
    ProjectionGeoKey: 32767,
    ProjCoordTransGeoKey: 21,
    ProjNatOriginLatGeoKey: 35,
    ProjNatOriginLongGeoKey: 129,
    ProjFalseEastingGeoKey: 1000,
    ProjFalseNorthingGeoKey: 2000,
    ProjLinearUnitsGeoKey: 9001,
  });
  if (!crs) throw new Error('The system is not read.');
  const [x = 0] = projectionOf(crs.proj4).fromLonLat([128, 36]) ?? [];
  expect(x).toBeCloseTo(-89159.1103196234, 3);
});
