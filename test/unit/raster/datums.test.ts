/** Systems of old datums and odd axes, against PROJ 9.1.1 without grids. */
import { describe, expect, it } from 'vitest';
import { projectionOf } from '../../../src/domain/geo/projection';
import type { LonLat, MapXY } from '../../../src/domain/model/units';
import { crsOfEpsg, crsOfText, tieDatum } from '../../../src/raster/place/crs';
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

/**
 * At a place within the area that each system is meant for, with PROJ 9.1.1's register (v10.076) and no grids:
 * printf 'X Y' | PROJ_DATA=FOLDER_WITH_PROJ_DB_ALONE gdaltransform -s_srs EPSG:CODE -t_srs EPSG:4326 -output_xy
 */
const OLD_DATUMS: typeof TRUTH = [
  [31468, 'DHDN', [4477806.738, 5340267.431], [11.7000000071058, 48.2000000015947]],
  [31466, 'DHDN', [2570238.989, 5652123.122], [6.99999999335396, 51.0000000094389]],
  [23032, 'ED50', [565630.051, 5984188.518], [10.000000004947, 54.0000000012655]],
  [27700, 'OSGB36', [400096.829, 233506.474], [-1.99999999317896, 51.9999999967033]],
  [27572, 'NTF', [612546.519, 2166673.135], [2.49999999912471, 46.4999999985622]],
  [3003, 'Monte Mario', [1515790.856, 4982988.891], [9.20000000393446, 45.000000003796]],
  [28432, 'Pulkovo 1942', [27940285.055, 6645040.421], [131.900000001533, 43.1000000010772]],
  [30169, 'Tokyo', [15319.101, -342.727], [140.000000016401, 35.9999999844775]],
  [21453, 'Beijing 1954', [927115.676, 4441568.834], [79.9999999924515, 39.9999999992453]],
  [
    21421,
    'Beijing 1954, where no shift is given',
    [21378547.893, 4308410.641],
    [121.600000000446, 38.9000000029507],
  ],
  [2345, 'Xian 1980', [-73520.902, 3446477.61], [111.000000000258, 30.9999999991409]],
  [28992, 'Amersfoort', [128410.085, 445806.509], [4.99999999590774, 52.0000000053971]],
  [31370, 'Belge 1972', [159252.459, 165512.915], [4.49999999502677, 50.8000000051512]],
  [5514, 'S-JTSK', [-703011.882, -1058147.274], [15.0000000020213, 50.0000000110639]],
  [2065, 'S-JTSK (Ferro)', [1058147.274, 703011.882], [15.0000000020213, 50.0000000110639]],
  [31256, 'MGI', [-2388.804, 340177.517], [16.300000013111, 48.2000000041198]],
  [21781, 'CH1903', [642695.42, 205590.522], [8.00000000589559, 47.0000000076078]],
  [26713, 'NAD27', [500048.86, 4427549.893], [-105.000000000972, 39.9999999988349]],
  [24047, 'Indian 1975', [608960.729, 1436996.324], [99.9999999903487, 13.0000000072806]],
  [24547, 'Kertau 1968', [833645.758, 332045.987], [101.999999997545, 2.99999999563105]],
  [29850, 'Timbalai 1948', [277942.259, 553055.341], [114.999999971952, 5.00000000812041]],
  [25391, 'Luzon 1911', [499846.545, 995260.194], [116.999999986023, 9.00000000415391]],
  [20935, 'Arc 1950', [499999.198, 8452562.257], [26.9999999981464, -14.000000000666]],
  [22235, 'Cape', [500034.472, 7124612.63], [26.9999999979791, -26.0000000006411]],
  [29193, 'SAD69', [809809.454, 7564178.743], [-41.9999999965909, -21.999999999308]],
  [22523, 'Corrego Alegre', [396802.15, 7566843.562], [-45.9999999974969, -22.0000000034984]],
  [24878, 'PSAD56', [719459.882, 8894294.434], [-72.9999999801428, -9.99999995952893]],
  [24378, 'Kalianpur 1975', [3417928.692, 659659.6], [75.0000000009353, 30.0000000035181]],
  [3829, 'Hu Tzu Shan', [295715.517, 2655913.498], [120.99999996731, 24.0000000097094]],
  [32227, 'WGS 72', [451081.816, 7097393.796], [-21.999999999804, 64.0000000025264]],
  [21222, 'GSK-2011', [22250000.0, 6208562.509], [66, 55.9999999970184]],
  [
    26819,
    'withdrawn for one in feet',
    [2649147.716, 875213.237],
    [-93.0000000002113, 48.0000000011008],
  ],
];

/** Where PROJ chooses among several, likewise. */
const CHOSEN: typeof TRUTH = [
  [
    22391,
    'Carthage, for the land and for the sea',
    [545902.470931, 363900.240291],
    [10.413585681, 36.57648465657],
  ],
  [
    9207,
    'VN-2000, one area within the other',
    [543647.821918, 1092941.097184],
    [104.89979266651, 9.88299105355],
  ],
  [28349, 'GDA94, two of one area', [373900.596939, 7914679.953437], [109.803, -18.856]],
  [
    5513,
    'S-JTSK, two of one accuracy',
    [1053594.382214, 685829.838313],
    [15.22979472896, 50.06024711368],
  ],
  [
    3063,
    'Azores Central 1995, five islands',
    [384909.337705, 4269515.585833],
    [-28.31989921515, 38.56589983453],
  ],
  [
    2433,
    'Beijing 1954, areas that touch',
    [445623.328407, 3895460.472525],
    [107.40338365555, 35.18621889978],
  ],
  [
    5169,
    'Tokyo 1892, whose longitudes are turned',
    [180992.862653, 285078.659203],
    [124.7899988173, 36.06595839169],
  ],
  [
    2494,
    'Pulkovo 1942, on both sides of 180°',
    [492970.593875, 5696357.71087],
    [20.89716351578, 51.39668405133],
  ],
  [
    2978,
    'Nuku Hiva, by rectangles of the map',
    [604544.11588, 9007765.262685],
    [-140.04952558224, -8.97349556752],
  ],
  [8044, 'counted south and west', [-198371.627805, 46001.376073], [13.498, 49.821]],
  [
    27700,
    'OSGB36, to a tenth of a millimetre',
    [179322.754929, 866217.420908],
    [-5.69816328972, 57.63170957435],
  ],
  [26732, 'NAD27, Alaska', [518545.897785, 3234559.444615], [-141.89114620984, 62.85160113619]],
  [6247, 'a Colombian town’s grid', [88293.106218, 97098.413908], [-74.18299999968, 4.5700000029]],
  [3993, 'Guam', [45693.474049, 34903.4040638], [144.71140173633, 13.33744405426]],
];

/** A thousandth of a pixel of half a metre. */
const EXACT = 4.5e-9;

describe('a coordinate system of the table', () => {
  it.each([...TRUTH, ...OLD_DATUMS])(
    'is computed as PROJ does: %i, %s',
    async (epsg, _what, map, [lon, lat]) => {
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
    },
  );

  it.each(CHOSEN)('is tied by what PROJ chooses: %i, %s', async (epsg, _what, map, lonLat) => {
    const loose = await crsOfEpsg(epsg);
    if (!loose) throw new Error('The table does not know it.');
    const { toLonLat } = projectionOf((await tieDatum(loose, map)).crs.proj4);
    const [lon = Number.NaN, lat = Number.NaN] = toLonLat(map) ?? [];
    expect(Math.abs(lon - lonLat[0])).toBeLessThan(EXACT);
    expect(Math.abs(lat - lonLat[1])).toBeLessThan(EXACT);
  });

  // echo 53.5455555555556 3.52943749666667 | gdaltransform -s_srs EPSG:4807 -t_srs EPSG:4326, likewise
  it('counts in grads where the system does, also where it is named by its code alone', async () => {
    const loose = await crsOfEpsg(4807);
    if (!loose) throw new Error('The table does not know it.');
    expect(loose.toDegrees).toBe(0.9);
    const map: MapXY = [3.52943749666667 * 0.9, 53.5455555555556 * 0.9];
    const { toLonLat } = projectionOf((await tieDatum(loose, map)).crs.proj4);
    expect(toLonLat(map)?.[0]).toBeCloseTo(5.513136763888627, 8);
    expect(toLonLat(map)?.[1]).toBeCloseTo(48.19095314706372, 8);
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
  const remarksOf = async (epsg: number, [x, y] = [321427, 1303114]) => {
    const place = [
      [33550, 12, [1, 1, 0]],
      [33922, 12, [0, 0, 0, x, y, 0]],
    ] as const;
    const fields = [...place, geoKeys(epsg)];
    const bytes = writeTiff({ width: 4, height: 4, data: new Uint8Array(16), fields });
    return (await inspectBytes(bytes, 'old.tif')).remarks.join(' ');
  };

  it('is told where it is less than a vessel is long, and where nothing is known', async () => {
    expect(await remarksOf(22235, [500034, 7124613])).toMatch(/is tied to WGS 84 to about ±\d+ m/);
    expect(await remarksOf(32648)).not.toMatch(/datum/);
    expect(await remarksOf(2066)).toMatch(/datum of “Mount Dillon.*” lies to WGS 84 is not known/);
    // Dalian, for which the register has no shift of this datum: no other place's is taken for it.
    expect(await remarksOf(21421, [21378548, 4308411])).toMatch(/Beijing 1954.* is not known here/);
    // Of today's datums, which lie within a metre or two of WGS 84, there is nothing to say.
    expect(await remarksOf(2037)).not.toMatch(/datum/);
  });

  it('is kept with the place', async () => {
    const placed = async (epsg: number, x: number, y: number) => {
      const fields = [
        [33550, 12, [1, 1, 0]],
        [33922, 12, [0, 0, 0, x, y, 0]],
        geoKeys(epsg),
      ] as const;
      const bytes = writeTiff({ width: 4, height: 4, data: new Uint8Array(16), fields });
      return (await inspectBytes(bytes, 'old.tif')).georef;
    };
    expect((await placed(31468, 4477807, 5340267))?.datumM).toBe(3);
    expect((await placed(21421, 21378548, 4308411))?.datumM).toBeNull();
    expect((await placed(32652, 442000, 4676000))?.datumM).toBeUndefined();
    // Where a system is named by hand, its datum is tied at the picture too.
    expect((await crsOfText('EPSG:23032', [565630, 5984189]))?.datumM).toBe(6);
  });

  it('is told where others have a grid that is better', async () => {
    // projinfo -s EPSG:27700 -t EPSG:4326 --spatial-test intersects --grid-check none: 2 m, by OSTN15 1 m
    expect(await remarksOf(27700, [400097, 233506])).toMatch(
      /±2 m: so well .* grid for this place, which Quaymark has not, reach ±1 m/,
    );
    expect(await remarksOf(31256, [-2389, 340178])).toBe('');
  });
});
