/** Which vessels a box may show: the records as the ranking wants them. */
import type { DocumentView } from '../domain/edits/types';
import { measuresOf } from '../domain/geo/measure-cache';
import type { HullSight } from '../domain/identity/evidence';
import { type RankedLink, rankLinks } from '../domain/identity/ranking';
import type { Box } from '../domain/model/box';
import type { Frame } from '../domain/model/frame';
import type { Vessel } from '../domain/model/vessel';
import { sightingsOf } from '../domain/tracks/vessel-log';

export type Suggestion = { readonly vessel: Vessel; readonly ranked: RankedLink };

/** A box as identity sees it. */
export function sightOf(doc: DocumentView, box: Box, frame: Frame): HullSight {
  const measures = measuresOf(box, frame);
  return {
    boxId: box.id,
    lengthM: measures?.lengthM ?? null,
    beamM: measures?.widthM ?? null,
    resolutionM: frame.resolutionM,
    className: doc.get('classes', box.classId)?.name ?? null,
    at: frame.acquired,
    place: measures?.center ?? null,
    axisDeg: measures?.axisDeg ?? null,
    signature: null,
  };
}

/** All vessels with sightings on other frames, the likeliest first. Links nothing. */
export function suggestLinks(doc: DocumentView, box: Box): readonly Suggestion[] {
  const frame = doc.get('frames', box.frameId);
  if (!frame) return [];
  const vessels = new Map([...doc.all('vessels')].map((vessel) => [vessel.id as string, vessel]));
  const candidates = [...vessels.values()].flatMap((vessel) => {
    const sightings = sightingsOf(doc, vessel.id)
      .filter((sighting) => sighting.box.id !== box.id)
      .map((sighting) => sightOf(doc, sighting.box, sighting.frame));
    return sightings.length > 0 ? [{ vesselId: vessel.id as string, sightings }] : [];
  });
  return rankLinks(sightOf(doc, box, frame), candidates).flatMap((ranked) => {
    const vessel = vessels.get(ranked.vesselId);
    return vessel ? [{ vessel, ranked }] : [];
  });
}
