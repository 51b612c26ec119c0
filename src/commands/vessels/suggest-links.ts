/** Which vessels a box may show: the records as the ranking wants them. */
import type { DocumentView } from '../../domain/edits/types';
import { UserError } from '../../domain/errors';
import { measuresOf } from '../../domain/geo/measure-cache';
import type { HullSight } from '../../domain/identity/evidence';
import { type RankedLink, rankLinks } from '../../domain/identity/ranking';
import type { Box } from '../../domain/model/box';
import type { Frame } from '../../domain/model/frame';
import type { VesselId } from '../../domain/model/ids';
import type { Vessel } from '../../domain/model/vessel';
import { knownTime, type ObservedAt, timeRangeOf } from '../../domain/tracks/legs';
import { type Sighting, sightingsOf } from '../../domain/tracks/vessel-log';
import type { AlignFrame, PicturedHull } from '../../workers/analysis-client';
import { analysedFrame, analysisOf } from '../frames/analysis';
import type { Services } from '../types';

export type Suggestion = { readonly vessel: Vessel; readonly ranked: RankedLink };

/** A box as identity sees it. */
export function sightOf(doc: DocumentView, box: Box, frame: Frame): HullSight {
  const measures = measuresOf(box, frame);
  return {
    boxId: box.id,
    lengthM: measures?.lengthM ?? null,
    beamM: measures?.widthM ?? null,
    ...(box.sizeCopied && { sizeCopied: true }),
    resolutionM: frame.resolutionM,
    className: doc.get('classes', box.classId)?.name ?? null,
    at: knownTime(frame.acquired),
    place: measures?.center ?? null,
    axisDeg: measures?.axisDeg ?? null,
    signature: null,
  };
}

/** Sightings of a vessel whose looks are compared: the nearest in time. */
const MOST_LOOKS = 4;

type Known = { readonly vesselId: string; readonly sightings: readonly Sighting[] };

/**
 * Every vessel with its sightings but for the box itself. Those without any cannot be told apart, and one
 * that another box of the same frame shows is not in this box too.
 */
function knownVessels(doc: DocumentView, box: Box): readonly Known[] {
  return [...doc.all('vessels')].flatMap((vessel) => {
    const sightings = sightingsOf(doc, vessel.id).filter((one) => one.box.id !== box.id);
    const elsewhere = sightings.every(({ frame }) => frame.id !== box.frameId);
    const known = elsewhere && sightings.length > 0;
    return known ? [{ vesselId: vessel.id as string, sightings }] : [];
  });
}

function named(doc: DocumentView, ranking: readonly RankedLink[]): readonly Suggestion[] {
  return ranking.flatMap((ranked) => {
    const vessel = doc.get('vessels', ranked.vesselId as VesselId);
    return vessel ? [{ vessel, ranked }] : [];
  });
}

/** All vessels with sightings on other frames, the likeliest first, without looks. Links nothing. */
export function suggestLinks(doc: DocumentView, box: Box): readonly Suggestion[] {
  const frame = doc.get('frames', box.frameId);
  if (!frame) return [];
  const candidates = knownVessels(doc, box).map(({ vesselId, sightings }) => ({
    vesselId,
    sightings: sightings.map((one) => sightOf(doc, one.box, one.frame)),
  }));
  return named(doc, rankLinks(sightOf(doc, box, frame), candidates));
}

/**
 * The same with how the hulls look, compared in the analysis worker. Rejects with an AbortError, and
 * with a UserError where the worker broke down; a picture that is away is not compared.
 */
export async function suggestByLooks(
  services: Services,
  doc: DocumentView,
  box: Box,
  signal: AbortSignal,
): Promise<readonly Suggestion[]> {
  const frame = doc.get('frames', box.frameId);
  if (!frame) return [];
  const pictures = new Pictures(services);
  const query = await pictures.hull(doc, box, frame);
  const candidates = [];
  for (const { vesselId, sightings } of knownVessels(doc, box)) {
    const near = nearestInTime(sightings, frame);
    const hulls = sightings.map((one) =>
      near.has(one)
        ? pictures.hull(doc, one.box, one.frame)
        : { sight: sightOf(doc, one.box, one.frame), chip: null },
    );
    candidates.push({ vesselId, sightings: await Promise.all(hulls) });
  }
  signal.throwIfAborted();
  const args = { query, candidates };
  return named(doc, await analysisOf(services).run('rankHulls', args, { signal }));
}

function nearestInTime(sightings: readonly Sighting[], { acquired }: Frame): ReadonlySet<Sighting> {
  const moment = (at: ObservedAt | null) => (at ? timeRangeOf(at).fromMs : 0);
  const now = moment(knownTime(acquired));
  const away = ({ at }: Sighting) => Math.abs(moment(at) - now);
  return new Set([...sightings].sort((a, b) => away(a) - away(b)).slice(0, MOST_LOOKS));
}

/** Boxes with where their pictures are; each frame's file is looked for once. */
export class Pictures {
  private readonly frames = new Map<Frame, Promise<AlignFrame | null>>();

  constructor(private readonly services: Services) {}

  async hull(doc: DocumentView, box: Box, frame: Frame): Promise<PicturedHull> {
    const sight = sightOf(doc, box, frame);
    const analysed = await this.frame(frame);
    if (!analysed) return { sight, chip: null };
    const { picture, signal } = analysed;
    const { geometry } = box;
    return { sight, chip: { picture, signal, aspect: frame.pixelAspect, geometry } };
  }

  /** null where the file is away: its frame says so already. */
  private frame(frame: Frame): Promise<AlignFrame | null> {
    const known = this.frames.get(frame);
    const found =
      known ??
      analysedFrame(this.services, frame).catch((error: unknown) => {
        if (error instanceof UserError) return null;
        throw error;
      });
    this.frames.set(frame, found);
    return found;
  }
}
