/** Places given by hand: fits to control points, guesses of coordinate systems. */
import { describe, expect, it } from 'vitest';
import { fitAffine } from '../../../src/domain/geo/affine-fit';
import { fitPlace, guessCrs, isMirrored, placedPoints } from '../../../src/domain/geo/placing';

const control = (pixel: [number, number], map: [number, number]) => ({ pixel, map });

describe('the fit to control points', () => {
  it('is that of GDAL, with its residuals', () => {
    const fit = fitAffine([
      control([0, 0], [442000, 4676000]),
      control([40, 0], [442121.5, 4676010]),
      control([40, 30], [442130, 4675935]),
      control([0, 30], [442011, 4675921]),
      control([20, 14], [442064, 4675969]),
    ]);
    // gdal_translate -gcp …; printf '0 0\n40 30\n' | gdaltransform -order 1
    const [x0 = 0, xCol = 0, xRow = 0, y0 = 0, yCol = 0, yRow = 0] = fit?.transform ?? [];
    expect(x0).toBeCloseTo(442000.347912966, 6);
    expect(y0).toBeCloseTo(4675998.98579041, 6);
    expect(x0 + 40 * xCol + 30 * xRow).toBeCloseTo(442130.382548845, 6);
    expect(y0 + 40 * yCol + 30 * yRow).toBeCloseTo(4675933.98756661, 6);
    // The first point is at 442000, 4676000: the distance to GDAL's place for it.
    expect(fit?.residualsMap[0]).toBeCloseTo(Math.hypot(0.347912966, 1.01420959), 6);
  });

  it('of two points turns and scales without shear, north against the rows', () => {
    const fit = fitAffine([control([10, 10], [1000, 2000]), control([110, 10], [1000, 1900])]);
    // 100 px to the right are 100 m to the south: the picture's right is south, its top is east.
    expect(fit?.transform[4]).toBeCloseTo(-1, 12);
    expect(fit?.transform[2]).toBeCloseTo(-1, 12);
    expect(fit?.rmsPx).toBeCloseTo(0, 9);
  });

  it('is none for one point, equal points, or points in a line', () => {
    const line = [0, 1, 2, 3].map((i) => control([i * 10, i * 5], [i * 100, i * -50]));
    expect(fitAffine(line)).toBeNull();
    expect(fitAffine(line.slice(0, 1))).toBeNull();
    expect(fitAffine([control([1, 1], [0, 0]), control([1, 1], [5, 5])])).toBeNull();
  });
});

describe('a place by points on the earth', () => {
  // printf '442000 4676000\n442400 4676000\n442400 4675700\n442000 4675700\n' |
  //   gdaltransform -s_srs EPSG:32652 -t_srs '+proj=longlat +datum=WGS84'
  const points = [
    { pixel: [0, 0], lonLat: [128.297086211541, 42.2340301385172] },
    { pixel: [40, 0], lonLat: [128.301933542914, 42.2340597423588] },
    { pixel: [40, 30], lonLat: [128.301963314602, 42.2313580529348] },
    { pixel: [0, 30], lonLat: [128.297116189921, 42.2313284518792] },
  ] as const;

  it('is fitted in the UTM zone of the points, and keeps them', () => {
    const fit = fitPlace(points);
    expect(fit?.georef).toMatchObject({ epsg: 32652, source: 'analyst' });
    const wanted = [442000, 10, 0, 4676000, 0, -10];
    for (const [i, value] of (fit?.georef.transform ?? []).entries()) {
      expect(value).toBeCloseTo(wanted[i] ?? 0, 3);
    }
    expect(fit?.rmsM).toBeLessThan(0.001);
    const again = placedPoints(fit?.georef ?? null);
    expect(again.map(({ pixel }) => pixel)).toEqual(points.map(({ pixel }) => pixel));
    expect(again[2]?.lonLat[0]).toBeCloseTo(points[2].lonLat[0], 9);
  });

  it('is none where the points lie in one line on the earth, or two of three at one place', () => {
    // A column of a table of points filled down by mistake, and points read off along a straight quay.
    const [a, b, c, d] = points;
    expect(fitPlace([a, { ...b, lonLat: a.lonLat }, c])).toBeNull();
    const along = [a, b, c, d].map((point, i) => ({
      ...point,
      lonLat: [2.3 + i * 0.005, 48.9 - i * 0.005] as const,
    }));
    expect(fitPlace(along)).toBeNull();
    expect(fitPlace(along.slice(0, 3))).toBeNull();
  });

  it('is known to be mirrored where two points were exchanged', () => {
    const [a, b, c, d] = points;
    const mirrored = fitPlace([
      { ...a, lonLat: b.lonLat },
      { ...b, lonLat: a.lonLat },
      { ...c, lonLat: d.lonLat },
      { ...d, lonLat: c.lonLat },
    ]);
    expect(mirrored && isMirrored(mirrored.georef.transform)).toBe(true);
    const fit = fitPlace(points);
    expect(fit && isMirrored(fit.georef.transform)).toBe(false);
  });

  it('holds across the antimeridian', () => {
    const fit = fitPlace([
      { pixel: [0, 0], lonLat: [179.99, -16.1] },
      { pixel: [100, 0], lonLat: [-179.99, -16.1] },
      { pixel: [0, 100], lonLat: [179.99, -16.12] },
    ]);
    expect(Math.abs(fit?.georef.transform[1] ?? 0)).toBeGreaterThan(20);
    expect(Math.abs(fit?.georef.transform[1] ?? 0)).toBeLessThan(22);
  });
});

describe('the guess of a coordinate system', () => {
  const size = { width: 100, height: 100 };

  it('is longitude and latitude for numbers in their range', () => {
    const guesses = guessCrs([129.9, 1e-4, 0, 42.1, 0, -1e-4], size, []);
    expect(guesses.map(({ epsg }) => epsg)).toEqual([4326]);
  });

  it('is the UTM zone that puts the picture near to another one', () => {
    const guesses = guessCrs([442000, 10, 0, 4676000, 0, -10], size, [[128.4, 42.1]]);
    expect(guesses[0]?.epsg).toBe(32652);
  });

  it('is none where nothing is near', () => {
    expect(guessCrs([442000, 10, 0, 4676000, 0, -10], size, [[23.6, 37.9]])).toEqual([]);
  });
});
