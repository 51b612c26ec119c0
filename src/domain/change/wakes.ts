/**
 * Boats told from their wakes. Foam stands out as clearly as a hull does, begins at the stern and goes on for
 * many times the boat's length; but it fades with the distance all the way, and hulls do not.
 */
import { planeToLocal } from '../geometry/box-geometry';
import type { BoxGeometry } from '../model/box-geometry';
import type { Component } from './components';
import type { Size } from './planes';

/** Few hulls are longer in their own widths, and boats with their wakes nearly always are. */
const SLENDER = 6;
/** Where light was compared with radar, wakes are slenderer than this: foam counts to where it is wide. */
export const SLENDER_BESIDE_WATER = 4.5;
/** How many times more each third of a wake, from the boat on, stands out than the next one. */
const FADES = 1.2;
/** Length of a boat in widths of it and its foam, which softened pixels make wider than the boat is. */
const BOAT = 3;
/** A boat stands out at least this much of what nearly the clearest cells of all do; its foam soon less. */
const CLEAR = 0.5;
const CLEAREST = 0.95;

export type WakeLook = {
  /** How far a cell stands out on the date that shows the boat, without a ceiling. */
  readonly heightAt: (cell: number) => number;
  /** Whether that is from open water (light held against radar): foam about the boat does so too, less than it. */
  readonly besideWater: boolean;
};

/**
 * The boat at the end of a group from which the group fades all the way; null where it does so from neither,
 * or is not slender enough for a wake.
 * @param box the smallest around the group
 */
export function boatAhead(
  cells: Component,
  box: BoxGeometry,
  { heightAt, besideWater }: WakeLook,
  { width }: Size,
): Component | null {
  if (box.length <= (besideWater ? SLENDER_BESIDE_WATER : SLENDER) * box.width) return null;
  const heights = Float32Array.from(cells, heightAt);
  const along = Float32Array.from(cells, (cell) => {
    return planeToLocal(box, [(cell % width) + 0.5, Math.floor(cell / width) + 0.5], 1)[0];
  });
  for (const end of [1, -1]) {
    const astern = along.map((place) => box.length / 2 - end * place);
    if (!fades(astern, heights, box.length)) continue;
    const sorted = heights.slice().sort();
    const bar = CLEAR * (sorted[Math.floor(CLEAREST * (sorted.length - 1))] as number);
    const clear = astern.filter((_, i) => (heights[i] as number) >= bar);
    // Of a crooked group the box is much wider than what fills it.
    const longest = (BOAT * cells.length) / box.length;
    const stern = Math.min(longest, runEnd(clear, box.width));
    const least = besideWater ? bar : Number.NEGATIVE_INFINITY;
    return cells.filter(
      (_, i) => (astern[i] as number) <= stern && (heights[i] as number) >= least,
    );
  }
  return null;
}

/** Whether heights at places from 0 to a length are less from each third of it to the next. */
function fades(places: Float32Array, heights: Float32Array, length: number): boolean {
  const [sums, counts] = [new Float64Array(3), new Int32Array(3)];
  for (let i = 0; i < places.length; i += 1) {
    const third = Math.min(2, Math.max(0, Math.floor((3 * (places[i] as number)) / length)));
    sums[third] = (sums[third] as number) + (heights[i] as number);
    counts[third] = (counts[third] as number) + 1;
  }
  const [near, middle, far] = sums.map((sum, third) => sum / (counts[third] as number));
  if (near === undefined || middle === undefined || far === undefined) return false;
  return near > FADES * middle && middle > FADES * far;
}

/** The last of the places that is reached from 0 on without a wider gap. */
function runEnd(places: Float32Array, gap: number): number {
  let end = 0;
  for (const place of places.slice().sort()) {
    if (place - end > gap) break;
    end = place;
  }
  return end;
}
