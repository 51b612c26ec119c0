/**
 * Laying a frame on another by way of a third one, where that is more certain: pictures of one season or one
 * kind have more in common than others, and what was measured between frames of a place is a network, through
 * which ways can be compared. That two ways come to the same closes a loop, and confirms both.
 */
import { type Placeable, planeCarrier, shiftMetres } from '../geo/aligning';
import { applyShift, fitShift, planeCenter, shiftAlone } from '../geo/plane-shift';
import { ALIGNMENT_KINDS } from '../model/alignment';
import type { PlaneXY } from '../model/units';
import { NINE_OF_TEN } from './judgement';
import type { Placement } from './placement';
import type { AlignResult } from './result';

/** What has to be known of a frame. */
export type Laid = Placeable & { readonly resolutionM: number | null };

/** What comparing two frames gave; the placement is null where that was refused. */
export type Measured = {
  readonly result: AlignResult;
  readonly placement: Placement | null;
};

/** Compares a frame with another one that it shall be laid on. */
export type Measure<F> = (frame: F, onto: F) => Promise<Measured>;

/** One way to lay the frame, with nine places of ten within `residualPx`. */
export type Way<F> = {
  readonly placement: Placement & { readonly residualPx: number };
  /** null for the direct way. */
  readonly bridge: {
    readonly frame: F;
    /** The frame on the bridge, and that on the reference, both in plane units of the frame. */
    readonly residuals: readonly [onIt: number, fromIt: number];
  } | null;
};

/** How far two ways lie apart, root mean square where the frame was measured, plane units of the frame. */
export type Loop<F> = {
  readonly gap: number;
  /** What the two may differ by, as well as they are known. */
  readonly allowed: number;
  readonly other: Way<F>;
};

export type Routed<F> =
  | {
      readonly kind: 'laid';
      readonly way: Way<F>;
      /** null where there was only one way to look at. */
      readonly loop: Loop<F> | null;
      /** Ways that lead elsewhere, and were outvoted. */
      readonly against: number;
    }
  /** What was measured directly is refused, and nothing makes good for it. */
  | { readonly kind: 'refused'; readonly result: AlignResult }
  /** One other way was found, which nothing confirms. */
  | { readonly kind: 'alone'; readonly result: AlignResult; readonly way: Way<F> }
  /** The ways lead to different places, of which none has most of them for it. */
  | { readonly kind: 'open'; readonly loop: Loop<F>; readonly way: Way<F> };

/** A direct way is good enough with nine places of ten within this many pixels of the coarser frame. */
const CERTAIN_PX = 1;
/** Another way is taken where it is off by no more than this part of what the direct one is: it adds ground to err on. */
const WORTH = 0.85;
/** Other frames that are tried. */
export const MOST_BRIDGES = 3;

/** Whether another way should be looked for. */
export function isUncertain({ result }: Measured): boolean {
  if (result.kind === 'refused') return result.cause !== 'no overlap';
  return result.ce90 > CERTAIN_PX;
}

/** @param bridges frames by way of which it may go, the best first; rejects with what `measure` rejects with */
export async function routed<F extends Laid>(
  frame: F,
  onto: F,
  bridges: readonly F[],
  measure: Measure<F>,
): Promise<Routed<F>> {
  const direct = await measure(frame, onto);
  const ways = [...directWay<F>(direct)];
  if (isUncertain(direct)) {
    for (const bridge of bridges.slice(0, MOST_BRIDGES)) {
      const fromIt = await measure(bridge, onto);
      if (!fromIt.placement) continue;
      const onIt = await measure(frame, bridge);
      if (!onIt.placement) continue;
      const way = wayOver(frame, bridge, onIt.placement, fromIt.placement);
      if (way) ways.push(way);
    }
  }
  return chosen(frame, ways, direct.result);
}

function directWay<F>({ placement }: Measured): readonly Way<F>[] {
  if (!placement) return [];
  const { residualPx } = placement;
  return [
    {
      placement: { ...placement, residualPx: residualPx ?? Number.POSITIVE_INFINITY },
      bridge: null,
    },
  ];
}

/**
 * The frame laid on a bridge, which is laid on the reference: a point goes to where it lies on the bridge,
 * over the ground, to where that lies on the reference. The errors add as independent ones do. null where
 * the ground does not lead from one frame to the other, or an error is not known.
 */
export function wayOver<F extends Laid>(
  frame: F,
  bridge: F,
  onIt: Placement,
  fromIt: Placement,
): Way<F> | null {
  if (onIt.residualPx === null || fromIt.residualPx === null) return null;
  const [center, bridgeCenter] = [planeCenter(frame), planeCenter(bridge)];
  const [there, back] = [planeCarrier(frame, bridge), planeCarrier(bridge, frame)];
  const pairs = placesOf(frame, onIt).flatMap((from) => {
    const seen = there(applyShift(onIt, center, from));
    const to = seen && back(applyShift(fromIt, bridgeCenter, seen));
    return to ? [{ from, to }] : [];
  });
  const kind =
    ALIGNMENT_KINDS.findLast((one) => one === onIt.kind || one === fromIt.kind) ?? 'shift';
  const fit = fitShift(pairs, kind, center);
  if (!fit) return null;
  const units = (bridge.resolutionM ?? 1) / (frame.resolutionM ?? 1);
  const residuals = [onIt.residualPx, fromIt.residualPx * units] as const;
  const placement = {
    ...onIt,
    kind,
    ...shiftAlone(fit),
    shiftM: shiftMetres(frame, fit.shift),
    residualPx: Math.hypot(...residuals, NINE_OF_TEN * fit.rms),
  } satisfies Placement;
  return { placement, bridge: { frame: bridge, residuals } };
}

/** Where the frame was compared; its middle and corners where it is not known. */
function placesOf(frame: Laid, { checks }: Pick<Placement, 'checks'>): readonly PlaneXY[] {
  if (checks.length > 2) return checks.map(({ at: [u, v] }) => [u, v]);
  const [u, v] = planeCenter(frame);
  return [
    [u, v],
    [0, 0],
    [2 * u, 0],
    [2 * u, 2 * v],
    [0, 2 * v],
  ];
}

/**
 * The way with the least error among those that another one confirms: that lies no farther off than both may
 * be off, while most of all ways agree so. The direct one is kept where another is hardly better.
 */
export function chosen<F extends Laid>(
  frame: F,
  ways: readonly Way<F>[],
  result: AlignResult,
): Routed<F> {
  const [first, ...more] = [...ways].sort(byResidual);
  if (!first) return { kind: 'refused', result };
  const [second] = more;
  if (!second) {
    if (first.bridge) return { kind: 'alone', result, way: first };
    return { kind: 'laid', way: first, loop: null, against: 0 };
  }
  const judged = [first, ...more].map((way) => {
    const loops = ways.filter((one) => one !== way).map((other) => loopOf(frame, way, other));
    return { way, closed: loops.filter(closes), loops };
  });
  const confirmed = judged.filter(({ closed }) => 2 * (closed.length + 1) > ways.length);
  const best = confirmed.find(({ closed }) => closed.length > 0);
  if (!best) return { kind: 'open', way: first, loop: loopOf(frame, first, second) };
  const direct = confirmed.find(({ way }) => way.bridge === null);
  const isBetter = ({ placement }: Way<F>, { placement: than }: Way<F>) =>
    placement.residualPx <= WORTH * than.residualPx;
  const { way, closed, loops } = direct && !isBetter(best.way, direct.way) ? direct : best;
  const [loop = null] = [...closed].sort((a, b) => byDirectness(a.other, b.other));
  return { kind: 'laid', way, loop, against: loops.length - closed.length };
}

type Residual = { readonly placement: { readonly residualPx: number } };

const byResidual = (a: Residual, b: Residual) => a.placement.residualPx - b.placement.residualPx;

/** The direct way says most of one over a bridge; then those that are known best. */
function byDirectness<F>(a: Way<F>, b: Way<F>): number {
  return Number(a.bridge !== null) - Number(b.bridge !== null) || byResidual(a, b);
}

const closes = <F>({ gap, allowed }: Loop<F>) => gap <= allowed;

function loopOf<F extends Laid>(frame: F, way: Way<F>, other: Way<F>): Loop<F> {
  const center = planeCenter(frame);
  const places = placesOf(frame, way.placement);
  let squares = 0;
  for (const place of places) {
    const [u, v] = applyShift(way.placement, center, place);
    const [x, y] = applyShift(other.placement, center, place);
    squares += (u - x) ** 2 + (v - y) ** 2;
  }
  const gap = Math.sqrt(squares / places.length);
  return { gap, allowed: Math.hypot(way.placement.residualPx, other.placement.residualPx), other };
}
