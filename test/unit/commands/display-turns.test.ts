/** Presets and bounds that are asked for faster than their statistics are found. */
import 'fake-indexeddb/auto';
import { describe, expect, it } from 'vitest';
import {
  chooseChannels,
  computeBounds,
  nextPreset,
  recordDisplay,
} from '../../../src/commands/display/display';
import { setProvisionalSource } from '../../../src/commands/frames/frame-imagery';
import { updateFrame } from '../../../src/domain/edits/frame-edits';
import { colourer } from '../../../src/domain/imaging/display';
import { channelStatistics } from '../../../src/domain/imaging/statistics';
import type { ChannelChoice } from '../../../src/domain/model/stretch';
import type { FrameRaster } from '../../../src/raster/types';
import type { MapPort } from '../../../src/store/ports';
import { CONTEXT, openWithFrame, testServices } from './support';

const look = { index: null, ramp: 'grey', decibel: false } as const;

/**
 * Statistics that the first bands asked for take a while to get; band n holds the values n + 1 … n + 9. They
 * are kept by the file, which is the same in all tests: each asks for other bands.
 */
async function withSlowFirst() {
  let asked = 0;
  const services = testServices({
    statistics: async (_source, choice: ChannelChoice) => {
      asked += 1;
      if (asked === 1) await new Promise((resolve) => setTimeout(resolve, 60));
      const values = choice.bands.map((band) => Array.from({ length: 9 }, (_, i) => band + 1 + i));
      return channelStatistics(choice, values);
    },
  });
  const { document, frame } = await openWithFrame(services);
  const blob = { kind: 'blob', blob: new Blob(), name: frame.file.name } as const;
  setProvisionalSource(frame.id, blob);
  const stretch = () => document.get('frames', frame.id)?.stretch;
  return { services, frame, stretch };
}

/** From 1 to 1001, low ones more often than high ones. */
const squares = Array.from({ length: 1001 }, (_, i) => 1 + 1000 * (i / 1000) ** 2);

/** From 1 to 1001, high ones more often than low ones. */
const roots = Array.from({ length: 1001 }, (_, i) => 1 + 1000 * Math.sqrt(i / 1000));

/** An open frame whose bands all hold these values, but for one. */
async function opened(values: readonly number[], other?: { band: number; values: number[] }) {
  const services = testServices({
    statistics: async (_source, choice: ChannelChoice) =>
      channelStatistics(
        choice,
        choice.bands.map((band) => (band === other?.band ? other.values : values)),
      ),
  });
  const { document, frame } = await openWithFrame(services);
  const blob = { kind: 'blob', blob: new Blob(), name: frame.file.name } as const;
  setProvisionalSource(frame.id, blob);
  return { services, document, frame };
}

describe('choices that come fast', () => {
  it('hold in the order in which they were made', async () => {
    const { services, frame, stretch } = await withSlowFirst();
    await Promise.all([
      chooseChannels(services, frame, { bands: [1], ...look }),
      chooseChannels(services, frame, { bands: [2], ...look }),
    ]);
    expect(stretch()?.bands).toEqual([2]);
  });

  it('compute bounds for the bands that were chosen before', async () => {
    const { services, frame, stretch } = await withSlowFirst();
    await Promise.all([
      chooseChannels(services, frame, { bands: [3], ...look }),
      computeBounds(services, frame, { method: 'min_max' }, 'frame'),
    ]);
    expect(stretch()).toMatchObject({ bands: [3], method: 'min_max', lo: [4], hi: [12] });
  });

  it('compute bounds of what was in view when they were asked for', async () => {
    const { services, frame, stretch } = await withSlowFirst();
    let view = { minX: 0, minY: 0, maxX: 2, maxY: 1 };
    services.map.current = { visible: () => view } as MapPort;
    // The first row holds 1 … 4.
    const tile = { width: 4, height: 1, channels: 2, data: [1, 1, 2, 1, 3, 1, 4, 1] };
    const levels = [{ width: 4, height: 1, tileSize: 4 }];
    const raster = { levels, bands: [12], readTile: async () => tile, close: () => undefined };
    const imagery = { ...services.imagery, open: async () => raster as unknown as FrameRaster };
    const slow = { ...services, imagery };
    const chosen = chooseChannels(slow, frame, { bands: [12], ...look });
    const bounds = computeBounds(slow, frame, { method: 'min_max' }, 'view');
    // Another date is looked at meanwhile, at another place.
    view = { minX: 2, minY: 0, maxX: 4, maxY: 1 };
    await Promise.all([chosen, bounds]);
    expect(stretch()).toMatchObject({ bands: [12], lo: [1], hi: [2], extent: 'view' });
  });

  it('leave a gamma that is typed while they are computed', async () => {
    const { services, frame, stretch } = await withSlowFirst();
    const chosen = chooseChannels(services, frame, { bands: [13], ...look });
    await new Promise((resolve) => setTimeout(resolve, 20));
    recordDisplay(services, frame, { gamma: 1.5 });
    await chosen;
    expect(stretch()).toMatchObject({ bands: [13], gamma: 1.5 });
  });

  it('go on after one that failed, whose failure is told to who asked', async () => {
    const { services, frame, stretch } = await withSlowFirst();
    const failing = testServices({
      statistics: async () => {
        throw new Error('The file is gone.');
      },
    });
    const broken = { ...services, imagery: failing.imagery };
    const [first, second] = await Promise.allSettled([
      chooseChannels(broken, frame, { bands: [4], ...look }),
      chooseChannels(services, frame, { bands: [5], ...look }),
    ]);
    expect([first.status, second.status]).toEqual(['rejected', 'fulfilled']);
    expect(stretch()?.bands).toEqual([5]);
  });

  it('step on by one preset each', async () => {
    const { services, frame, stretch } = await withSlowFirst();
    const shown = [];
    for (let i = 0; i < 2; i += 1) {
      await nextPreset(services, frame);
      shown.push(stretch());
    }
    const other = await withSlowFirst();
    await Promise.all([
      nextPreset(other.services, other.frame),
      nextPreset(other.services, other.frame),
    ]);
    expect(other.stretch()).toEqual(shown[1]);
    expect(shown[1]).not.toEqual(shown[0]);
  });
});

describe('a preset', () => {
  it('cuts off as much as when the frame is opened: less of optical pictures than of radar', async () => {
    const { services, document, frame } = await opened(squares);
    const parameter = () => document.get('frames', frame.id)?.stretch.parameter;
    await chooseChannels(services, frame, { bands: [10], ...look });
    expect(parameter()).toBe(0.5);
    document.commit(
      updateFrame(document, CONTEXT, { id: frame.id, changes: { sensor: 'Sentinel-1' } }),
    );
    await chooseChannels(services, frame, { bands: [11], ...look });
    expect(parameter()).toBe(1);
  });
});

describe('gamma', () => {
  it('is that of what is shown after a tour of presets, until somebody chooses one', async () => {
    const { services, document, frame } = await opened(squares, { band: 21, values: roots });
    const gamma = () => document.get('frames', frame.id)?.stretch.gamma;
    await chooseChannels(services, frame, { ...look, bands: [22, 23], index: 'ndvi' });
    expect(gamma()).toBe(1);
    // A bright band needs no lifting; what comes after it does.
    await chooseChannels(services, frame, { bands: [21], ...look });
    expect(gamma()).toBe(1);
    await chooseChannels(services, frame, { bands: [20], ...look });
    expect(gamma()).toBe(1.15);
    recordDisplay(services, frame, { gamma: 1.4 });
    await chooseChannels(services, frame, { bands: [21], ...look });
    await chooseChannels(services, frame, { bands: [20], ...look });
    expect(gamma()).toBe(1.4);
  });
});

describe('controls that are moved within a second', () => {
  it('are taken back one by one, each with all of its moves', async () => {
    const { services, document, frame } = await opened(squares);
    const shown = () => document.get('frames', frame.id)?.stretch;
    const first = shown();
    recordDisplay(services, frame, { gamma: 1.2 }, 'gamma');
    recordDisplay(services, frame, { gamma: 1.4 }, 'gamma');
    recordDisplay(services, frame, { contrast: 1.3 }, 'contrast');
    recordDisplay(services, frame, { contrast: 1.5 }, 'contrast');
    expect(shown()).toMatchObject({ gamma: 1.4, contrast: 1.5 });
    await document.undo();
    expect(shown()).toMatchObject({ gamma: 1.4, contrast: 1 });
    await document.undo();
    expect(shown()).toEqual(first);
  });
});

describe('bounds that are computed', () => {
  it('bring a gamma of their own, until somebody chooses one', async () => {
    const { services, document, frame } = await opened(squares, { band: 31, values: roots });
    const shown = () => document.get('frames', frame.id)?.stretch;
    await chooseChannels(services, frame, { bands: [30], ...look });
    expect(shown()?.gamma).toBe(1.15);
    // Mean 334, deviation 298: from 36 to 632 the median, 251, is 0.36 of the way, which needs no lifting.
    await computeBounds(services, frame, { method: 'sigma', parameter: 1 }, 'frame');
    expect(shown()).toMatchObject({ method: 'sigma', gamma: 1 });
    await computeBounds(services, frame, { method: 'percentile', parameter: 0.5 }, 'frame');
    expect(shown()).toMatchObject({ method: 'percentile', gamma: 1.15 });
    recordDisplay(services, frame, { gamma: 1.6 });
    await computeBounds(services, frame, { method: 'sigma', parameter: 1 }, 'frame');
    expect(shown()).toMatchObject({ method: 'sigma', gamma: 1.6 });
  });
});

describe('an index of two bands', () => {
  it('is shown without gamma, even about zero, and what follows it is lifted anew', async () => {
    const { services, document, frame } = await opened(squares);
    const shown = () => document.get('frames', frame.id)?.stretch;
    recordDisplay(services, frame, { gamma: 1.7 });
    await chooseChannels(services, frame, { bands: [6], ...look });
    expect(shown()?.gamma).toBe(1.7);
    await chooseChannels(services, frame, { ...look, bands: [7, 8], index: 'ndvi' });
    expect(shown()).toMatchObject({ gamma: 1, lo: [-0.8], hi: [0.8] });
    const still = shown();
    if (!still) throw new Error('The frame is gone.');
    // 0 is the middle of its ramp.
    const zero = colourer({ ...still, ramp: 'grey' }, [7, 8])({ data: [5, 5], at: 0 });
    expect(zero[0]).toBeCloseTo(127.5, 6);
    await chooseChannels(services, frame, { bands: [9], ...look });
    // The median, 251, is 0.252 of the way from 1.03 to 991.0 (0.5 and 99.5 %), and 0.252 = 0.3 ^ 1.14.
    expect(shown()?.gamma).toBe(1.15);
  });
});
