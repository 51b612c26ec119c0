/**
 * The sighting record: what an analyst notes about one box. One list drives the schema's readers:
 * inspector, filters, batch edit and every export, so that a new field is written down once.
 */
import { z } from 'zod';

const choice = <const T extends readonly [string, ...string[]]>(values: T) =>
  z.enum(values).nullable();

const count = z.number().int().nonnegative();

/** A count with its bounds; each part may be unknown, and min ≤ best ≤ max where both are given. */
export const CountRange = z
  .object({ min: count.nullable(), best: count.nullable(), max: count.nullable() })
  .refine(
    ({ min, best, max }) =>
      (min ?? 0) <= (best ?? max ?? Number.POSITIVE_INFINITY) &&
      (best ?? min ?? 0) <= (max ?? Number.POSITIVE_INFINITY),
    'a count must have min ≤ best ≤ max',
  );
export type CountRange = z.infer<typeof CountRange>;

export const ACTIVITIES = [
  'alongside',
  'anchored',
  'underway',
  'rafted',
  'ship_to_ship',
  'dry_dock',
] as const;
export const CARGO_OPERATIONS = ['loading', 'unloading', 'none_seen', 'unclear'] as const;
export const FREEBOARDS = ['laden', 'ballast', 'unclear'] as const;
export const GEARS = ['geared', 'gearless', 'unclear'] as const;
export const VISIBILITIES = [
  'clear',
  'haze',
  'cloud',
  'shadow',
  'cut_by_edge',
  'low_resolution',
] as const;
/** ICD 203 likelihood terms, first row, low to high. */
export const LIKELIHOODS = [
  'almost_no_chance',
  'very_unlikely',
  'unlikely',
  'roughly_even_chance',
  'likely',
  'very_likely',
  'almost_certain',
] as const;
export const CONFIDENCES = ['low', 'moderate', 'high'] as const;
/** Admiralty / NATO: reliability of the source, credibility of the information. */
export const RELIABILITIES = ['A', 'B', 'C', 'D', 'E', 'F'] as const;
export const CREDIBILITIES = ['1', '2', '3', '4', '5', '6'] as const;

export const BoxAttributes = z.object({
  activity: choice(ACTIVITIES),
  berth: z.string(),
  cargo_operation: choice(CARGO_OPERATIONS),
  cargo_type: z.string(),
  containers: CountRange,
  hatches: count.nullable(),
  hatches_open: count.nullable(),
  freeboard: choice(FREEBOARDS),
  gear: choice(GEARS),
  visibility: choice(VISIBILITIES),
  likelihood: choice(LIKELIHOODS),
  confidence: choice(CONFIDENCES),
  reliability: choice(RELIABILITIES),
  credibility: choice(CREDIBILITIES),
  rationale: z.string(),
  notes: z.string(),
});
export type BoxAttributes = z.infer<typeof BoxAttributes>;
export type AttributeKey = keyof BoxAttributes;

export const EMPTY_ATTRIBUTES: BoxAttributes = {
  activity: null,
  berth: '',
  cargo_operation: null,
  cargo_type: '',
  containers: { min: null, best: null, max: null },
  hatches: null,
  hatches_open: null,
  freeboard: null,
  gear: null,
  visibility: null,
  likelihood: null,
  confidence: null,
  reliability: null,
  credibility: null,
  rationale: '',
  notes: '',
};

export type AttributeField =
  | {
      readonly key: AttributeKey;
      readonly label: string;
      readonly kind: 'choice';
      readonly values: readonly {
        readonly value: string;
        readonly label: string;
        readonly hint?: string;
      }[];
    }
  | {
      readonly key: AttributeKey;
      readonly label: string;
      readonly kind: 'text' | 'multiline' | 'count' | 'range';
    };

const words = (values: readonly string[]) =>
  values.map((value) => ({
    value,
    label: value.charAt(0).toUpperCase() + value.slice(1).replaceAll('_', ' '),
  }));

/** Probability bands of ICD 203, in per cent, in the order of LIKELIHOODS. */
const BANDS = ['1–5 %', '5–20 %', '20–45 %', '45–55 %', '55–80 %', '80–95 %', '95–99 %'];

export const ATTRIBUTE_FIELDS: readonly AttributeField[] = [
  { key: 'activity', label: 'Activity', kind: 'choice', values: words(ACTIVITIES) },
  { key: 'berth', label: 'Berth', kind: 'text' },
  { key: 'cargo_operation', label: 'Cargo work', kind: 'choice', values: words(CARGO_OPERATIONS) },
  { key: 'cargo_type', label: 'Cargo', kind: 'text' },
  { key: 'containers', label: 'Containers', kind: 'range' },
  { key: 'hatches', label: 'Hatches', kind: 'count' },
  { key: 'hatches_open', label: 'Hatches open', kind: 'count' },
  { key: 'freeboard', label: 'Freeboard', kind: 'choice', values: words(FREEBOARDS) },
  { key: 'gear', label: 'Gear', kind: 'choice', values: words(GEARS) },
  { key: 'visibility', label: 'Visibility', kind: 'choice', values: words(VISIBILITIES) },
  {
    key: 'likelihood',
    label: 'Likelihood',
    kind: 'choice',
    values: words(LIKELIHOODS).map((v, i) => ({ ...v, hint: BANDS[i] ?? '' })),
  },
  { key: 'confidence', label: 'Confidence', kind: 'choice', values: words(CONFIDENCES) },
  {
    key: 'reliability',
    label: 'Source reliability',
    kind: 'choice',
    values: [
      ['A', 'completely reliable'],
      ['B', 'usually reliable'],
      ['C', 'fairly reliable'],
      ['D', 'not usually reliable'],
      ['E', 'unreliable'],
      ['F', 'cannot be judged'],
    ].map(([value = '', hint = '']) => ({ value, label: value, hint })),
  },
  {
    key: 'credibility',
    label: 'Credibility',
    kind: 'choice',
    values: [
      ['1', 'confirmed'],
      ['2', 'probably true'],
      ['3', 'possibly true'],
      ['4', 'doubtful'],
      ['5', 'improbable'],
      ['6', 'cannot be judged'],
    ].map(([value = '', hint = '']) => ({ value, label: value, hint })),
  },
  { key: 'rationale', label: 'Rationale', kind: 'multiline' },
  { key: 'notes', label: 'Notes', kind: 'multiline' },
];
