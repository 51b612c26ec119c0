/** What the user says of somebody else's file, and what an import would do by it. */
import { useEffect, useMemo, useState } from 'react';
import {
  ATTRIBUTE_COLUMNS,
  type ForeignFile,
  type FrameAssignment,
  type GeoJsonMapping,
  type ImportPreview,
  importTargets,
} from '../../commands/project/import';
import { sentenceOf } from '../../domain/errors';
import type { FrameId } from '../../domain/model/ids';
import { useDocument } from '../context';
import type { Option } from '../kit';

/** Property → what it is used for, '' for nothing. */
export type Targets = Readonly<Record<string, string>>;
export type FrameMode = FrameAssignment['by'];

export type Choices = {
  readonly targets: Targets;
  readonly defaultClass: string;
  readonly classNames: Readonly<Record<string, string>>;
  readonly frameMode: FrameMode;
  readonly frameId: FrameId | null;
};

export const TARGET_OPTIONS: readonly Option<string>[] = [
  { value: '', label: 'Not used' },
  { value: 'class', label: 'Class' },
  { value: 'frame', label: 'Frame' },
  { value: 'date', label: 'Date of the picture' },
  { value: 'bow_known', label: 'First edge points to the bow' },
  ...ATTRIBUTE_COLUMNS.map(({ name, label }) => ({ value: name, label })),
];
const COLUMNS = new Set(ATTRIBUTE_COLUMNS.map(({ name }) => name));

export function firstChoices(file: ForeignFile, frameId: FrameId | null): Choices {
  // Made of entries: a property may be called as what every object has, '__proto__'.
  const targets: Targets = Object.fromEntries(
    file.inspection.properties.map(({ key, guess }) => [key, guess ?? '']),
  );
  const uses = Object.values(targets);
  // Without a date, several frames of a site show the same place.
  const without = frameId ? 'frame' : 'place';
  const frameMode = uses.includes('frame') ? 'property' : uses.includes('date') ? 'place' : without;
  return {
    targets,
    defaultClass: 'imported',
    classNames: {},
    frameMode,
    frameId,
  };
}

/** Gives a property its use; a use that only one property can have is taken from the other. */
export function withTarget(targets: Targets, key: string, target: string): Targets {
  const next: Record<string, string> = { ...targets };
  for (const other of Object.keys(next)) if (next[other] === target) next[other] = '';
  next[key] = target;
  return next;
}

function keyFor(targets: Targets, wanted: string): string | null {
  return Object.keys(targets).find((key) => targets[key] === wanted) ?? null;
}

function assignment({ targets, frameMode, frameId }: Choices): FrameAssignment | string {
  if (frameMode === 'frame') return frameId ? { by: 'frame', frameId } : 'Choose a frame.';
  if (frameMode === 'place') return { by: 'place', dateProperty: keyFor(targets, 'date') };
  const property = keyFor(targets, 'frame');
  return property
    ? { by: 'property', property }
    : 'Say which property names the frame, or choose frames by place.';
}

/** The mapping that the choices make, or the sentence that says what is missing. */
export function mappingOf(choices: Choices): GeoJsonMapping | string {
  const frames = assignment(choices);
  if (typeof frames === 'string') return frames;
  const { targets, defaultClass, classNames } = choices;
  if (defaultClass.trim() === '') return 'Name the class of outlines that have none.';
  return {
    classProperty: keyFor(targets, 'class'),
    defaultClass: defaultClass.trim(),
    classNames,
    attributes: Object.fromEntries(
      Object.entries(targets).filter(([, target]) => COLUMNS.has(target)),
    ),
    bowProperty: keyFor(targets, 'bow_known'),
    frames,
  };
}

export type Outcome =
  | { readonly kind: 'counting' }
  | { readonly kind: 'ready'; readonly preview: ImportPreview; readonly mapping: GeoJsonMapping }
  | { readonly kind: 'refused'; readonly problem: string };

const SETTLE_MS = 150;

/** What an import would do, counted in the worker a moment after the last choice. */
export function useOutcome(file: ForeignFile, choices: Choices): Outcome {
  const document = useDocument();
  const mapping = useMemo(() => mappingOf(choices), [choices]);
  const [outcome, setOutcome] = useState<Outcome>({ kind: 'counting' });
  useEffect(() => {
    if (typeof mapping === 'string') {
      setOutcome({ kind: 'refused', problem: mapping });
      return;
    }
    let current = true;
    const tell = (next: Outcome) => {
      if (current) setOutcome(next);
    };
    const timer = setTimeout(() => {
      file.preview(mapping, importTargets(document)).then(
        (preview) => tell({ kind: 'ready', preview, mapping }),
        (error: unknown) => tell({ kind: 'refused', problem: sentenceOf(error) }),
      );
    }, SETTLE_MS);
    return () => {
      current = false;
      clearTimeout(timer);
    };
  }, [file, mapping, document]);
  return outcome;
}

export type ClassValue = readonly [value: string, count: number];

/** The values of the property that names the class. */
export function useClassValues(file: ForeignFile, targets: Targets): readonly ClassValue[] {
  const property = keyFor(targets, 'class');
  const [found, setFound] = useState<{ property: string; values: readonly ClassValue[] } | null>(
    null,
  );
  useEffect(() => {
    if (property === null) return;
    let current = true;
    void file.valuesOf(property).then((values) => {
      if (current) setFound({ property, values });
    });
    return () => {
      current = false;
    };
  }, [file, property]);
  return found && found.property === property ? found.values : [];
}
