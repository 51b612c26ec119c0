/** Small pictures that are turned, scaled and stretched against each other, with most of them changed. */
import { expect, it } from 'vitest';
import type { Transform } from '../../../src/domain/model/frame';
import { applied } from '../../../src/domain/registration/affine';
import { alignPlanes } from '../../../src/domain/registration/align';
import { type Plane, warped } from '../../../src/domain/registration/plane';
import { changed, coarsened, finePort, spoiled } from './support';

const WIDTH = 320;
const HEIGHT = 260;

const upper = ({ values, valid }: Plane): Plane => ({
  ...{ width: WIDTH, height: HEIGHT },
  values: values.slice(0, WIDTH * HEIGHT),
  valid: valid.slice(0, WIDTH * HEIGHT),
});

/** Wider by a part and lower by half of that about the middle, turned by 4.6°, and shifted. */
function stretchedBy(part: number): Transform {
  const middle = WIDTH / 2;
  return [middle - (1 + part) * middle + 9, 1 + part, -0.08, -6, 0.08, 1 - part / 2];
}

/** Twelve large windows that nearly all agree are too few for what is stretched: only small ones are enough. */
it.each([
  [0.05, 0.7],
  [0.07, 0.55],
])(
  'stretched by %f with %f of the area changed are laid, and what that leaves is said',
  async (part, change) => {
    const [fine, other] = [finePort(4 * WIDTH + 80, 4), finePort(4 * WIDTH + 80, 104)];
    const reference = coarsened(fine, 40, 40, WIDTH);
    const then = changed(reference, coarsened(other, 40, 40, WIDTH), change, 4);
    const lit = spoiled(then, { gamma: 1.4, gain: 0.7, noise: 6 }, 4);
    const laid = stretchedBy(part);
    const moving = warped(lit, laid, WIDTH, WIDTH);
    const options = { model: 'similarity', sameKind: true } as const;
    const result = await alignPlanes(upper(reference), upper(moving), options);
    if (result.kind === 'refused') throw new Error(result.reason);
    // What is at p of the moving picture was at laid(p) of the other.
    const misses: number[] = [];
    for (let y = 20; y < HEIGHT; y += 20) {
      for (let x = 20; x < WIDTH; x += 20) {
        const [u, v] = applied(laid, applied(result.transform, [x, y]));
        misses.push(Math.hypot(u - x, v - y));
      }
    }
    misses.sort((a, b) => a - b);
    const within = misses[Math.floor(0.9 * misses.length)] ?? 0;
    // No similarity can mend the stretch, which is three quarters of its part at the picture's edge.
    expect(within).toBeLessThan(0.75 * part * WIDTH);
    expect(result.ce90).toBeGreaterThan(within);
    expect(result.ce90).toBeLessThan(2 * within);
  },
);
