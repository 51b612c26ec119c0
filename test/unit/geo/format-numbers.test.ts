import { describe, expect, it } from 'vitest';
import {
  formatAcquired,
  formatAxis,
  formatCountRange,
  formatDate,
  formatDistance,
  formatHeading,
  formatLonLat,
  formatMeters,
  formatNumber,
  formatPixel,
  formatSize,
  formatSpread,
  formatTime,
} from '../../../src/domain/geo/format-numbers';
import { toMgrs } from '../../../src/domain/geo/geodesy';

describe('numbers on screen', () => {
  it('tell distances in kilometres and in the nautical miles that knots are made of', () => {
    expect(formatDistance(949.6)).toBe('950 m');
    // By definition 1852 m are a nautical mile; 211.6 km are 114.25.
    expect(formatDistance(1852)).toBe('1.9 km (1.0 nm)');
    expect(formatDistance(12_345)).toBe('12 km (6.7 nm)');
    expect(formatDistance(211_600)).toBe('212 km (114 nm)');
    expect(formatDistance(Number.NaN)).toBe('– km (– nm)');
  });

  it('have thin spaces in thousands and a true minus', () => {
    expect(formatNumber(1234567.891, 2)).toBe('1\u202f234\u202f567.89');
    expect(formatNumber(-1234.5, 1)).toBe('\u22121\u202f234.5');
    expect(formatNumber(-0.01, 1)).toBe('0.0');
    expect(formatNumber(Number.NaN)).toBe('–');
    expect(formatPixel([1204.46, 877])).toBe('1\u202f204.5, 877.0');
  });

  it('give metres a decimal only where a pixel is under a metre', () => {
    expect(formatMeters(122.44, 0.5)).toBe('122.4 m');
    expect(formatMeters(122.44, 3)).toBe('122 m');
    expect(formatSpread(122.66, 0.48)).toBe('122.7 ± 0.5 m');
    expect(formatSpread(135.7, 5.8)).toBe('136 ± 6 m');
    expect(formatSpread(135.7, 0.02)).toBe('135.7 ± 0.1 m');
    expect(formatMeters(122.44, 0.5, 0.354)).toBe('122.4 ± 0.4 m');
    expect(formatMeters(122.44, 0.03, 0.02)).toBe('122.4 ± 0.1 m');
    expect(formatMeters(122.44, 3, 2.12)).toBe('122 ± 2 m');
    expect(formatSize(122.4, 18.2, 0.5)).toBe('122.4 × 18.2 m');
  });

  it('write headings with three digits from true north, axes without', () => {
    expect(formatHeading(81)).toBe('081.0° T');
    expect(formatHeading(359.97)).toBe('000.0° T');
    expect(formatHeading(359.6, 0)).toBe('000° T');
    expect(formatAxis(31.7)).toBe('032°');
    expect(formatAxis(179.8)).toBe('000°');
  });

  it('write places with their hemispheres', () => {
    expect(formatLonLat([130.292641, 42.235178])).toBe('42.23518° N 130.29264° E');
    expect(formatLonLat([-70.5, -33.25])).toBe('33.25000° S 70.50000° W');
  });

  it('write times in UTC, and a day alone without one', () => {
    const source = { source: 'file_name', detail: '' } as const;
    const instant = { value: '2023-10-12T01:47:09Z', precision: 'instant', ...source } as const;
    const day = { value: '2023-10-02', precision: 'day', ...source } as const;
    expect(formatAcquired(instant)).toBe('12 Oct 2023 01:47:09 UTC');
    expect(formatAcquired(day)).toBe('2 Oct 2023');
    expect(formatAcquired(null)).toBe('No date');
    expect(formatDate('soon')).toBe('–');
    expect(formatTime('2023-10-02')).toBeNull();
  });

  it('write counts with their bounds', () => {
    expect(formatCountRange({ min: 38, best: 46, max: 52 })).toBe('38–52, best 46');
    expect(formatCountRange({ min: 38, best: null, max: null })).toBe('at least 38');
    expect(formatCountRange({ min: null, best: 46, max: null })).toBe('46');
    expect(formatCountRange({ min: null, best: null, max: null })).toBe('');
    expect(formatCountRange({ min: 46, best: 46, max: 46 })).toBe('46');
    expect(formatCountRange({ min: 1200, best: null, max: 1500 }, String)).toBe('1200–1500');
  });
});

describe('military grid', () => {
  // Eastings and northings by cs2cs EPSG:4326 EPSG:326zz / 327zz (PROJ 9.1.1); squares by the NGA tables.
  it.each([
    [[130.29264, 42.23518], '52T FM 06659 76697'], // 606659.17 E 4676697.33 N, zone 52
    [[151.21, -33.86], '56H LH 34416 51925'], // 334416.39 E 6251925.36 N, zone 56 south
    [[5.32, 60.39], '32V KN 97230 00510'], // Bergen is in the widened zone 32: 297230.22 E 6700510.18 N
  ] as const)('of %j', (place, expected) => {
    expect(toMgrs(place)).toBe(expected);
  });

  it('is cut, not rounded, with fewer digits, and ends near the poles', () => {
    expect(toMgrs([130.29264, 42.23518], 3)).toBe('52T FM 066 766');
    expect(toMgrs([0, 84.1])).toBeNull();
    expect(toMgrs([0, -80.1])).toBeNull();
    expect(toMgrs([190, 10])).toBe(toMgrs([-170, 10]));
  });
});
