/** How the dates' brightness goes together at each place of a large grid. */
import { type BandMatch, matchBrightness } from './radiometry';
import { type GridPart, partsOf } from './tiling';
import type { ChangeFrame } from './types';

/** Grids up to this are matched as a whole, larger ones in overlapping parts. */
const SIDE = 2048;
const OVERLAP = 448;

export type LocalMatch = {
  /** Of each part, one match for each band. */
  readonly parts: readonly (readonly BandMatch[])[];
  /** Index of the part whose middle is nearest to a cell. */
  partAt(x: number, y: number): number;
};

/** One match for all places. */
export const matchedAlike = (bands: readonly BandMatch[]): LocalMatch => ({
  parts: [bands],
  partAt: () => 0,
});

/** The match of the bands at a cell. */
export function matchAt(match: LocalMatch, x: number, y: number): readonly BandMatch[] {
  return match.parts[match.partAt(x, y)] as readonly BandMatch[];
}

/**
 * Snow on the hills must not tell how bright a quay is: parts of a large grid are matched by themselves.
 * Where a part shares too little, by all of the grid; null where that does too.
 */
export function matchLocally(before: ChangeFrame, after: ChangeFrame): LocalMatch | null {
  const parts = partsOf(before.width, before.height, SIDE, OVERLAP);
  if (parts.length === 1) {
    const bands = matchBrightness(before, after)?.bands;
    return bands ? matchedAlike(bands) : null;
  }
  let whole: readonly BandMatch[] | null | undefined;
  const matches: (readonly BandMatch[])[] = [];
  for (const part of parts) {
    const own = matchBrightness(before, after, part)?.bands;
    if (!own && whole === undefined) whole = matchBrightness(before, after)?.bands ?? null;
    const bands = own ?? whole;
    if (!bands) return null;
    matches.push(bands);
  }
  return { parts: matches, partAt: (x, y) => nearestPart(parts, x, y) };
}

function nearestPart(parts: readonly GridPart[], x: number, y: number): number {
  let [nearest, least] = [0, Number.POSITIVE_INFINITY];
  parts.forEach(({ left, top, width, height }, i) => {
    const apart = Math.hypot(left + width / 2 - x, top + height / 2 - y);
    if (apart >= least) return;
    least = apart;
    nearest = i;
  });
  return nearest;
}
