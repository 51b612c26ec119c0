/** A vessel's sightings as a table: its columns, how each sorts, and its cells as plain text to copy. */
import type { DocumentView } from '../edits/types';
import { LIKELIHOODS } from '../model/attributes';
import { timeRangeOf } from './legs';
import { degrees, imageColumns } from './log-table';
import { type Sighting, sizeOf } from './vessel-log';

export const SIGHTING_COLUMNS = [
  'date',
  'site',
  'berth',
  'length',
  'beam',
  'heading',
  'activity',
  'containers',
  'likelihood',
] as const;
export type SightingColumn = (typeof SIGHTING_COLUMNS)[number];

export type SightingOrder = { readonly by: SightingColumn; readonly descending: boolean };

/** What a sighting is sorted by; null where nothing is known. */
function keyOf(sighting: Sighting, column: SightingColumn): number | string | null {
  const { at, site, box, measures } = sighting;
  const { berth, activity, containers } = box.attributes;
  switch (column) {
    case 'date':
      return at && timeRangeOf(at).fromMs;
    case 'site':
      return site?.name ?? null;
    case 'berth':
      return berth || null;
    case 'length':
      return measures?.lengthM ?? null;
    case 'beam':
      return measures?.widthM ?? null;
    case 'heading':
      return measures ? (box.bowKnown ? measures.headingDeg : measures.axisDeg) : null;
    case 'activity':
      return activity;
    case 'containers':
      return containers.best ?? containers.max ?? containers.min;
    case 'likelihood':
      return box.link?.likelihood ? LIKELIHOODS.indexOf(box.link.likelihood) : null;
  }
}

/** In an order; what is not known comes last either way, and equals keep theirs. */
export function sortSightings(
  sightings: readonly Sighting[],
  { by, descending }: SightingOrder,
): readonly Sighting[] {
  const sign = descending ? -1 : 1;
  return [...sightings].sort((a, b) => {
    const [p, q] = [keyOf(a, by), keyOf(b, by)];
    if (p === null || q === null) return Number(p === null) - Number(q === null);
    if (typeof p === 'number' && typeof q === 'number') return sign * (p - q);
    return sign * String(p).localeCompare(String(q), undefined, { numeric: true });
  });
}

const HEAD = [
  'seen_at',
  'site',
  'berth',
  'length_m',
  'length_sigma_m',
  'beam_m',
  'beam_sigma_m',
  'size_copied',
  'heading_deg',
  'axis_deg',
  'activity',
  'containers_min',
  'containers_best',
  'containers_max',
  'likelihood',
];

const fixed = (value: number | undefined) => value?.toFixed(1) ?? '';

/**
 * Figures without units under names that have them, then the picture that they were measured on and how it is
 * laid; heading_deg is empty where the bow is not known.
 */
export function sightingLines(
  doc: DocumentView,
  sightings: readonly Sighting[],
): readonly (readonly string[])[] {
  const images = sightings.map((one) => imageColumns(doc, one));
  const names = Object.keys(images[0] ?? {});
  const lines = sightings.map((one, i) => [
    ...lineOf(one),
    ...names.map((name) => images[i]?.[name] ?? ''),
  ]);
  return [[...HEAD, ...names], ...lines];
}

function lineOf(sighting: Sighting): readonly string[] {
  const { box, site, measures } = sighting;
  const { berth, activity, containers } = box.attributes;
  const [length, beam] = [sizeOf(sighting, 'length'), sizeOf(sighting, 'beam')];
  return [
    sighting.at?.value ?? '',
    site?.name ?? '',
    berth,
    fixed(length?.value),
    fixed(length?.sigma),
    fixed(beam?.value),
    fixed(beam?.sigma),
    measures ? String(box.sizeCopied ?? false) : '',
    box.bowKnown ? degrees(measures?.headingDeg, 360) : '',
    degrees(measures?.axisDeg, 180),
    activity ?? '',
    ...[containers.min, containers.best, containers.max].map((count) => count?.toString() ?? ''),
    box.link?.likelihood ?? '',
  ];
}
