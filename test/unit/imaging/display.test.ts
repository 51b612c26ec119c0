/** The arithmetic of display, with values worked out by hand or by NumPy 2.4 (commands beside them). */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { bandRoles, roleNamed } from '../../../src/domain/imaging/band-roles';
import { colourer, shownBounds } from '../../../src/domain/imaging/display';
import { displayPresets, presetOf } from '../../../src/domain/imaging/presets';
import { rampTable } from '../../../src/domain/imaging/ramps';
import { asIsBounds, boundsFrom, channelStatistics } from '../../../src/domain/imaging/statistics';
import type { Raster } from '../../../src/domain/model/frame';
import { RAMPS, Stretch, stretchOf } from '../../../src/domain/model/stretch';

const grey = (over: Partial<Stretch> = {}) =>
  stretchOf({ bands: [0], lo: [100], hi: [300], method: 'manual', ...over });

function shown(stretch: Stretch, ...samples: number[]): number[] {
  const colour = colourer(stretch, [0, 1, 2, 3])({ data: [...samples, 1], at: 0 });
  return colour.map((part) => Number(part.toFixed(2)));
}

describe('the formula of display', () => {
  it('stretches between the bounds and clamps beyond them', () => {
    expect([50, 100, 200, 300, 999].map((value) => shown(grey(), value)[0])).toEqual([
      0, 0, 127.5, 255, 255,
    ]);
  });

  it('bends by gamma, then contrast about the middle, then brightness, then inverts', () => {
    expect(shown(grey({ gamma: 2 }), 150)[0]).toBe(127.5);
    // (0.25 − 0.5) · 1.5 + 0.5 + 0.1 = 0.225
    expect(shown(grey({ contrast: 1.5, brightness: 0.1 }), 150)[0]).toBeCloseTo(57.38, 1);
    expect(shown(grey({ contrast: 1.5, brightness: 0.1, invert: true }), 150)[0]).toBeCloseTo(
      255 - 57.38,
      1,
    );
    // sqrt(0.25) = 0.5, which no contrast moves
    expect(shown(grey({ gamma: 2, contrast: 4 }), 150)[0]).toBe(127.5);
  });

  it('moves colours towards and away from their luma', () => {
    const colours = (saturation: number) =>
      stretchOf({
        bands: [2, 1, 0],
        lo: [0, 0, 0],
        hi: [255, 255, 255],
        method: 'none',
        saturation,
      });
    expect(shown(colours(1), 30, 20, 200)).toEqual([200, 20, 30]);
    // 0.2126 · 200 + 0.7152 · 20 + 0.0722 · 30 = 58.99
    expect(shown(colours(0), 30, 20, 200)).toEqual([58.99, 58.99, 58.99]);
    const half = shown(colours(0.5), 30, 20, 200);
    for (const [i, part] of [129.495, 39.495, 44.495].entries()) {
      expect(half[i]).toBeCloseTo(part, 1);
    }
  });

  it('sharpens against the neighbours that hold data, decibels as decibels, indices as indices', () => {
    const pixel = (...samples: number[]) => ({ data: [...samples, 1], at: 0 });
    const sharpened = (stretch: Stretch, here: number[], around: readonly number[][]) =>
      colourer(stretch, [0, 1])(
        pixel(...here),
        around.map((samples) => pixel(...samples)),
      )[0];
    // 180 + 0.5 · (180 − (160 + 120 + 200 + 140) / 4) = 192.5
    const four = [[160], [120], [200], [140]];
    expect(sharpened(grey({ sharpen: 0.5 }), [180], four)).toBeCloseTo(255 * 0.4625, 9);
    // Two without data count as the pixel itself: 180 + 0.5 · (20 + 60 + 0 + 0) / 4 = 190
    expect(sharpened(grey({ sharpen: 0.5 }), [180], four.slice(0, 2))).toBeCloseTo(255 * 0.45, 9);
    // −20 dB among −40 dB: −20 + (−20 + 40) = 0 dB, in the middle of −20 … 20 dB
    const radar = grey({ decibel: true, lo: [0.1], hi: [10], sharpen: 1 });
    const dark = [[0.01], [0.01], [0.01], [0.01]];
    expect(sharpened(radar, [0.1], dark)).toBeCloseTo(127.5, 9);
    // (300 − 100) / 400 = 0.5 among (200 − 120) / 320 = 0.25: 0.5 + 0.25
    const index = grey({ bands: [0, 1], index: 'ndvi', lo: [-1], hi: [1], sharpen: 1 });
    const other = Array.from({ length: 4 }, () => [200, 120]);
    expect(sharpened(index, [300, 100], other)).toBeCloseTo((255 * 7) / 8, 9);
  });

  it('shows indices as (a − b) / (a + b), and 0 where both bands are 0', () => {
    const ndvi = stretchOf({ bands: [3, 2], index: 'ndvi', lo: [-1], hi: [1], method: 'manual' });
    expect(shown(ndvi, 0, 0, 100, 300)[0]).toBeCloseTo(255 * 0.75, 2);
    expect(shown(ndvi, 0, 0, 0, 0)[0]).toBe(127.5);
  });

  it('shows amplitudes in decibels between bounds that are amplitudes', () => {
    const radar = grey({ decibel: true, lo: [10], hi: [1000] });
    expect(shownBounds(radar, 0)).toEqual([20, 60]);
    expect(shown(radar, 100)[0]).toBeCloseTo(127.5, 2);
  });

  it('takes a stretch without width for a threshold', () => {
    expect(shown(grey({ lo: [7], hi: [7] }), 6)[0]).toBe(0);
    expect(shown(grey({ lo: [7], hi: [7] }), 8)[0]).toBe(255);
  });

  it('never leaves 0…255, whatever is chosen', () => {
    const amount = (min: number, max: number) => fc.double({ min, max, noNaN: true });
    const choices = fc.record({
      gamma: amount(0.2, 5),
      brightness: amount(-1, 1),
      contrast: amount(0, 8),
      saturation: amount(0, 4),
      invert: fc.boolean(),
      ramp: fc.constantFrom(...RAMPS),
    });
    fc.assert(
      fc.property(choices, fc.double(), (choice, value) => {
        for (const part of colourer(grey(choice), [0])({ data: [value, 1], at: 0 })) {
          expect(part).toBeGreaterThanOrEqual(0);
          expect(part).toBeLessThanOrEqual(255);
        }
      }),
    );
  });
});

describe('colour ramps', () => {
  const luma = ([r, g, b]: readonly [number, number, number]) =>
    0.2126 * r + 0.7152 * g + 0.0722 * b;

  it('rise evenly from dark to light, so that more is always lighter', () => {
    const lumas = rampTable('uniform').map(luma);
    for (const [i, value] of lumas.entries()) {
      if (i > 0) expect(value).toBeGreaterThanOrEqual((lumas[i - 1] ?? 0) - 0.6);
    }
    expect(lumas[0]).toBeLessThan(40);
    expect(lumas.at(-1)).toBeGreaterThan(200);
  });

  it('are lightest in the middle and darkest at both ends where they are two-sided', () => {
    const table = rampTable('diverging').map(luma);
    expect(Math.max(...table)).toBe(Math.max(table[127] ?? 0, table[128] ?? 0));
    expect(table[0]).toBeLessThan(120);
    expect(table[255]).toBeLessThan(120);
  });
});

describe('statistics', () => {
  const NUMPY = {
    mean: 12638.30318,
    std: 9481.55582,
    p2: 94.310246,
    p98: 30637.846114,
    p99: 31107.910158,
  };
  // a = (np.arange(1000) ** 1.5 + 5); np.percentile(a, [2, 98]); a.mean(); a.std()
  const values = Float64Array.from({ length: 1000 }, (_, i) => i ** 1.5 + 5);

  it('agree with NumPy', () => {
    const [channel] = channelStatistics({ bands: [0], decibel: false }, [values]);
    expect(channel?.min).toBe(5);
    expect(channel?.max).toBeCloseTo(31580.354297, 5);
    expect(channel?.mean).toBeCloseTo(NUMPY.mean, 3);
    expect(channel?.sigma).toBeCloseTo(NUMPY.std, 3);
    const cut = (parameter: number) =>
      boundsFrom(
        channel ? [channel] : [],
        { bands: [0], decibel: false },
        { method: 'percentile', parameter },
        'frame',
      );
    expect(cut(2).lo[0]).toBeCloseTo(NUMPY.p2, 3);
    expect(cut(2).hi[0]).toBeCloseTo(NUMPY.p98, 3);
    expect(cut(1).hi[0]).toBeCloseTo(NUMPY.p99, 3);
    expect(cut(2)).toMatchObject({ method: 'percentile', parameter: 2, extent: 'frame' });
  });

  it('leave out the empty border, and count every other value', () => {
    const [channel] = channelStatistics({ bands: [0], decibel: false }, [[0, 0, 0, 10, 20, 30]]);
    expect(channel).toMatchObject({ count: 3, min: 10, max: 30, mean: 20 });
    const counted = channel?.histogram.counts.reduce((sum, count) => sum + count, 0);
    expect(counted).toBe(3);
  });

  it('of decibels are taken after the logarithm, and stored as amplitudes', () => {
    const choice = { bands: [0] as [number], decibel: true };
    const statistics = channelStatistics(choice, [[1, 10, 100, 1000]]);
    expect(statistics[0]?.mean).toBeCloseTo(30, 9);
    const bounds = boundsFrom(statistics, choice, { method: 'min_max' }, 'view');
    expect(bounds.lo[0]).toBeCloseTo(1, 9);
    expect(bounds.hi[0]).toBeCloseTo(1000, 6);
    expect(bounds).toMatchObject({ method: 'min_max', parameter: null, extent: 'view' });
  });

  it('of an index are of its values', () => {
    const [channel] = channelStatistics({ bands: [3, 2], decibel: false }, [
      [300, 100, 50],
      [100, 300, 50],
    ]);
    expect(channel).toMatchObject({ min: -0.5, max: 0.5, mean: 0 });
  });
});

describe('presets', () => {
  const raster = (over: Partial<Raster>): Raster => ({
    width: 10,
    height: 10,
    bands: 4,
    sampleType: 'uint16',
    bitsUsed: null,
    bandNames: ['Band 1', 'Band 2', 'Band 3', 'Band 4'],
    alphaBand: null,
    nodata: [null, null, null, null],
    compression: 'none',
    tiled: true,
    overviews: 0,
    ...over,
  });

  const plain = stretchOf({ bands: [0], lo: [0], hi: [1], method: 'manual' });

  it('are those that the bands allow', () => {
    const ids = (over: Partial<Raster>) =>
      displayPresets({ raster: raster(over), stretch: plain }).map((p) => p.id);
    expect(ids({})).toEqual(['true', 'false-nir', 'grey', 'ramp', 'ndvi', 'ndwi']);
    expect(ids({ bands: 1, bandNames: ['VV'] })).toEqual(['grey', 'ramp', 'radar-db']);
    expect(ids({ bands: 3, bandNames: ['R', 'G', 'B'], sampleType: 'uint8' })).toEqual([
      'true',
      'grey',
      'ramp',
    ]);
  });

  it('show each band in the place that its name says: water and plants are bright in their index', () => {
    // Blue, green, red and near infrared, as satellites of four bands deliver them.
    const found = displayPresets({ raster: raster({}), stretch: plain });
    const bands = Object.fromEntries(found.map((preset) => [preset.id, preset.bands]));
    expect(bands).toMatchObject({ true: [2, 1, 0], 'false-nir': [3, 2, 1] });
    const look = (id: string) => {
      const preset = found.find((one) => one.id === id);
      if (!preset) throw new Error(`There is no ${id}.`);
      return stretchOf({ ...preset, ramp: 'grey', lo: [-1], hi: [1], method: 'manual' });
    };
    const [water, plants] = [
      [90, 80, 40, 20],
      [30, 60, 20, 180],
    ] as const;
    // McFeeters 1996: (80 − 20) / (80 + 20) = 0.6; Rouse 1974: (180 − 20) / (180 + 20) = 0.8
    expect(shown(look('ndwi'), ...water)[0]).toBe(255 * 0.8);
    expect(shown(look('ndvi'), ...plants)[0]).toBeCloseTo(255 * 0.9, 6);
  });

  it('know near infrared by name, by place, and among twelve bands', () => {
    const nir = (bandNames: string[], sampleType: Raster['sampleType'] = 'uint16') =>
      bandRoles({ bandNames, sampleType, alphaBand: null }).nir;
    expect(nir(['B02', 'B03', 'B04', 'B08'])).toBe(3);
    expect(nir(['Red', 'Green', 'Blue', 'Undefined'], 'uint8')).toBe(3);
    expect(nir(['Blue', 'NIR', 'Red', 'Green'])).toBe(1);
    expect(nir(Array.from({ length: 8 }, (_, i) => `Band ${i + 1}`))).toBe(6);
    expect(nir(['Red', 'Green', 'Blue'])).toBeNull();
  });

  it('do not call colours true that the bands’ names contradict', () => {
    const roles = (...bandNames: string[]) =>
      bandRoles({ bandNames, sampleType: 'uint8', alphaBand: null });
    expect(roles('B1 blue', 'B3 red', 'B5')).toEqual({ red: 1, green: null, blue: 0, nir: null });
    expect(roles('red', 'nir', 'swir1')).toEqual({ red: 0, green: null, blue: null, nir: 1 });
    expect(roles('b1', 'b2', 'b3')).toMatchObject({ red: 0, green: 1, blue: 2 });
    const mixed = raster({ bands: 3, bandNames: ['B1 blue', 'B3 red', 'B5'] });
    expect(displayPresets({ raster: mixed, stretch: plain }).map(({ id }) => id)).not.toContain(
      'true',
    );
  });

  it('know a band by its own name alone, and none that is merely alike', () => {
    expect(['B04 red', 'B03 green', 'Blue', 'B08 nir', 'Near-infrared'].map(roleNamed)).toEqual([
      'red',
      'green',
      'blue',
      'nir',
      'nir',
    ]);
    const others = ['Band 1', 'B11 swir1', 'Red edge', 'Coastal blue', 'VV', 'Infrared2', ''];
    expect(others.map(roleNamed)).toEqual(others.map(() => null));
  });

  it('are recognised in a stretch, and not in one of one’s own', () => {
    for (const preset of displayPresets({ raster: raster({}), stretch: plain })) {
      const stretch = stretchOf({ ...preset, lo: [0], hi: [1], method: 'manual' });
      expect(presetOf({ raster: raster({}), stretch })?.id).toBe(preset.id);
    }
    const own = stretchOf({ bands: [1, 3, 0], lo: [0], hi: [1], method: 'manual' });
    expect(presetOf({ raster: raster({}), stretch: own })).toBeNull();
  });

  it('combine any three bands where none are known as colours', () => {
    const bandNames = ['B02 blue', 'B03 green', 'B08 nir', 'B11 swir1', 'alpha'];
    const frame = { raster: raster({ bands: 5, bandNames, alphaBand: 4 }), stretch: plain };
    const [free, ...others] = displayPresets(frame);
    expect(free).toMatchObject({ id: 'three', bands: [2, 1, 0] });
    expect(others.map(({ id }) => id)).toEqual(['grey', 'ramp', 'ndwi']);
    // Whichever three of them are chosen after.
    const stretch = stretchOf({ bands: [3, 2, 1], lo: [0], hi: [1], method: 'manual' });
    expect(presetOf({ ...frame, stretch })?.id).toBe('three');
    // Two bands and alpha are not three.
    const few = raster({ bands: 3, bandNames: ['VV', 'VH', 'alpha'], alphaBand: 2 });
    expect(displayPresets({ raster: few, stretch: plain })[0]?.id).toBe('grey');
  });

  it('take no decibels of what is in decibels already', () => {
    const radar = raster({ bands: 1, bandNames: ['VV'], sampleType: 'float32' });
    const ids = (lo: number, decibel: boolean) =>
      displayPresets({
        raster: radar,
        stretch: stretchOf({ bands: [0], lo: [lo], hi: [4], method: 'percentile', decibel }),
      }).map(({ id }) => id);
    expect(ids(-21.3, false)).toEqual(['grey', 'ramp']);
    expect(ids(0.01, false)).toContain('radar-db');
    expect(ids(0.01, true)).toContain('radar-db');
  });

  it('show integers as they are up to the bits in use', () => {
    const bounds = asIsBounds({ bands: [0], decibel: false }, raster({ bitsUsed: 11 }));
    expect(bounds).toMatchObject({ lo: [0], hi: [2047], method: 'none' });
    const signed = raster({ sampleType: 'int16', bitsUsed: null });
    expect(asIsBounds({ bands: [0], decibel: false }, signed).hi).toEqual([32767]);
  });
});

describe('records that were made before', () => {
  it('are read with what changes nothing', () => {
    const old = { bands: [0, 1, 2], lo: [0, 0, 0], hi: [9, 9, 9], gamma: 1, method: 'none' };
    expect(Stretch.parse({ ...old, decibel: false })).toMatchObject({
      brightness: 0,
      contrast: 1,
      saturation: 1,
      sharpen: 0,
      invert: false,
      ramp: 'grey',
      index: null,
      interpolation: 'nearest',
    });
  });
});
