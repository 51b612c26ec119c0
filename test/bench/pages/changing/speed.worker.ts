/** Compares two made pictures again and again, and posts how long each time took. */
import { findChanges } from '../../../../src/domain/change/find-changes';
import type { ChangeFrame } from '../../../../src/domain/change/types';
import { finePort, randomOf } from '../../../unit/registration/support';

/** Brightness of the three bands. */
const GAINS = [1, 0.8, 1.2];

/** Squares of the picture that hold ships, in cells, and how far apart they lie. */
const SHIP = 24;
const APART = 160;

/** The right half as water under other waves, with ships on it every so far. */
function withWater(plane: Float32Array, side: number, seed: number): Float32Array {
  const waves = randomOf(seed);
  return plane.map((value, i) => {
    const [x, y] = [i % side, Math.floor(i / side)];
    if (x < side / 2) return value;
    const ship = x % APART < SHIP && (y + seed * APART) % (2 * APART) < SHIP;
    return (ship ? 180 : 60) + 12 * (waves() + waves() - 1);
  });
}

type Asked = { readonly side: number; readonly runs: number; readonly water: boolean };

self.addEventListener('message', async ({ data }: MessageEvent<Asked>) => {
  const { side, runs, water } = data;
  const frameOf = (plane: Float32Array): ChangeFrame => ({
    width: side,
    height: side,
    bands: GAINS.map((gain) => plane.map((value) => gain * value)),
    valid: new Uint8Array(side * side).fill(1),
    metresPerPixel: 1,
    kind: 'optical',
  });
  const { values } = finePort(side, 7);
  const noisy = values.map((value, i) => 0.8 * value + ((i * 2654435761) % 7));
  const planes = [values, noisy].map((plane, date) =>
    water ? withWater(plane, side, date) : plane,
  ) as [Float32Array, Float32Array];
  const kept = [frameOf(planes[0]), frameOf(planes[1])] as const;
  const [before, after] = [frameOf(planes[0]), frameOf(planes[1])];
  const times: number[] = [];
  for (let run = 0; run < runs; run++) {
    // As read from files: the application lets the search have the planes that it reads.
    for (const [date, frame] of [before, after].entries()) {
      frame.bands.forEach((band, k) => {
        band.set(kept[date]?.bands[k] as Float32Array);
      });
    }
    const start = performance.now();
    await findChanges(before, after, { area: null, misalignment: 1, mayOverwrite: true });
    times.push(performance.now() - start);
  }
  self.postMessage(times);
});
