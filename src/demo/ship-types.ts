/** What tells one hull from another. */
import type { Material, ObjectClass } from './scene-types';

export type HullKind = 'geared' | 'container' | 'tanker' | 'bulker' | 'fishing' | 'tug' | 'launch';

export type ShipSpec = {
  readonly id: string;
  readonly name: string | null;
  readonly class: ObjectClass;
  readonly kind: HullKind;
  readonly length: number;
  readonly beam: number;
  /** Deck above water when half laden, metres. */
  readonly freeboard: number;
  readonly hull: Material;
  readonly deck: Material;
  readonly hatch: Material;
  readonly house: Material;
  readonly funnel: Material;
  readonly hatches: number;
  /** Metres forward of midships. */
  readonly cranes: readonly number[];
  readonly craneColour: Material;
  /** Fore end and aft end of the house, metres forward of midships. */
  readonly houseSpan: readonly [number, number];
};

export type ShipState = {
  /** Containers on deck: how tall, and how full; 0 tiers for none. */
  readonly tiers: number;
  readonly fullness: number;
  readonly openHatches: readonly number[];
  /** Speed in knots; 0 when moored or anchored. */
  readonly knots: number;
  /** Added to the freeboard. */
  readonly rise: number;
  /** Side that the moorings lead to: 1 port, −1 starboard, 0 none. */
  readonly moored: -1 | 0 | 1;
};

export const IDLE: ShipState = {
  tiers: 0,
  fullness: 0,
  openHatches: [],
  knots: 0,
  rise: 0,
  moored: 0,
};
