/** The words of one sighting, the same in the log, under its chip and in the table. */
import {
  formatAxis,
  formatCountRange,
  formatDate,
  formatHeading,
  formatMeters,
  formatSize,
} from '../../domain/geo/format-numbers';
import { type HullSize, type Sighting, sizeOf } from '../../domain/tracks/vessel-log';

export function dateText({ frame }: Sighting): string {
  return frame.acquired ? formatDate(frame.acquired.value) : 'No date';
}

/** '081.0° T', or 'axis 081°' where bow and stern are not told apart; empty without a place. */
export function headingText({ measures, box }: Sighting): string {
  if (!measures) return '';
  return box.bowKnown ? formatHeading(measures.headingDeg) : `axis ${formatAxis(measures.axisDeg)}`;
}

/** '122.4 × 18.2 m, 081.0° T'; '122.4 × 18.2 m copied, 081.0° T' where the size was not measured on that date. */
export function sizeText(sighting: Sighting): string {
  const { measures, frame, box } = sighting;
  if (!measures) return 'no place, no measures';
  const size = formatSize(measures.lengthM, measures.widthM, frame.resolutionM);
  const copied = box.sizeCopied ? ' copied' : '';
  return `${size}${copied}, ${headingText(sighting)}`;
}

/** '122.4 ± 0.4 m', '122.4 m copied' where it was not measured on that date; empty without a place. */
export function measureText(sighting: Sighting, of: HullSize): string {
  const known = sizeOf(sighting, of);
  if (known && sighting.box.sizeCopied) {
    return `${formatMeters(known.value, sighting.frame.resolutionM)} copied`;
  }
  return known ? formatMeters(known.value, sighting.frame.resolutionM, known.sigma) : '';
}

/** 'from 2 boxes, 1 copied': only those count whose size was measured on their own pictures. */
export function measuredFromText(sightings: readonly Sighting[]): string {
  if (sightings.length === 0) return 'no box yet';
  const own = sightings.filter(({ box, measures }) => measures && !box.sizeCopied).length;
  const copied = sightings.filter(({ box }) => box.sizeCopied).length;
  const from = own === 0 ? 'from no box' : `from ${own} ${own === 1 ? 'box' : 'boxes'}`;
  return copied === 0 ? from : `${from}, ${copied} copied`;
}

/** A term of a record as a sentence begins: 'ship_to_ship' is 'Ship to ship'. */
export function termText(term: string): string {
  return `${term.charAt(0).toUpperCase()}${term.slice(1).replaceAll('_', ' ')}`;
}

/** What was noted of the work that went on, each a few words. */
export function factsOf({ box }: Sighting): readonly string[] {
  const { activity, cargo_operation, containers, hatches, hatches_open, freeboard } =
    box.attributes;
  const counted = formatCountRange(containers);
  return [
    activity ? termText(activity) : '',
    cargo_operation && cargo_operation !== 'unclear' ? termText(cargo_operation) : '',
    counted ? `${counted} containers` : '',
    hatches_open !== null
      ? `${hatches_open}${hatches === null ? '' : ` of ${hatches}`} hatches open`
      : '',
    freeboard && freeboard !== 'unclear' ? termText(freeboard) : '',
  ].filter((text) => text !== '');
}
