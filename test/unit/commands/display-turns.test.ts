/** Presets and bounds that are asked for faster than their statistics are found. */
import 'fake-indexeddb/auto';
import { describe, expect, it } from 'vitest';
import { chooseChannels, computeBounds, nextPreset } from '../../../src/commands/display';
import { setProvisionalSource } from '../../../src/commands/frame-imagery';
import { channelStatistics } from '../../../src/domain/imaging/statistics';
import type { ChannelChoice } from '../../../src/domain/model/stretch';
import { openWithFrame, testServices } from './support';

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
