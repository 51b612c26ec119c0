/** What a proposed change is likely to be a box of, by its size and where it lies. */
import { type BoxClass, isHull } from '../model/project';
import type { Meters } from '../model/units';

/** No stack on a quay is as long; a ship alongside may be. */
const LONGEST_STACK_M = 80;
/** A ship's length in beams. */
const SLENDER = [2.5, 11] as const;

/** Wider than any of the ships in service but a few built to lift platforms: fields, clearings, clouds. */
const WIDEST_M = 75;
/** What is long is a ship only if it is so many times as long as wide. */
const LEAST_SLENDER = 2;
/** Pixels by which an outline is too wide and too long; with radar, whose speckle is smoothed over first. */
const WIDENED_PX = { light: 1, radar: 4 } as const;
/** Of what lies on water, only small craft may be as wide as long. */
const LONGEST_BLUNT_HULL_M = 25;

export type Outline = {
  /** null where the frame has no place on the earth. */
  readonly lengthM: Meters | null;
  /** Length in widths. */
  readonly slenderness: number;
  /** Size of the coarser frame's pixels; null as above. */
  readonly pixelM: Meters | null;
  /** Whether one of the dates is by radar. */
  readonly radar: boolean;
  /** Whether it lies on ground that keeps its structure from date to date. */
  readonly onGround: boolean;
  /** Whether there is such ground on all sides of it. */
  readonly inland: boolean;
};

/**
 * The class in hand where it is of the kind, else the kind's first in the list; where the list has none
 * of the kind, the class in hand or the first of all. null where there are no classes.
 */
export function guessClass(
  outline: Outline,
  classes: readonly BoxClass[],
  inHand: BoxClass | null,
): BoxClass | null {
  const isOfKind = isShip(outline) ? isHull : ({ category }: BoxClass) => category === 'cargo';
  if (inHand && isOfKind(inHand)) return inHand;
  return classes.find(isOfKind) ?? inHand ?? classes[0] ?? null;
}

/** Whether anything that a box is drawn around has such a size; where not, a guess is none. */
export function isOfSomeClass({ lengthM, slenderness, pixelM, radar, onGround }: Outline): boolean {
  if (lengthM === null) return true;
  const blur = (pixelM ?? 0) * (radar ? WIDENED_PX.radar : WIDENED_PX.light);
  const [length, width] = [lengthM - blur, lengthM / slenderness - blur];
  if (width > WIDEST_M) return false;
  const blunt = onGround ? LONGEST_STACK_M : LONGEST_BLUNT_HULL_M;
  return length <= blunt || length >= LEAST_SLENDER * width;
}

function isShip({ lengthM, slenderness, onGround, inland }: Outline): boolean {
  if (!onGround) return true;
  if (inland) return false;
  const [least, most] = SLENDER;
  return (lengthM ?? 0) > LONGEST_STACK_M && slenderness >= least && slenderness <= most;
}
