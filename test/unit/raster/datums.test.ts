/** Systems of old datums and odd axes, against PROJ 9.1.1 without grids. */
import { describe, expect, it } from 'vitest';
import { projectionOf } from '../../../src/domain/geo/projection';
import type { LonLat, MapXY } from '../../../src/domain/model/units';
import { crsOfEpsg, crsOfText, tieDatum } from '../../../src/raster/crs';
import { geoKeys, inspectBytes, writeTiff } from './support';

/** echo X Y | gdaltransform -s_srs EPSG:CODE -t_srs EPSG:4326 -output_xy */
const TRUTH: readonly [epsg: number, what: string, map: MapXY, lonLat: LonLat][] = [
  [2499, 'Pulkovo 1942', [507975.488379676, 6637519.84050477], [51.1404701546979, 59.850643954732]],
  [
    28426,
    'Pulkovo 1942, far east',
    [26541911.8299671, 6408914.61496711],
    [153.706871049923, 57.7965627039209],
  ],
  [5178, 'Korean 1985', [1044457.87791066, 1825025.40590231], [127.993807145666, 36.4244957480912]],
  [30163, 'Tokyo', [-27779.3499352154, -118952.783980194], [131.86005317538, 34.9303972637441]],
  [5897, 'VN-2000', [538142.843448043, 1800711.22440965], [105.358731013387, 16.2810793228499]],
  [
    24048,
    'Indian 1975',
    [321427.720377253, 1303114.83423914],
    [103.355627922533, 11.7865856481351],
  ],
  [23038, 'ED50', [358558.147340407, 4401867.98731601], [43.3489488377028, 39.7533655552862]],
  [26750, 'NAD27', [541745.194006197, 1172113.21735416], [-113.612676909009, 34.2218085345902]],
  [
    2047,
    'west and south',
    [-16031.3821220379, 3326060.86213437],
    [17.1662411381876, -30.0535467912754],
  ],
  [
    3281,
    'polar stereographic',
    [-19580.9073019327, 930200.63032584],
    [13.7940906018166, -81.6236520571334],
  ],
  [
    6394,
    'oblique Mercator',
    [619258.838643148, 550580.993098086],
    [-136.926233516806, 56.7370268664514],
  ],
  [
    5472,
    'polyconic, in feet',
    [1036745.517767, 1082653.50067919],
    [-80.6951013412066, 8.16456794366621],
  ],
];
const MILLIMETRE = 1e-8;

describe('a coordinate system of the table', () => {
  it.each(TRUTH)('is computed as PROJ does: %i, %s', async (epsg, _what, map, [lon, lat]) => {
    const loose = await crsOfEpsg(epsg);
    if (!loose) throw new Error('The table does not know it.');
    const { crs } = await tieDatum(loose, map);
    const projection = projectionOf(crs.proj4);
    const found = projection.toLonLat(map);
    expect(Math.abs((found?.[0] ?? Number.NaN) - lon)).toBeLessThan(3 * MILLIMETRE);
    expect(Math.abs((found?.[1] ?? Number.NaN) - lat)).toBeLessThan(3 * MILLIMETRE);
    const back = projection.fromLonLat([lon, lat]);
    expect(
      Math.hypot((back?.[0] ?? Number.NaN) - map[0], (back?.[1] ?? Number.NaN) - map[1]),
    ).toBeLessThan(0.01);
  });

  it('is tied to WGS 84 by the shift that is meant for the place', async () => {
    const ed50 = await crsOfEpsg(4230);
    if (!ed50) throw new Error('The table does not know it.');
    const spain = await tieDatum(ed50, [-4, 40]);
    const norway = await tieDatum(ed50, [10, 64]);
    // EPSG:1145 and EPSG:1613, or better ones: not the same in any case.
    expect(spain.crs.proj4).not.toBe(norway.crs.proj4);
    const anywhere = await tieDatum(ed50, null);
    expect(anywhere.crs.proj4).toMatch(/\+towgs84=/);
  });

  it('is named by the register where nobody names it otherwise', async () => {
    expect((await crsOfText('EPSG:5178'))?.crsName).toBe('Korean 1985 / Unified CS');
    expect(await crsOfText('EPSG:1')).toBeNull();
  });
});

describe('how well a datum is known', () => {
  const place = [
    [33550, 12, [1, 1, 0]],
    [33922, 12, [0, 0, 0, 321427, 1303114, 0]],
  ] as const;
  const remarksOf = async (epsg: number) => {
    const fields = [...place, geoKeys(epsg)];
    const bytes = writeTiff({ width: 4, height: 4, data: new Uint8Array(16), fields });
    return (await inspectBytes(bytes, 'old.tif')).remarks.join(' ');
  };

  it('is told where it is less than a vessel is long, and where nothing is known', async () => {
    expect(await remarksOf(22992)).toMatch(/is tied to WGS 84 to about ±\d+ m/);
    expect(await remarksOf(32648)).not.toMatch(/datum/);
    expect(await remarksOf(2066)).toMatch(/datum of “Mount Dillon.*” lies to WGS 84 is not known/);
    // Of today's datums, which lie within a metre or two of WGS 84, there is nothing to say.
    expect(await remarksOf(2037)).not.toMatch(/datum/);
  });
});
