import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { alignmentDraft, shiftMetres, tiePairs, unaligned } from '../../../src/domain/geo/aligning';
import { makeFrameGeo } from '../../../src/domain/geo/frame-geo';
import { frameGeoOf, measuresOf } from '../../../src/domain/geo/measure-cache';
import {
  applyShift,
  draggedShift,
  fitShift,
  invertShift,
  type PlaneShift,
  planeCenter,
  UNALIGNED,
} from '../../../src/domain/geo/plane-shift';
import type { Alignment } from '../../../src/domain/model/alignment';
import type { Frame } from '../../../src/domain/model/frame';
import type { PlaneXY } from '../../../src/domain/model/units';
import { frameOf, LONGLAT, NOW } from '../edits/records';

const tall = frameOf('frm_tall', 's', {
  pixelAspect: 0.743,
  georef: {
    transform: [130.285, 8e-6, 0, 42.245, 0, -8e-6],
    epsg: 4326,
    crsName: 'WGS 84',
    proj4: LONGLAT,
  },
});
const utm = frameOf('frm_utm', 's');

function aligned(frame: Frame, by: PlaneShift): Frame {
  const { id: referenceId } = utm;
  const given = { referenceId, method: 'manual', kind: 'similarity', detail: '' } as const;
  const alignment: Alignment = { ...alignmentDraft(frame, by, given), author: '', at: NOW };
  return { ...frame, alignment };
}

function geoOf(frame: Frame) {
  const geo = makeFrameGeo(frame);
  if (!geo) throw new Error('the frame has a place');
  return geo;
}

const within = (most: number) =>
  fc.integer({ min: -1000, max: 1000 }).map((part) => (part / 1000) * most);
const similar = {
  shift: fc.tuple(within(200), within(200)),
  rotation: within(0.5),
  scale: within(0.1).map((part) => 1 + part),
};
const stretch = fc.record({
  ratio: within(0.2).map((part) => 1 + Math.abs(part)),
  axis: within(Math.PI / 2).map((angle) => angle + Math.PI / 2),
});
const anyShift: fc.Arbitrary<PlaneShift> = fc.oneof(
  fc.record(similar),
  fc.record({ ...similar, stretch }),
);
const anyPoint = fc.tuple(within(3000), within(3000));

type Pair = readonly [number, number];

function near(a: Pair, b: Pair, most: number): void {
  expect(Math.hypot(a[0] - b[0], a[1] - b[1])).toBeLessThan(most);
}

/** Ties of no exact transformation, as an analyst clicks them. */
const CLICKED = [
  { from: [120, 80], to: [131.5, 71.25] },
  { from: [1900, 150], to: [1968.25, 199.5] },
  { from: [1750, 1830], to: [1762.75, 1862] },
  { from: [200, 1700], to: [168.5, 1671.5] },
  { from: [1010, 960], to: [1025.25, 970.75] },
] as const;

describe('affine transformations of the plane', () => {
  it('are undone by their inverse and follow the hand that drags them', () => {
    fc.assert(
      fc.property(anyShift, anyPoint, anyPoint, (first, center, point) => {
        const moved = applyShift(first, center, point);
        near(applyShift(invertShift(first), center, moved), point, 1e-6);
        const dragged = applyShift(draggedShift(first, 3, -2), center, point);
        near(dragged, [moved[0] + 3, moved[1] - 2], 1e-9);
      }),
    );
  });

  it('are found again from two points or more, with what is left', () => {
    fc.assert(
      fc.property(anyShift, anyPoint, (by, center) => {
        const points: PlaneXY[] = [
          [0, 0],
          [400, 10],
          [30, 900],
        ];
        const pairs = points.map((from) => ({ from, to: applyShift(by, center, from) }));
        const ways = [
          ...(by.stretch ? [] : [fitShift(pairs.slice(0, 2), 'similarity', center)]),
          ...(by.stretch ? [] : [fitShift(pairs, 'similarity', center)]),
          fitShift(pairs, 'affine', center),
        ];
        for (const fit of ways) {
          expect(fit?.rms).toBeLessThan(1e-6);
          for (const { from, to } of pairs)
            near(applyShift(fit ?? UNALIGNED, center, from), to, 1e-6);
        }
      }),
    );
  });

  it('are those that LAPACK finds, in the parts that SciPy takes them apart into', () => {
    // C = numpy.linalg.lstsq(numpy.c_[numpy.ones(5), src], dst)[0]; M = C.T[:, 1:]; U, P = scipy.linalg.polar(M);
    // arctan2(U[1, 0], U[0, 0]), sqrt(det(M)), and of numpy.linalg.eigh(P) the ratio and the longer axis.
    const fit = fitShift(CLICKED, 'affine', [1024, 1024]);
    expect(fit?.rms).toBeCloseTo(2.631114728, 8);
    expect(fit?.rotation).toBeCloseTo(0.032260406184727, 10);
    expect(fit?.scale).toBeCloseTo(1.011146583344312, 10);
    expect(fit?.stretch?.ratio).toBeCloseTo(1.043598508418159, 10);
    expect(fit?.stretch?.axis).toBeCloseTo(0.06375547304600637, 9);
    near(fit?.shift ?? [0, 0], [13.81514983, 11.17340105], 1e-6);
    const at = applyShift(fit ?? UNALIGNED, [1024, 1024], [300, 400]);
    near(at, [308.75061658, 391.59172341], 1e-6);
  });

  it('are not made of points in one line, nor of a mirrored picture', () => {
    const line = [0, 1, 2, 3].map((i) => ({ from: [i, 2 * i], to: [i, 2 * i] }) as const);
    expect(fitShift(line, 'affine', [0, 0])).toBeNull();
    const mirrored = CLICKED.map(({ from: [u, v], to }) => ({ from: [-u, v], to }) as const);
    expect(fitShift(mirrored, 'affine', [0, 0])).toBeNull();
  });

  it('leave what they cannot explain as residuals: two and a half rows each at a right angle', () => {
    const pairs = [
      { from: [0, 0], to: [12, 5] },
      { from: [100, 0], to: [112, 0] },
    ] as const;
    const fit = fitShift(pairs, 'shift', [50, 0]);
    expect(fit).toMatchObject({ shift: [12, 2.5], rotation: 0, scale: 1, rms: 2.5 });
    expect(fit?.residuals).toEqual([
      [0, 2.5],
      [0, -2.5],
    ]);
    expect(fitShift([], 'shift', [0, 0])).toBeNull();
    expect(fitShift(pairs.slice(0, 1), 'similarity', [0, 0])).toBeNull();
    expect(fitShift(pairs.slice(0, 1), 'shift', [0, 0])?.shift).toEqual([12, 5]);
  });
});

describe('a frame that is laid', () => {
  it.each([utm, tall])('puts every pixel where its own place has the moved one: $id', (frame) => {
    const own = geoOf(frame);
    const center = planeCenter(frame);
    fc.assert(
      fc.property(anyShift, fc.tuple(fc.nat(4096), fc.nat(4096)), (by, [x, y]) => {
        const geo = geoOf(aligned(frame, by));
        const moved = applyShift(by, center, [x * frame.pixelAspect, y]);
        const place = geo.pixelToLonLat([x, y]);
        const expected = own.pixelToLonLat([moved[0] / frame.pixelAspect, moved[1]]);
        // 1e-9 degrees are 0.1 mm.
        near(place ?? [0, 0], expected ?? [9, 9], 1e-9);
        near(geo.lonLatToPixel(place ?? [0, 0]) ?? [-9, -9], [x, y], 1e-3);
      }),
    );
  });

  it('lies where gdaltransform has the moved pixel', () => {
    // gdal_translate -of VRT -a_srs EPSG:32652 -a_ullr 606000 4677000 608048 4674952 (4096 × 4096), then
    // echo '1012.5 2033.25' | gdaltransform frame.vrt -t_srs '+proj=longlat +datum=WGS84' -output_xy
    const geo = geoOf(aligned(utm, { ...UNALIGNED, shift: [12.5, -6.75] }));
    const place = geo.pixelToLonLat([1000, 2040]);
    expect(place?.[0]).toBeCloseTo(130.290656201031, 9);
    expect(place?.[1]).toBeCloseTo(42.22877237142, 9);
  });

  it('is where its georeferencing says without a shift', () => {
    const [geo, own] = [geoOf(aligned(tall, UNALIGNED)), geoOf(tall)];
    near(geo.pixelToLonLat([10, 20]) ?? [0, 0], own.pixelToLonLat([10, 20]) ?? [9, 9], 1e-12);
    expect('alignment' in unaligned(aligned(tall, UNALIGNED))).toBe(false);
  });

  it('has its shift in metres on the ground', () => {
    // cs2cs -d 12 EPSG:32652 +to EPSG:4326 for (607024, 4675976), the middle, and 50 m east of it; between them
    // geod +ellps=WGS84 -I: 90.871735387° from north, 50.012953 m.
    const { east = 0, north = 0 } = shiftMetres(utm, [100, 0]) ?? {};
    expect(Math.hypot(east, north)).toBeCloseTo(50.012953, 3);
    expect((Math.atan2(east, north) * 180) / Math.PI).toBeCloseTo(90.8717, 3);
    expect(shiftMetres(frameOf('frm_x', 's', { georef: null }), [1, 1])).toBeNull();
  });

  it('measures its boxes anew when the alignment changes', () => {
    const geometry = { x: 900, y: 900, length: 200, width: 30, angle: 0.3 };
    const box = { geometry } as Parameters<typeof measuresOf>[0];
    const larger = aligned(utm, { ...UNALIGNED, scale: 1.1 });
    const before = measuresOf(box, utm)?.lengthM ?? 0;
    expect(measuresOf(box, larger)?.lengthM).toBeCloseTo(before * 1.1, 3);
    expect(measuresOf(box, utm)?.lengthM).toBe(before);
    expect(frameGeoOf(larger)).toBe(frameGeoOf(larger));
  });
});

describe('tie points', () => {
  it('are carried over the ground into the plane of the frame', () => {
    const reference = geoOf(utm).pixelToLonLat([1500, 900]);
    const [x, y] = geoOf(tall).lonLatToPixel(reference ?? [0, 0]) ?? [0, 0];
    const [pair] = tiePairs(tall, utm, [{ own: [x + 2, y - 3], reference: [1500, 900] }]);
    near(pair?.from ?? [0, 0], [(x + 2) * 0.743, y - 3], 1e-6);
    near(pair?.to ?? [0, 0], [x * 0.743, y], 1e-3);
    const bare = frameOf('frm_bare', 's', { georef: null });
    expect(tiePairs(bare, utm, [{ own: [1, 1], reference: [2, 2] }])).toEqual([null]);
    expect(tiePairs(bare, bare, [{ own: [1, 1], reference: [2, 2] }])).toEqual([
      { from: [1, 1], to: [2, 2] },
    ]);
  });
});
