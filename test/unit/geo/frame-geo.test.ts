import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  footprintOf,
  makeFrameGeo,
  measureSigma,
  pixelAspectOf,
  resolutionOf,
  signedArea,
} from '../../../src/domain/geo/frame-geo';
import { geodesic } from '../../../src/domain/geo/geodesy';
import type { Georef } from '../../../src/domain/model/frame';
import type { LonLat, PixelXY } from '../../../src/domain/model/units';
import { FRAME_TRUTHS, type FrameTruth, TRUTH_BOX, TRUTH_SIZE } from './frame-truth';

/** Metres per degree of latitude, near enough to turn differences of degrees into centimetres. */
const METRES = 111_320;

function georefOf(truth: FrameTruth): Georef {
  return { transform: truth.transform, epsg: null, crsName: truth.name, proj4: truth.proj4 };
}

function geoOf(truth: FrameTruth) {
  const { pixelAspect } = truth;
  const geo = makeFrameGeo({ georef: georefOf(truth), raster: TRUTH_SIZE, pixelAspect });
  if (!geo) throw new Error('the frame has a place');
  return geo;
}

function metresApart(a: LonLat | null | undefined, b: LonLat): number {
  if (!a) return Number.POSITIVE_INFINITY;
  const [north, east] = [a[1] - b[1], a[0] - b[0]];
  return METRES * Math.hypot(north, east * Math.cos((b[1] * Math.PI) / 180));
}

describe.each(FRAME_TRUTHS)('$name, against GDAL and PROJ', (truth) => {
  const geo = geoOf(truth);

  it('places pixels within a millimetre, and finds the pixel again', () => {
    for (const [x, y, lon, lat] of truth.places) {
      expect(metresApart(geo.pixelToLonLat([x, y]), [lon, lat])).toBeLessThan(0.001);
      const pixel = geo.lonLatToPixel([lon, lat]);
      expect(pixel?.[0]).toBeCloseTo(x, 2);
      expect(pixel?.[1]).toBeCloseTo(y, 2);
    }
  });

  it('places the corners of a box within a millimetre', () => {
    const corners = geo.cornersLonLat(TRUTH_BOX);
    for (const [i, expected] of truth.corners.entries()) {
      expect(metresApart(corners?.[i], expected)).toBeLessThan(0.001);
    }
  });

  it('measures a box within 0.1 % of GeographicLib', () => {
    const measures = geo.boxMeasures(TRUTH_BOX);
    expect(Math.abs((measures?.lengthM ?? 0) / truth.lengthM - 1)).toBeLessThan(0.001);
    expect(Math.abs((measures?.widthM ?? 0) / truth.widthM - 1)).toBeLessThan(0.001);
    // The truth looks from the centre to the bow, the code at the whole keel: not quite one line.
    expect(measures?.headingDeg).toBeCloseTo(truth.headingDeg, 2);
    const reversed = geo.boxMeasures({ ...TRUTH_BOX, angle: TRUTH_BOX.angle - Math.PI });
    expect(reversed?.headingDeg).toBeCloseTo((truth.headingDeg + 180) % 360, 2);
    expect(reversed?.axisDeg).toBeCloseTo(truth.headingDeg % 180, 2);
  });

  it('knows the size and shape of a pixel on the ground', () => {
    const resolution = resolutionOf(georefOf(truth), TRUTH_SIZE) ?? 0;
    expect(resolution / truth.resolutionM).toBeCloseTo(1, 6);
    // Web Mercator's pixels are within 1 % of square and are drawn as square.
    const expected = Math.abs(truth.groundAspect - 1) < 0.01 ? 1 : truth.groundAspect;
    expect(pixelAspectOf(georefOf(truth), TRUTH_SIZE)).toBeCloseTo(expected, 6);
  });

  it('has a closed footprint that runs counter-clockwise through the corners', () => {
    const ring = footprintOf(georefOf(truth), TRUTH_SIZE) ?? [];
    expect(ring.at(0)).toEqual(ring.at(-1));
    expect(signedArea(ring)).toBeGreaterThan(0);
    const [x, y, lon, lat] = truth.places[2] ?? [0, 0, 0, 0];
    expect([x, y]).toEqual([TRUTH_SIZE.width, TRUTH_SIZE.height]);
    const nearest = Math.min(
      ...ring.map(([l, p]) => metresApart([l - 360 * Math.round((l - lon) / 360), p], [lon, lat])),
    );
    expect(nearest).toBeLessThan(0.001);
    for (const [i, [l]] of ring.entries())
      expect(Math.abs(l - (ring[i - 1]?.[0] ?? l))).toBeLessThan(1);
  });

  it('points north where the ground does', () => {
    const here: PixelXY = [TRUTH_BOX.x, TRUTH_BOX.y];
    const north = geo.northAngle(here) ?? 0;
    const measures = geo.boxMeasures({ ...TRUTH_BOX, angle: north });
    const off = ((measures?.headingDeg ?? 90) + 180) % 360;
    expect(off).toBeCloseTo(180, 3);
  });
});

describe('round trips', () => {
  const spread = (min: number, max: number) =>
    fc.integer({ min: 0, max: 1_000_000 }).map((i) => min + ((max - min) * i) / 1_000_000);
  const coordinate = (max: number) => spread(-0.2 * max, 1.2 * max);

  it('bring every pixel back, in every kind of CRS and transform', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...FRAME_TRUTHS),
        coordinate(TRUTH_SIZE.width),
        coordinate(TRUTH_SIZE.height),
        spread(-Math.PI, Math.PI),
        spread(0.2, 4),
        (truth, x, y, turn, zoom) => {
          const [x0, a, b, y0, c, d] = truth.transform;
          const [cos, sin] = [zoom * Math.cos(turn), zoom * Math.sin(turn)];
          const transform: FrameTruth['transform'] = [
            x0,
            a * cos + b * sin,
            b * cos - a * sin,
            y0,
            c * cos + d * sin,
            d * cos - c * sin,
          ];
          const geo = geoOf({ ...truth, transform });
          const map = geo.mapToPixel(geo.pixelToMap([x, y]));
          expect(Math.hypot(map[0] - x, map[1] - y)).toBeLessThan(1e-4);
          const lonLat = geo.pixelToLonLat([x, y]);
          const back = lonLat && geo.lonLatToPixel(lonLat);
          expect(Math.hypot((back?.[0] ?? 1e9) - x, (back?.[1] ?? 1e9) - y)).toBeLessThan(1e-3);
        },
      ),
      { numRuns: 400 },
    );
  });

  it('stay on the picture where it crosses the antimeridian', () => {
    const longlat = FRAME_TRUTHS.find((truth) => truth.name.startsWith('EPSG:4326 at 42'));
    const mercator = FRAME_TRUTHS.find((truth) => truth.name.startsWith('EPSG:3857 at 42'));
    if (!longlat || !mercator) throw new Error('frames of truth');
    const half = Math.PI * 6_378_137;
    const frames = [
      geoOf({ ...longlat, transform: [179.99, 5e-6, 0, 42.25, 0, -5e-6] }),
      geoOf({ ...mercator, transform: [half - 1000, 0.5, 0, 5_198_765.25, 0, -0.5] }),
      geoOf({ ...mercator, transform: [-half - 2500, 0.5, 0, 5_198_765.25, 0, -0.5] }),
    ];
    for (const geo of frames) {
      const places = [10, 7990].map((x) => geo.pixelToLonLat([x, 100]));
      expect(places[0]?.[0]).toBeGreaterThan(179.9);
      expect(places[1]?.[0]).toBeLessThan(-179.9);
      expect(geo.lonLatToPixel(places[0] ?? [0, 0])?.[0]).toBeCloseTo(10, 3);
      expect(geo.lonLatToPixel(places[1] ?? [0, 0])?.[0]).toBeCloseTo(7990, 3);
    }
  });
});

describe('frames without a usable place', () => {
  const size = { width: 100, height: 100 };
  const longlat = '+proj=longlat +datum=WGS84 +no_defs';

  it('have no geography', () => {
    const zero: Georef = {
      transform: [0, 1, 2, 0, 2, 4],
      epsg: null,
      crsName: 'x',
      proj4: longlat,
    };
    expect(makeFrameGeo({ georef: null, raster: size, pixelAspect: 1 })).toBeNull();
    expect(makeFrameGeo({ georef: zero, raster: size, pixelAspect: 1 })).toBeNull();
    expect(footprintOf(zero, size)).toBeNull();
    expect(pixelAspectOf(null, size)).toBe(1);
  });

  it('give nothing for pixels that are off the earth', () => {
    const georef: Georef = {
      transform: [0, 1, 0, 100, 0, -1],
      epsg: 4326,
      crsName: 'WGS 84',
      proj4: longlat,
    };
    const geo = makeFrameGeo({ georef, raster: size, pixelAspect: 1 });
    expect(geo?.pixelToLonLat([5, 5])).toBeNull();
    expect(geo?.pixelToLonLat([5, 50])).toEqual([5, 50]);
    expect(geo?.boxMeasures({ x: 5, y: 9, length: 8, width: 2, angle: 1.5 })).toBeNull();
  });

  it('name a coordinate system that cannot be computed with', () => {
    const georef: Georef = {
      transform: [0, 1, 0, 0, 0, -1],
      epsg: null,
      crsName: '?',
      proj4: '+proj=foo',
    };
    expect(() => makeFrameGeo({ georef, raster: size, pixelAspect: 1 })).toThrow(
      /"\+proj=foo".*EPSG:4326/,
    );
  });
});

describe('geodesics and sigma', () => {
  // geod +ellps=WGS84 -I -f %.9f -F %.4f (PROJ 9.1.1)
  it.each([
    [[130.295, 42.235], [131.885, 43.115], 52.591100722, 162_913.5324],
    [[179.9, 0], [-179.9, 0], 90, 22_263.8982],
    [[20, 70], [20.002, 70.001], 34.393163279, 135.1986],
  ] as const)('from %j to %j', (from, to, azimuth, metres) => {
    const found = geodesic(from, to);
    expect(found.startDeg).toBeCloseTo(azimuth, 7);
    expect(found.distanceM).toBeCloseTo(metres, 3);
  });

  it('grows with the size of a pixel', () => {
    expect(measureSigma(0.5)).toBeCloseTo(0.354, 3);
    expect(measureSigma(10)).toBeCloseTo(7.07, 2);
  });
});
