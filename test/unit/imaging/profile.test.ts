import { describe, expect, it } from 'vitest';
import { sunOf } from '../../../src/domain/acquisition/sun';
import {
  linePoints,
  MOST_POINTS,
  type Profile,
  profileCsv,
  profileLevel,
  valueRange,
} from '../../../src/domain/imaging/profile';
import { FrameId } from '../../../src/domain/model/ids';
import { frameOf } from '../edits/records';

const profile: Profile = {
  names: ['Red', 'Near "infra", red'],
  scale: 1,
  points: [
    { pixel: [1, 2], distancePx: 0, distanceM: 0, values: [10, 20.5] },
    { pixel: [2, 2], distancePx: 1, distanceM: 0.5, values: null },
  ],
};

const plain = frameOf('frm_1', 'site');
const SOURCE = 'image_file,image_sha256,bands_of_file,rows_per_value,alignment';
const LIES = `${plain.file.name},${plain.file.sha256},${plain.raster.bands},1,as its file says`;

it('says with every value how the picture is laid on which other', () => {
  const alignment = {
    referenceId: FrameId.parse('frm_0'),
    method: 'tie_points' as const,
    kind: 'shift' as const,
    shift: [3, -4.25] as [number, number],
    shiftM: { east: 6, north: 8.5 },
    rotation: 0,
    scale: 1,
    residualPx: 0.47,
    detail: '3 tie points',
    checks: [],
    tiePoints: [],
    author: '',
    at: '2023-12-24T08:00:00.000Z',
  };
  const lines = profileCsv(profile, { ...plain, alignment }, { title: 'September' });
  const [, ...points] = lines.trimEnd().split('\r\n');
  expect(points).toHaveLength(2);
  for (const line of points) {
    expect(line).toMatch(
      /"Tie points, on ""September"": 3\.00 px right, 4\.25 px up \(6\.00 m east, 8\.50 m north\), ±0\.47 px, laid by no name given, 2023-12-24T08:00:00\.000Z"$/,
    );
  }
});

it('says with every value of how many bands it shows some, and of how coarse an overview', () => {
  const raster = { ...plain.raster, bands: 13, alphaBand: 12 };
  const [head, first] = profileCsv(
    { ...profile, scale: 4.0004 },
    { ...plain, raster },
    undefined,
  ).split('\r\n');
  expect(head).toMatch(/,bands_of_file,rows_per_value,alignment$/);
  expect(first).toMatch(/,12,4,as its file says$/);
});

it('is no formula to a spreadsheet, whatever a file calls its bands', () => {
  const names = ['=HYPERLINK("http://example.org")', '@sum'];
  const points = [{ pixel: [1, 2], distancePx: 0, distanceM: null, values: [-1e-7, -3] }] as const;
  const [head, line] = profileCsv({ names, points, scale: 1 }, plain, undefined).split('\r\n');
  expect(head).toBe(
    `column,row,distance_px,distance_m,"'=HYPERLINK(""http://example.org"")",'@sum,${SOURCE}`,
  );
  expect(line).toBe(`1.00,2.00,0.00,,-1e-7,-3,${LIES}`);
});

describe('values along a line', () => {
  it('are read at both ends and at equal steps between', () => {
    const points = linePoints([0, 0], [3, 4], 1);
    expect(points).toHaveLength(6);
    expect(points[0]).toEqual([0, 0]);
    expect(points.at(-1)).toEqual([3, 4]);
    expect(points[1]?.[0]).toBeCloseTo(0.6, 12);
    expect(linePoints([5, 5], [5, 5], 1)).toEqual([[5, 5]]);
  });

  it('come from the finest level that keeps the chart readable', () => {
    expect(profileLevel([8000, 4000, 2000], MOST_POINTS)).toBe(0);
    expect(profileLevel([8000, 4000, 2000], MOST_POINTS + 1)).toBe(1);
    expect(profileLevel([8000, 4000, 2000], 1e6)).toBe(2);
  });

  it('are written as CSV that other programs read, with nothing where there is no data', () => {
    expect(profileCsv(profile, plain, undefined).split('\r\n')).toEqual([
      `column,row,distance_px,distance_m,Red,"Near ""infra"", red",${SOURCE}`,
      `1.00,2.00,0.00,0.00,10,20.5,${LIES}`,
      `2.00,2.00,1.00,0.50,,,${LIES}`,
      '',
    ]);
    expect(valueRange(profile)).toEqual([10, 20.5]);
  });

  it('are none where no point holds any, nor in a band that holds nothing there', () => {
    const [first, second] = profile.points;
    if (!first || !second) throw new Error('There are no two points.');
    expect(valueRange({ ...profile, points: [second] })).toBeNull();
    const half = { ...profile, points: [{ ...first, values: [10, Number.NaN] }] };
    expect(profileCsv(half, plain, undefined).split('\r\n')[1]).toBe(
      `1.00,2.00,0.00,0.00,10,,${LIES}`,
    );
    expect(valueRange(half)).toEqual([10, 10]);
  });
});

describe('the sun', () => {
  const sun = (...items: (readonly [string, string])[]) =>
    sunOf({
      fileName: 'a.tif',
      items: items.map(([name, value]) => ({ name, value })),
      dateTimeTag: null,
      description: '',
      software: '',
    });

  it('is read as providers write it, zenith angles as heights', () => {
    expect(sun(['MEAN_SUN_AZIMUTH', '172.4'], ['SUN_ELEVATION', '31.25'])).toEqual({
      azimuthDeg: 172.4,
      elevationDeg: 31.25,
      detail: 'MEAN_SUN_AZIMUTH=172.4, SUN_ELEVATION=31.25',
    });
    expect(sun(['MEAN_SOLAR_ZENITH_ANGLE', '60'])).toMatchObject({
      azimuthDeg: null,
      elevationDeg: 30,
    });
    expect(sun(['SUN_AZIMUTH', '-20'])?.azimuthDeg).toBe(340);
  });

  it('is not known where the file does not say, or says what cannot be', () => {
    expect(sun(['AREA_OR_POINT', 'Area'])).toBeNull();
    expect(sun(['SUN_ELEVATION', '132'])).toBeNull();
    expect(sun(['SUN_ELEVATION', 'n/a'])).toBeNull();
  });
});
