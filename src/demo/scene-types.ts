/** A scene in ground metres: prisms to paint, and what they are. */
import type { Pair } from './geodesy';

/** Reflectances of red, green, blue and near infrared, 0–1, and radar backscatter (amplitude; concrete is 1). */
export type Material = {
  readonly r: number;
  readonly g: number;
  readonly b: number;
  readonly n: number;
  readonly radar: number;
};

/** Brightness factor of a surface at metres forward and left of its owner's origin. */
export type Tone = (forward: number, left: number) => number;

/** A body's own axes on the ground: forward is its heading, left is to port of it. */
export type Axes = {
  readonly east: number;
  readonly north: number;
  /** Degrees from true north, clockwise. */
  readonly heading: number;
};

/** An upright prism, or a flat patch where z0 = z1. Heights are in metres above the water. */
export type Prism = {
  /** East, north, east, north…: convex where it casts a shadow. */
  readonly outline: readonly number[];
  readonly z0: number;
  readonly z1: number;
  readonly top: Material;
  readonly side: Material;
  readonly tone: Tone | null;
  readonly axes: Axes;
  /** Rise of the top per metre east and north; [0, 0] where flat. */
  readonly slope: Pair;
  /** solid: stands on what is below it. thin: hangs in the air, light passes under. */
  readonly cast: 'solid' | 'thin' | 'none';
};

export type ObjectClass =
  | 'cargo ship'
  | 'container ship'
  | 'tanker'
  | 'bulk carrier'
  | 'fishing vessel'
  | 'tug'
  | 'small craft'
  | 'container stack'
  | 'container'
  | 'crane'
  | 'vehicle'
  | 'rail car';

/** What can be told of a ship besides its place and size. */
export type ShipFacts = {
  readonly activity: 'alongside' | 'anchored' | 'underway';
  readonly hatches: number;
  readonly hatchesOpen: number;
  readonly cranes: number;
};

/** A thing that the truth file lists: a rectangle at height z with its axes at its centre. */
export type SceneObject = {
  /** The same on every frame where the thing is seen. */
  readonly id: string;
  readonly name: string | null;
  readonly class: ObjectClass;
  readonly axes: Axes;
  /** Metres along and across the heading. */
  readonly length: number;
  readonly width: number;
  readonly z: number;
  readonly bowKnown: boolean;
  /** Containers in it: per tier from the ground up, for stacks and ships. */
  readonly tiers: readonly number[];
  /** For a container: what it stands on or in, its tier from 1, and whether nothing is on top of it. */
  readonly stacked: { readonly on: string; readonly tier: number; readonly onTop: boolean } | null;
  readonly ship?: ShipFacts;
};

export type Wake = {
  readonly axes: Axes;
  readonly length: number;
  readonly beam: number;
  readonly knots: number;
};

export type Scene = {
  readonly prisms: readonly Prism[];
  readonly objects: readonly SceneObject[];
  readonly wakes: readonly Wake[];
};

/** The height that the picture's georeferencing is true for: the quays' top. */
export const DATUM = 3;
