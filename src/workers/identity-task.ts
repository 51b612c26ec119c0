/** Who a hull may be, and which hull of one frame is which of another, with how they look. */
import { UserError } from '../domain/errors';
import { appearance, type Signature } from '../domain/identity/appearance';
import type { HullSight } from '../domain/identity/evidence';
import {
  assignPair,
  type Pairing,
  type PairingOptions,
  worthLooking,
} from '../domain/identity/pairing';
import { type RankedLink, rankLinks } from '../domain/identity/ranking';
import type { SignalKind } from '../domain/imaging/luminance';
import type { BoxGeometry } from '../domain/model/box';
import { hullSignature } from '../raster/sampling/hull-signature';
import { sampledRaster } from '../raster/sampling/plane-sampler';
import type { AnalysisTask, TaskContext } from './analysis-context';
import type { AnalysisPicture } from './analysis-pictures';

/** A box as identity sees it, and where its picture is to be had; null where the file is away. */
export type PicturedHull = {
  readonly sight: HullSight;
  readonly chip: {
    readonly picture: AnalysisPicture;
    readonly signal: SignalKind;
    readonly aspect: number;
    readonly geometry: BoxGeometry;
  } | null;
};

export type RankArgs = {
  readonly query: PicturedHull;
  readonly candidates: readonly {
    readonly vesselId: string;
    readonly sightings: readonly PicturedHull[];
  }[];
};

/** Signatures that are kept: some 60 kB each. */
const MOST_KEPT = 500;
const kept = new Map<string, Signature | null>();

/** The same for the same pixels and the same box, whatever the frame's alignment. */
async function signatureAt(
  { chip }: PicturedHull,
  { open, signal }: TaskContext,
): Promise<Signature | null> {
  if (!chip) return null;
  const { x, y, length, width, angle } = chip.geometry;
  const key = [chip.picture.key, x, y, length, width, angle, chip.aspect].join(' ');
  const known = kept.get(key);
  kept.delete(key);
  let made = known ?? null;
  try {
    if (known === undefined) made = await signatureFrom(chip, open, signal);
  } catch (error) {
    // A picture that cannot be read says so where it is shown; here it is one that tells nothing.
    if (error instanceof UserError) return null;
    throw error;
  }
  kept.set(key, made);
  for (const oldest of kept.keys()) {
    if (kept.size <= MOST_KEPT) break;
    kept.delete(oldest);
  }
  return made;
}

async function signatureFrom(
  { picture, geometry, aspect }: NonNullable<PicturedHull['chip']>,
  open: TaskContext['open'],
  signal: AbortSignal,
): Promise<Signature | null> {
  const image = await open(picture);
  return hullSignature(sampledRaster(image), image.natural, geometry, aspect, signal);
}

/** Nothing is concluded from how a hull looks to a radar and how it looks in colour. */
function ofKind(hull: PicturedHull, kind: SignalKind | undefined): PicturedHull {
  return hull.chip?.signal === kind ? hull : { ...hull, chip: null };
}

/** Compares two looks, whose answer is kept; a cancelled task ends between two comparisons. */
function compareOnce(query: HullSight, known: HullSight): void {
  const [a, b] = [query.signature, known.signature];
  if (a && b && a.planes.length === b.planes.length) appearance(a, b);
}

/** All vessels, the likeliest first, by size, class, way and looks. */
export const rankHulls: AnalysisTask<RankArgs, readonly RankedLink[]> = async (args, context) => {
  const kind = args.query.chip?.signal;
  const total = args.candidates.reduce((sum, { sightings }) => sum + sightings.length, 1);
  let done = 0;
  const looked = async (hull: PicturedHull): Promise<HullSight> => {
    await context.checkpoint(done++, total);
    return { ...hull.sight, signature: await signatureAt(ofKind(hull, kind), context) };
  };
  const query = await looked(args.query);
  const candidates = [];
  for (const { vesselId, sightings } of args.candidates) {
    const sights: HullSight[] = [];
    for (const hull of sightings) {
      const sight = await looked(hull);
      compareOnce(query, sight);
      sights.push(sight);
    }
    candidates.push({ vesselId, sightings: sights });
  }
  return rankLinks(query, candidates);
};

export type PairArgs = {
  readonly before: readonly PicturedHull[];
  readonly after: readonly PicturedHull[];
  /** Boxes whose place the other frame does not show, or on which nobody has worked. */
  readonly unseen: readonly string[];
  /** Pairs of boxes that are two ships. */
  readonly apart: readonly (readonly [before: string, after: string])[];
  readonly registrationM: number;
};

/** The pairing of all hulls of two frames at once, the most probable as a whole. */
export const pairHulls: AnalysisTask<PairArgs, readonly Pairing[]> = async (args, context) => {
  const unseen = new Set(args.unseen);
  const apart = new Set(args.apart.map((pair) => pair.join(' ')));
  const options: PairingOptions = {
    seenAfter: ({ boxId }) => !unseen.has(boxId),
    seenBefore: ({ boxId }) => !unseen.has(boxId),
    apart: (a, b) => apart.has(`${a.boxId} ${b.boxId}`),
    registrationM: args.registrationM,
  };
  const kind = args.before.find(({ chip }) => chip)?.chip?.signal;
  const total = args.before.length + args.after.length + args.before.length * args.after.length;
  let done = 0;
  const looked = async (hulls: readonly PicturedHull[]): Promise<readonly HullSight[]> => {
    const sights: HullSight[] = [];
    for (const hull of hulls) {
      await context.checkpoint(done++, total);
      sights.push({ ...hull.sight, signature: await signatureAt(ofKind(hull, kind), context) });
    }
    return sights;
  };
  const before = await looked(args.before);
  const after = await looked(args.after);
  for (const a of before) {
    for (const b of after) {
      await context.checkpoint(done++, total);
      if (worthLooking(a, b)) compareOnce(b, a);
    }
  }
  return assignPair(before, after, options);
};
