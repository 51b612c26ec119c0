/** What is left between two pictures that were laid on each other otherwise: nothing is moved, only measured. */
import { IDENTITY } from './affine';
import {
  bestOf,
  type Fit,
  isAgreed,
  MOST_RIVAL,
  NINE_OF_TEN,
  windowsOf,
  withinWindows,
} from './judgement';
import type { Plane } from './plane';
import type { AlignedWindow } from './result';
import { featuresFor, fitAround, seenBy } from './search';
import { type Checkpoint, windowSizes } from './windows';

export type LaidWell = {
  /** Nine places of ten lie no farther off than this (CE90), as far as the windows tell, grid pixels. */
  readonly ce90: number;
  /** With all that is left in each: its residual is its whole vector. */
  readonly windows: readonly AlignedWindow[];
};

export type ResidualOptions = {
  /** Whether the pictures are of one kind; of optical and radar, edges are compared first. */
  readonly sameKind: boolean;
  readonly checkpoint: Checkpoint;
};

/**
 * Compares two planes of one grid, where both lie as they were laid, within an eighth of a window around that.
 * null where too few windows agree on anything to be believed, or where what is seen repeats itself. Ends with
 * what the checkpoint rejects with.
 */
export async function residualOf(
  reference: Plane,
  laid: Plane,
  options: ResidualOptions,
): Promise<LaidWell | null> {
  // An eye may have laid by a shift what is turned or stretched as well: the windows may then differ, in order.
  const search = { ...options, model: 'shift', maxShift: 0 } as const;
  const looks = { together: true, motions: ['shift', 'similarity', 'affine'] } as const;
  for (const feature of featuresFor(options)) {
    const [first, second] = seenBy(feature, [reference, laid]);
    for (const n of windowSizes(reference)) {
      const lens = { feature, first, second, n };
      const fit = await fitAround(lens, IDENTITY, search, looks);
      if (isAgreed(fit) && fit.rival <= MOST_RIVAL) return leftIn(fit, options.sameKind);
    }
  }
  return null;
}

/** Measured from where the picture lies, not from where the windows would have it. */
function leftIn(fit: Fit, sameKind: boolean): LaidWell {
  const windows = windowsOf(fit).map((window) => ({ ...window, residual: window.vector }));
  const sizes = windows
    .filter(({ state }) => state === 'used')
    .map(({ residual: [x, y] }) => Math.hypot(x, y))
    .sort((a, b) => a - b);
  const nineOfTen = sizes[Math.ceil(0.9 * sizes.length) - 1] ?? 0;
  const unseen = NINE_OF_TEN * Math.hypot(withinWindows(fit), bestOf(sameKind));
  return { ce90: Math.hypot(nineOfTen, unseen), windows };
}
