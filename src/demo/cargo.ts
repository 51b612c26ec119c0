/** Containers, singly and in stacks: ISO 668 sizes, colours that stay with each box. */
import { axesAt, type SceneBuilder, shade } from './build';
import { CONTAINER_PAINTS, DARK } from './materials';
import { noise } from './noise';
import { hash01 } from './random';
import type { Axes, Material, Tone } from './scene-types';

export const FORTY = 12.192;
export const TWENTY = 6.058;
const CONTAINER_WIDTH = 2.438;
const CONTAINER_HEIGHT = 2.591;

export type StackPlan = {
  readonly id: string;
  /** At the middle of the stack, along its boxes. */
  readonly axes: Axes;
  readonly bays: number;
  readonly rows: number;
  readonly boxLength: number;
  /** Tallest column; 0 leaves nothing. */
  readonly tiers: number;
  /** 0–1: how many of the columns are as tall as they could be. */
  readonly fullness: number;
  readonly seed: number;
  readonly floor: number;
};

const BAY_GAP = 0.42;
const ROW_GAP = 0.12;

const stackLength = (plan: StackPlan) => plan.bays * (plan.boxLength + BAY_GAP) - BAY_GAP;
const stackWidth = (plan: StackPlan) => plan.rows * (CONTAINER_WIDTH + ROW_GAP) - ROW_GAP;

function paintOf(seed: number, bay: number, row: number, tier: number): Material {
  const pick = hash01(bay * 31 + tier * 7, row * 17 + tier, seed);
  const paint = CONTAINER_PAINTS[Math.floor(pick * CONTAINER_PAINTS.length)] ?? CONTAINER_PAINTS[0];
  return shade(paint, 0.8 + 0.4 * hash01(row + tier * 3, bay, seed + 1));
}

/** Faded roof with its frame's edge darker, dust, and the odd patch of rust. */
function roofTone(length: number, seed: number): Tone {
  const ox = hash01(seed, 1, 9) * 400;
  return (f, l) => {
    const edge = Math.min(length / 2 - Math.abs(f), CONTAINER_WIDTH / 2 - Math.abs(l));
    const ribs = 1 + 0.07 * Math.sign(Math.sin(f * 11.2));
    return (edge < 0.18 ? 0.78 : ribs) * (1 + 0.14 * noise(f * 0.9 + ox, l * 1.3));
  };
}

/** One container with its middle at the axes; listed in the truth. */
export function addContainer(
  scene: SceneBuilder,
  axes: Axes,
  length: number,
  z: number,
  paint: Material,
  listing: { id: string; on: string; tier: number; onTop: boolean },
) {
  const top = z + CONTAINER_HEIGHT;
  if (listing.onTop || listing.tier === 1) {
    scene.box(
      axes,
      [-length / 2, length / 2],
      [-CONTAINER_WIDTH / 2, CONTAINER_WIDTH / 2],
      [z, top],
      paint,
      {
        side: shade(paint, 0.85),
        tone: roofTone(length, Math.round(axes.east * 10) ^ Math.round(axes.north * 10)),
      },
    );
  }
  scene.objects.push({
    id: listing.id,
    name: null,
    class: 'container',
    axes,
    length,
    width: CONTAINER_WIDTH,
    z: top,
    bowKnown: false,
    tiers: [],
    stacked: { on: listing.on, tier: listing.tier, onTop: listing.onTop },
  });
}

function columnHeight(plan: StackPlan, bay: number, row: number): number {
  const missing = hash01(bay, row, plan.seed + 77);
  const edge = bay === 0 || bay === plan.bays - 1 ? 0.12 : 0;
  if (missing + edge < plan.fullness) return plan.tiers;
  const down = hash01(row, bay, plan.seed + 78);
  return Math.max(0, plan.tiers - 1 - Math.floor(down * plan.tiers * 0.9));
}

/** Fills the plan's columns; returns how many containers each tier holds. */
export function addColumns(scene: SceneBuilder, plan: StackPlan, on: string): number[] {
  const tiers: number[] = [];
  const pitch = plan.boxLength + BAY_GAP;
  for (let bay = 0; bay < plan.bays; bay++) {
    for (let row = 0; row < plan.rows; row++) {
      const height = columnHeight(plan, bay, row);
      const f = bay * pitch + plan.boxLength / 2 - stackLength(plan) / 2;
      const l = row * (CONTAINER_WIDTH + ROW_GAP) + CONTAINER_WIDTH / 2 - stackWidth(plan) / 2;
      for (let tier = 0; tier < height; tier++) {
        tiers[tier] = (tiers[tier] ?? 0) + 1;
        const jitter = (hash01(bay + 5 * tier, row, plan.seed + 3) - 0.5) * 0.16;
        addContainer(
          scene,
          axesAt(plan.axes, f + jitter, l),
          plan.boxLength,
          plan.floor + tier * CONTAINER_HEIGHT,
          paintOf(plan.seed, bay, row, tier),
          {
            id: `${plan.id}-${bay + 1}.${row + 1}.${tier + 1}`,
            on,
            tier: tier + 1,
            onTop: tier === height - 1,
          },
        );
      }
    }
  }
  return tiers;
}

export function addStack(scene: SceneBuilder, plan: StackPlan) {
  const tiers = addColumns(scene, plan, plan.id);
  if (tiers.length === 0) return;
  scene.objects.push({
    id: plan.id,
    name: null,
    class: 'container stack',
    axes: plan.axes,
    length: stackLength(plan),
    width: stackWidth(plan),
    z: plan.floor + tiers.length * CONTAINER_HEIGHT,
    bowKnown: false,
    tiers,
    stacked: null,
  });
}

/** The dark slots and stains that a stack's ground shows, whether or not boxes stand there. */
export function addSlotMarks(scene: SceneBuilder, plan: StackPlan) {
  const half = stackLength(plan) / 2 + 0.6;
  const wide = stackWidth(plan) / 2 + 0.6;
  scene.box(
    plan.axes,
    [-half, half],
    [-wide, wide],
    [plan.floor + 0.01, plan.floor + 0.01],
    shade(DARK, 7.2),
    {
      tone: (f, l) =>
        0.86 + 0.16 * noise(f * 0.35, l * 0.4 + plan.seed) + (Math.abs(l % 2.56) < 0.12 ? 0.2 : 0),
    },
  );
}
