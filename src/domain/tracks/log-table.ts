/** A vessel's log as the lines of a table, for readers without the program. */
import type { DocumentView } from '../edits/types';
import { alignmentColumns } from '../geo/alignment-columns';
import type { CountRange } from '../model/attributes';
import type { Frame } from '../model/frame';
import type { Vessel } from '../model/vessel';
import { type LogLeg, type Sighting, vesselLog } from './vessel-log';

const HEAD = [
  'vessel',
  'seen_at',
  'precision',
  'site',
  'berth',
  'lon',
  'lat',
  'length_m',
  'beam_m',
  'heading_deg',
  'axis_deg',
  'activity',
  'cargo_operation',
  'containers_min',
  'containers_best',
  'containers_max',
  'likelihood',
  'rationale',
  'box_number',
  'frame',
  'image_file',
  'image_sha256',
  'km_from_last',
  'hours_from_last_least',
  'hours_from_last_most',
  'knots_least',
  'frames_between_not_there',
  'frames_between_not_observed',
  // Where a sighting lies, and so how far it is from the last, follows how its frame is laid.
  ...Object.keys(alignmentColumns({}, undefined)),
];

export function logRows(doc: DocumentView, vessels: readonly Vessel[]): string[][] {
  const lines = vessels.flatMap((vessel) => {
    const log = vesselLog(doc, vessel.id);
    return log.sightings.map((sighting) => [
      vessel.name,
      ...sightingCells(sighting),
      ...legCells(log.legs.find(({ to }) => to === sighting)),
      ...alignmentCells(doc, sighting.frame),
    ]);
  });
  return [HEAD, ...lines];
}

/** Of a circle of `turn` degrees: 359.96 of 360 is '0.0'. */
export const degrees = (value: number | undefined, turn: number) =>
  fixed(value === undefined ? value : (Math.round(value * 10) % (turn * 10)) / 10, 1);

const fixed = (value: number | undefined, digits: number) => value?.toFixed(digits) ?? '';

function countCells({ min, best, max }: CountRange): string[] {
  return [min, best, max].map((value) => value?.toString() ?? '');
}

function sightingCells({ box, frame, site, measures }: Sighting): string[] {
  const { attributes } = box;
  return [
    frame.acquired?.value ?? '',
    frame.acquired?.precision ?? '',
    site?.name ?? '',
    attributes.berth,
    fixed(measures?.center[0], 6),
    fixed(measures?.center[1], 6),
    fixed(measures?.lengthM, 1),
    fixed(measures?.widthM, 1),
    box.bowKnown ? degrees(measures?.headingDeg, 360) : '',
    degrees(measures?.axisDeg, 180),
    attributes.activity ?? '',
    attributes.cargo_operation ?? '',
    ...countCells(attributes.containers),
    box.link?.likelihood ?? '',
    box.link?.rationale ?? '',
    String(box.number),
    frame.title,
    frame.file.name,
    frame.file.sha256,
  ];
}

function alignmentCells(doc: DocumentView, frame: Frame): string[] {
  const reference = frame.alignment && doc.get('frames', frame.alignment.referenceId);
  return Object.values(alignmentColumns(frame, reference)).map((value) => String(value ?? ''));
}

function legCells(step: LogLeg | undefined): string[] {
  const leg = step?.leg;
  const between = step?.between ?? [];
  const absent = between.filter(({ look }) => look === 'absent').length;
  const knots = leg?.knots[0];
  return [
    fixed(leg ? leg.distanceM / 1000 : undefined, 2),
    fixed(leg?.hours[0], 2),
    fixed(leg?.hours[1], 2),
    knots !== undefined && Number.isFinite(knots) ? knots.toFixed(2) : '',
    step ? String(absent) : '',
    step ? String(between.length - absent) : '',
  ];
}
