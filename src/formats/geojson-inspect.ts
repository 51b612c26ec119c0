/** What an import dialog shows of somebody else's GeoJSON before anything is imported. */
import { FLAT_COLUMNS } from './flat-attributes';
import type { ForeignGeoJson } from './geojson-parse';

/** What a property can be used for: a part of the box, or one of the flat attribute columns. */
export type PropertyTarget = 'class' | 'frame' | 'date' | 'bow_known' | (string & {});

export type PropertySummary = {
  readonly key: string;
  /** Features that have a value there. */
  readonly count: number;
  /** Up to five different values as text, shortened. */
  readonly samples: readonly string[];
  /** Different values, counted up to MAX_DISTINCT. */
  readonly distinct: number;
  readonly guess: PropertyTarget | null;
};

export type GeoJsonInspection = {
  readonly name: string;
  readonly featureCount: number;
  /** Features that have at least one usable polygon. */
  readonly polygonCount: number;
  /** 'Polygon' → 12, 'Point' → 3. */
  readonly geometryKinds: Readonly<Record<string, number>>;
  readonly properties: readonly PropertySummary[];
  readonly problems: readonly string[];
};

const MAX_DISTINCT = 200;
const SAMPLES = 5;
const SAMPLE_LENGTH = 60;

/** Property names in use elsewhere, most telling first. */
const NAMES: Readonly<Record<string, readonly string[]>> = {
  class: ['class', 'class_name', 'category', 'label', 'type', 'object_type', 'kind', 'name'],
  frame: [
    'frame_id',
    'frame_title',
    'image_file',
    'image_id',
    'image',
    'scene_id',
    'scene',
    'file',
  ],
  date: ['acquired_at', 'acquired', 'date', 'datetime', 'timestamp', 'obs_time_utc', 'time'],
  bow_known: ['bow_known'],
};

export function inspectGeoJson(data: ForeignGeoJson): GeoJsonInspection {
  const kinds = new Map<string, number>();
  const values = new Map<string, { count: number; distinct: Set<string> }>();
  for (const { kind, properties } of data.features) {
    kinds.set(kind, (kinds.get(kind) ?? 0) + 1);
    for (const [key, value] of Object.entries(properties)) {
      const entry = values.get(key) ?? { count: 0, distinct: new Set<string>() };
      values.set(key, entry);
      if (value === null || value === undefined || value === '') continue;
      entry.count += 1;
      if (entry.distinct.size < MAX_DISTINCT) entry.distinct.add(asText(value));
    }
  }
  const guesses = guessTargets([...values.keys()]);
  return {
    name: data.name,
    featureCount: data.features.length,
    polygonCount: data.features.filter(({ leftOut }) => leftOut === null).length,
    geometryKinds: Object.fromEntries(kinds),
    properties: [...values].map(([key, { count, distinct }]) => ({
      key,
      count,
      samples: [...distinct].slice(0, SAMPLES).map(shorten),
      distinct: distinct.size,
      guess: guesses.get(key) ?? null,
    })),
    problems: data.problems,
  };
}

function asText(value: unknown): string {
  return typeof value === 'string' ? value : JSON.stringify(value);
}

function shorten(text: string): string {
  return text.length > SAMPLE_LENGTH ? `${text.slice(0, SAMPLE_LENGTH - 1)}…` : text;
}

/** Each target goes to one property at most, and each property to one target. */
function guessTargets(keys: readonly string[]): ReadonlyMap<string, PropertyTarget> {
  const guesses = new Map<string, PropertyTarget>();
  const byName = new Map(keys.map((key) => [key.toLowerCase().replaceAll(/[\s-]+/g, '_'), key]));
  const claim = (target: PropertyTarget, names: readonly string[]) => {
    for (const name of names) {
      const key = byName.get(name);
      if (key === undefined || guesses.has(key)) continue;
      guesses.set(key, target);
      return;
    }
  };
  for (const [target, names] of Object.entries(NAMES)) claim(target, names);
  for (const { name } of FLAT_COLUMNS) claim(name, [name]);
  return guesses;
}
