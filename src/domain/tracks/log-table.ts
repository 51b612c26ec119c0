/** A vessel's log as the lines of a table, for readers without the program. */
import type { DocumentView } from '../edits/types';
import { placeColumns } from '../geo/place-columns';
import { displayText } from '../imaging/display-text';
import type { CountRange } from '../model/attributes';
import type { Vessel } from '../model/vessel';
import { imageParts } from './image-parts';
import type { Leg } from './legs';
import type { Bounds } from './presence';
import { vesselColumns } from './vessel-columns';
import { type LogLeg, type Sighting, sizeOf, type VesselLog, vesselLog } from './vessel-log';

type Columns = Readonly<Record<string, string>>;

/**
 * One line for each sighting, by time, with what lies between it and the one before, and one for a vessel
 * that was not seen. The stay that a sighting belongs to began after arrived_after and by arrived_by, and
 * ended after left_after and by left_by: empty where no frame tells.
 */
export function logRows(doc: DocumentView, vessels: readonly Vessel[]): string[][] {
  const lines = vessels.flatMap((vessel) => {
    const log = vesselLog(doc, vessel.id);
    const named = { vessel: vessel.name, vessel_id: vessel.id };
    const said = vesselColumns(vessel);
    if (log.sightings.length === 0) return [{ ...named, ...said }];
    return log.sightings.map((one) => ({ ...named, ...columnsOf(doc, log, one), ...said }));
  });
  const head = [...new Set(lines.flatMap((line) => Object.keys(line)))];
  const cells = (line: Columns) => head.map((name) => line[name] ?? '');
  return [head, ...lines.map(cells)];
}

function columnsOf(doc: DocumentView, log: VesselLog, sighting: Sighting): Columns {
  return {
    ...sightingColumns(sighting),
    ...saidColumns(doc, sighting),
    ...imageColumns(doc, sighting),
    ...legColumns(log.legs.find(({ to }) => to === sighting)),
    ...stayColumns(log, sighting),
  };
}

/** Of a circle of `turn` degrees: 359.96 of 360 is '0.0'. */
export const degrees = (value: number | undefined, turn: number) =>
  fixed(value === undefined ? value : (Math.round(value * 10) % (turn * 10)) / 10, 1);

const fixed = (value: number | undefined, digits: number) => value?.toFixed(digits) ?? '';

function countColumns({ min, best, max }: CountRange): Columns {
  const text = (value: number | null) => value?.toString() ?? '';
  return { containers_min: text(min), containers_best: text(best), containers_max: text(max) };
}

function sightingColumns(sighting: Sighting): Columns {
  const { box, frame, site, measures } = sighting;
  const { attributes, link } = box;
  const [length, beam] = [sizeOf(sighting, 'length'), sizeOf(sighting, 'beam')];
  return {
    seen_at: frame.acquired?.value ?? '',
    precision: frame.acquired?.precision ?? '',
    time_known_from: frame.acquired?.source ?? '',
    site: site?.name ?? '',
    berth: attributes.berth,
    lon: fixed(measures?.center[0], 6),
    lat: fixed(measures?.center[1], 6),
    length_m: fixed(measures?.lengthM, 1),
    length_sigma_m: fixed(length?.sigma, 1),
    beam_m: fixed(measures?.widthM, 1),
    beam_sigma_m: fixed(beam?.sigma, 1),
    size_copied: measures ? String(box.sizeCopied ?? false) : '',
    heading_deg: box.bowKnown ? degrees(measures?.headingDeg, 360) : '',
    axis_deg: degrees(measures?.axisDeg, 180),
    activity: attributes.activity ?? '',
    cargo_operation: attributes.cargo_operation ?? '',
    ...countColumns(attributes.containers),
    likelihood: link?.likelihood ?? '',
    rationale: link?.rationale ?? '',
    linked_by: link?.author ?? '',
    linked_at: link?.at ?? '',
  };
}

/** What is said of the box itself, whichever hull it shows, and who says so. */
function saidColumns(doc: DocumentView, { box }: Sighting): Columns {
  const { attributes, number, classId, author, createdAt } = box;
  const { visibility, confidence, reliability, credibility, rationale, notes } = attributes;
  return {
    box_number: String(number),
    class: doc.get('classes', classId)?.name ?? '',
    hatches: attributes.hatches?.toString() ?? '',
    hatches_open: attributes.hatches_open?.toString() ?? '',
    freeboard: attributes.freeboard ?? '',
    visibility: visibility ?? '',
    box_likelihood: attributes.likelihood ?? '',
    box_confidence: confidence ?? '',
    box_reliability: reliability ?? '',
    box_credibility: credibility ?? '',
    box_rationale: rationale,
    box_notes: notes,
    drawn_by: author,
    drawn_at: createdAt,
  };
}

/** The picture of a sighting: its file and hash, how it is shown, and how it got its place and is laid. */
export function imageColumns(doc: DocumentView, { frame }: Pick<Sighting, 'frame'>): Columns {
  const reference = frame.alignment && doc.get('frames', frame.alignment.referenceId);
  const place = Object.entries(placeColumns(frame, reference));
  const text = (value: string | number | null) =>
    typeof value === 'number' ? String(Math.round(value * 1e6) / 1e6) : (value ?? '');
  return {
    frame: frame.title,
    image_file: frame.file.name,
    image_sha256: frame.file.sha256,
    image_parts: imageParts(frame),
    sensor: frame.sensor,
    display: displayText(frame),
    ...Object.fromEntries(place.map(([name, value]) => [name, text(value)])),
  };
}

function legColumns(step: LogLeg | undefined): Columns {
  const leg = step?.leg;
  const between = step?.between ?? [];
  const absent = between.filter(({ look }) => look === 'absent').length;
  const knots = leg?.knots[0];
  return {
    km_from_last: fixed(leg ? leg.distanceM / 1000 : undefined, 2),
    hours_from_last_least: fixed(leg?.hours[0], 2),
    hours_from_last_most: fixed(leg?.hours[1], 2),
    knots_least: knots !== undefined && Number.isFinite(knots) ? knots.toFixed(2) : '',
    leg_remark: leg ? remarkOf(leg) : '',
    frames_between_not_there: step ? String(absent) : '',
    frames_between_not_observed: step ? String(between.length - absent) : '',
  };
}

/** What a reader must know before he believes that it was one hull. */
function remarkOf({ impossible, knots, orderUncertain }: Leg): string {
  if (impossible && !Number.isFinite(knots[0])) return 'no time between them: not the same hull';
  if (impossible) return 'more than a cargo ship makes';
  return orderUncertain ? 'order not certain: only the day is known' : '';
}

function stayColumns({ stays }: VesselLog, { frame }: Sighting): Columns {
  const own = stays.find(
    ({ siteId, stay }) =>
      siteId === frame.siteId && stay.seen.some(({ frameId }) => frameId === frame.id),
  );
  const bound = (bounds: Bounds | undefined, end: 'after' | 'by') => bounds?.[end]?.at.value ?? '';
  return {
    arrived_after: bound(own?.stay.arrival, 'after'),
    arrived_by: bound(own?.stay.arrival, 'by'),
    left_after: bound(own?.stay.leaving, 'after'),
    left_by: bound(own?.stay.leaving, 'by'),
  };
}
