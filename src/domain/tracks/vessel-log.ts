/** A vessel's log: its sightings in order, the legs between them, and how long it stayed where. */

import type { DocumentView } from '../edits/types';
import type { BoxMeasures } from '../geo/frame-geo';
import { measuresOf } from '../geo/measure-cache';
import { type Measured, measured, pooled } from '../identity/evidence';
import type { Box } from '../model/box';
import type { Frame } from '../model/frame';
import type { SiteId, VesselId } from '../model/ids';
import type { Site } from '../model/project';
import type { LonLat, Meters } from '../model/units';
import { byTime, knownTime, type Leg, legBetween, type ObservedAt, undatedLast } from './legs';
import { type LookAt, lookWithoutAtAny } from './looks';
import { type Look, type LookState, type Stay, staysOf } from './presence';

export type Sighting = {
  readonly box: Box;
  readonly frame: Frame;
  readonly site: Site | null;
  readonly measures: BoxMeasures | null;
  /** Missing where nobody knows when the frame was taken: such sightings come last and make no legs. */
  readonly at: ObservedAt | null;
};

/** From one sighting to the next, with the frames between that tell something. */
export type LogLeg = {
  readonly from: Sighting;
  readonly to: Sighting;
  /** null where one of them has no place or no time. */
  readonly leg: Leg | null;
  readonly sameSite: boolean;
  /** Frames of either site between the two, on which it was looked for or could not be seen. */
  readonly between: readonly FrameLook[];
};

export type FrameLook = { readonly frame: Frame; readonly look: LookAt };

export type SiteStay = { readonly siteId: SiteId; readonly stay: Stay };

export type VesselLog = {
  readonly sightings: readonly Sighting[];
  readonly legs: readonly LogLeg[];
  /** By the first sighting of each. */
  readonly stays: readonly SiteStay[];
  /** Of all boxes whose size was not copied, as `pooled` takes them together. */
  readonly length: Measured | null;
  readonly beam: Measured | null;
};

export type HullSize = 'length' | 'beam';

/** What one box measures of the hull, with the σ of its frame's resolution; null without a place. */
export function sizeOf({ measures, frame }: Sighting, of: HullSize): Measured | null {
  const value = of === 'length' ? measures?.lengthM : measures?.widthM;
  return measured(value ?? null, frame.resolutionM);
}

/** The log as the records have it; sightings by time, undated ones last. */
export function vesselLog(doc: DocumentView, vesselId: VesselId): VesselLog {
  const sightings = sightingsOf(doc, vesselId);
  const own = sightings.filter(({ box }) => !box.sizeCopied);
  const size = (of: HullSize) => pooled(own.map((sighting) => sizeOf(sighting, of)));
  const length = size('length');
  const looks = looksOf(doc, vesselId, sightings, length?.value ?? null);
  return {
    sightings,
    legs: legsBetween(sightings, looks),
    stays: staysAt(sightings, looks),
    length,
    beam: size('beam'),
  };
}

export function sightingsOf(doc: DocumentView, vesselId: VesselId): readonly Sighting[] {
  const sightings = doc.boxesOfVessel(vesselId).flatMap((box): Sighting[] => {
    const frame = doc.get('frames', box.frameId);
    if (!frame) return [];
    const site = doc.get('sites', frame.siteId) ?? null;
    return [{ box, frame, site, measures: measuresOf(box, frame), at: knownTime(frame.acquired) }];
  });
  return sightings.sort(undatedLast);
}

/** Of every dated frame at the sites where it was seen, what that frame tells of it there. */
function looksOf(
  doc: DocumentView,
  vesselId: VesselId,
  sightings: readonly Sighting[],
  length: Meters | null,
): ReadonlyMap<Frame, LookAt> {
  const seen = new Set(sightings.map(({ frame }) => frame));
  const places = new Map<SiteId, LonLat[]>();
  for (const { frame, measures } of sightings) {
    if (!measures) continue;
    places.set(frame.siteId, [...(places.get(frame.siteId) ?? []), measures.center]);
  }
  const looks = new Map<Frame, LookAt>();
  for (const frame of doc.all('frames')) {
    const known = places.get(frame.siteId);
    if (!knownTime(frame.acquired) || !known) continue;
    const look = () => lookWithoutAtAny(doc, frame, known, length, { vesselId });
    looks.set(frame, seen.has(frame) ? 'seen' : look());
  }
  return looks;
}

function legsBetween(
  sightings: readonly Sighting[],
  looks: ReadonlyMap<Frame, LookAt>,
): readonly LogLeg[] {
  return sightings.slice(1).flatMap((to, i): LogLeg[] => {
    const from = sightings[i];
    if (!from) return [];
    const [a, b] = [seenPlace(from), seenPlace(to)];
    return [
      {
        from,
        to,
        leg: a && b && legBetween(a, b),
        sameSite: from.frame.siteId === to.frame.siteId,
        between: framesBetween(from, to, looks),
      },
    ];
  });
}

function seenPlace({ box, at, measures }: Sighting) {
  return at && measures && { id: box.id as string, at, place: measures.center };
}

function framesBetween(
  from: Sighting,
  to: Sighting,
  looks: ReadonlyMap<Frame, LookAt>,
): readonly FrameLook[] {
  const [first, last] = [from.at, to.at];
  if (!first || !last) return [];
  const sites = [from.frame.siteId, to.frame.siteId];
  return [...looks]
    .flatMap(([frame, look]) => {
      const at = sites.includes(frame.siteId) ? frame.acquired : null;
      const within = at && byTime({ at: first }, { at }) < 0 && byTime({ at }, { at: last }) < 0;
      return within && look !== 'seen' ? [{ frame, look, at }] : [];
    })
    .sort(byTime)
    .map(({ frame, look }) => ({ frame, look }));
}

const STATES: Readonly<Record<LookAt, LookState>> = {
  seen: 'seen',
  absent: 'absent',
  obscured: 'obscured',
  unresolved: 'obscured',
  unexamined: 'no_frame',
  uncovered: 'no_frame',
};

function staysAt(
  sightings: readonly Sighting[],
  looks: ReadonlyMap<Frame, LookAt>,
): readonly SiteStay[] {
  const sites = [...new Set(sightings.map(({ frame }) => frame.siteId))];
  const stays = sites.flatMap((siteId) => {
    const own = [...looks].flatMap(([frame, look]): Look[] => {
      if (!frame.acquired) return [];
      const at = frame.acquired;
      if (frame.siteId === siteId) return [{ frameId: frame.id, at, state: STATES[look] }];
      return look === 'seen' ? [{ frameId: frame.id, at, state: 'elsewhere' }] : [];
    });
    return staysOf(own).map((stay) => ({ siteId, stay }));
  });
  const first = ({ stay }: SiteStay) => ({ at: stay.seen[0]?.at ?? null });
  return stays.sort((a, b) => undatedLast(first(a), first(b)));
}
