/** Lays a made picture on its own shifted copy, again and again, and posts how long each time took. */
import { alignPlanes } from '../../../../src/domain/registration/align';
import { finePort, planeOf } from '../../../unit/registration/support';

const MARGIN = 20;

self.addEventListener('message', async ({ data }: MessageEvent<{ side: number; runs: number }>) => {
  const { side, runs } = data;
  const fine = finePort(side + 2 * MARGIN, 7);
  const cut = (left: number, top: number) => {
    const values = new Float32Array(side * side);
    for (let y = 0; y < side; y++) {
      const from = (y + top) * fine.side + left;
      values.set(fine.values.subarray(from, from + side), y * side);
    }
    return planeOf(side, side, values);
  };
  const [reference, moving] = [cut(MARGIN, MARGIN), cut(MARGIN + 3, MARGIN - 5)];
  const times: number[] = [];
  let windows = 0;
  for (let run = 0; run < runs; run++) {
    const start = performance.now();
    const result = await alignPlanes(reference, moving, { model: 'shift', sameKind: true });
    times.push(performance.now() - start);
    windows = result.windows.length;
  }
  self.postMessage({ times, windows });
});
