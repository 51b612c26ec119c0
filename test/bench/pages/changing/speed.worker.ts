/** Compares two made pictures again and again, and posts how long each time took. */
import { findChanges } from '../../../../src/domain/change/find-changes';
import type { ChangeFrame } from '../../../../src/domain/change/types';
import { finePort } from '../../../unit/registration/support';

/** Brightness of the three bands. */
const GAINS = [1, 0.8, 1.2];

self.addEventListener('message', async ({ data }: MessageEvent<{ side: number; runs: number }>) => {
  const { side, runs } = data;
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
  const [before, after] = [frameOf(values), frameOf(noisy)];
  const times: number[] = [];
  for (let run = 0; run < runs; run++) {
    const start = performance.now();
    await findChanges(before, after, { area: null, misalignment: 1 });
    times.push(performance.now() - start);
  }
  self.postMessage(times);
});
