/** Files of records: written and read here when they are small, in a worker of their own when not. */
import { proxy, type Remote, wrap } from 'comlink';
import { UserError } from '../domain/errors';
import type { Box } from '../domain/model/box';
import { FLAT_COLUMNS } from '../formats/flat-attributes';
import { GEOJSON } from '../formats/geojson';
import type { GeoJsonInspection } from '../formats/geojson-inspect';
import type { GeoJsonMapping, MappedGeoJson } from '../formats/geojson-map';
import { writeGeoJson } from '../formats/geojson-write';
import { writeBlob } from '../formats/registry';
import type { ExportContent, ReadResult, WriteSummary } from '../formats/types';
import type { FormatsApi, ImportPreview } from './formats.worker';

export { collectExport, type ExportScope, exportFileName } from '../formats/collect';
export type { GeoJsonInspection, PropertyTarget } from '../formats/geojson-inspect';
export type { FrameAssignment, GeoJsonMapping } from '../formats/geojson-map';
export type { ExportContent, WriteSummary } from '../formats/types';
export type { ImportPreview } from './formats.worker';

/** What the format cannot carry, as whole sentences. */
export const GEOJSON_LOSES = GEOJSON.loses;

/** The attribute columns that a property can be mapped to. */
export const ATTRIBUTE_COLUMNS: readonly { readonly name: string; readonly label: string }[] =
  FLAT_COLUMNS.map(({ name, field, part }) => ({
    name,
    label: part === null ? field.label : `${field.label}, ${part}`,
  }));

export type Stamp = { readonly appVersion: string; readonly exportedAt: string };
export type Written = { readonly blob: Blob; readonly summary: WriteSummary };
export type JobOptions = {
  readonly progress?: (fraction: number) => void;
  readonly signal?: AbortSignal | undefined;
};

/** More boxes than this are written in a worker. */
const FEW_BOXES = 5000;
/** Boxes that are handed to or taken from a worker at a time: copying one part keeps a thread for 20 ms. */
const PART = 2000;

/** A GeoJSON file of the records. Rejects with an AbortError when the signal is aborted. */
export async function writeRecords(
  content: ExportContent,
  stamp: Stamp,
  { progress, signal }: JobOptions = {},
): Promise<Written> {
  const report = (done: number, total: number) => progress?.(total === 0 ? 1 : done / total);
  if (content.boxes.length <= FEW_BOXES) {
    return writeBlob(GEOJSON, content, {
      ...stamp,
      progress: report,
      ...(signal ? { signal } : {}),
    });
  }
  return inWorker(signal, async (api) => {
    const { boxes, ...rest } = content;
    let taken = Promise.resolve();
    for (let i = 0; i < boxes.length; i += PART) {
      // The next part is copied out while the worker copies this one in.
      const next = api.take(boxes.slice(i, i + PART));
      // It may fail while the one before is waited for, which fails then as well and is the one that is told.
      void Promise.allSettled([next]);
      await taken;
      taken = next;
    }
    await taken;
    return api.write(rest, stamp, proxy(report));
  });
}

type Targets = Parameters<FormatsApi['map']>[1];

/** Somebody else's file, held by a worker while the user says what is what. */
export type ForeignFile = {
  readonly kind: 'foreign';
  readonly inspection: GeoJsonInspection;
  /** The values of a property with their counts, the commonest first. */
  valuesOf(property: string): Promise<readonly (readonly [value: string, count: number])[]>;
  preview(mapping: GeoJsonMapping, targets: Targets): Promise<ImportPreview>;
  map(
    mapping: GeoJsonMapping,
    targets: Targets,
  ): Promise<Pick<MappedGeoJson, 'boxes' | 'newClasses'>>;
  /** Ends the worker. */
  close(): void;
};
export type OwnFile = Extract<ReadResult, { kind: 'project' }>;

/** A project whose boxes are still in the worker, and how many those are. */
type WithoutBoxes = OwnFile & { readonly boxes: number };

async function withBoxes(
  { boxes: count, ...file }: WithoutBoxes,
  api: Remote<FormatsApi>,
): Promise<OwnFile> {
  const boxes: Box[] = [];
  for (let start = 0; start < count; start += PART) {
    for (const box of await api.give(start, start + PART)) boxes.push(box);
  }
  return { ...file, records: { ...file.records, boxes } };
}

/** What a GeoJSON file holds. Rejects with a UserError that names the file. */
export async function readRecords(
  file: File,
  { signal }: JobOptions = {},
): Promise<OwnFile | ForeignFile> {
  const { api, settle, close } = startWorker(signal);
  const answer: Promise<WithoutBoxes | Pick<ForeignFile, 'kind' | 'inspection'>> = api.read(
    file,
    file.name,
  );
  const found = await settle(answer).catch((error: unknown) => {
    close();
    throw error;
  });
  if (found.kind === 'project') return settle(withBoxes(found, api)).finally(close);
  return {
    kind: 'foreign',
    inspection: found.inspection,
    valuesOf: (property) => settle(api.valuesOf(property)),
    preview: (mapping, targets) => settle(api.preview(mapping, targets)),
    map: (mapping, targets) => settle(api.map(mapping, targets)),
    close,
  };
}

/** The first feature of what would be written, as text on several lines; null without boxes. */
export async function previewFeature(
  content: ExportContent,
  index: number,
  stamp: Stamp,
): Promise<string | null> {
  const boxes = content.boxes.slice(index, index + 1);
  if (boxes.length === 0) return null;
  let text = '';
  for await (const chunk of writeGeoJson({ ...content, boxes }, stamp)) text += chunk;
  const root = JSON.parse(text) as { readonly features: readonly unknown[] };
  return JSON.stringify(root.features[0], null, 2);
}

type Job = {
  readonly api: Remote<FormatsApi>;
  /** The answer, or the reason why there will be none. */
  readonly settle: <T>(answer: Promise<T>) => Promise<T>;
  readonly close: () => void;
};

function startWorker(signal: AbortSignal | undefined): Job {
  signal?.throwIfAborted();
  const worker = new Worker(new URL('./formats.worker.ts', import.meta.url), {
    type: 'module',
    name: 'formats',
  });
  // Ending the worker leaves its answer out for ever, so whoever waits is told by this.
  const ended = new AbortController();
  signal?.addEventListener('abort', () => ended.abort(signal.reason), { once: true });
  worker.addEventListener('error', () => ended.abort(new UserError(NO_READER)));
  return {
    api: wrap<FormatsApi>(worker),
    settle: (answer) => unlessAborted(answer, ended.signal).catch(rethrow),
    close: () => worker.terminate(),
  };
}

const NO_READER =
  'The browser ran out of memory or could not start the reader of files. Close other tabs and try again.';

/** The answer, or the signal's reason as soon as it is aborted. */
function unlessAborted<T>(answer: Promise<T>, signal: AbortSignal): Promise<T> {
  return new Promise((resolve, reject) => {
    const give = () => reject(signal.reason);
    if (signal.aborted) give();
    signal.addEventListener('abort', give, { once: true });
    answer.then(resolve, reject);
  });
}

/** Errors lose their class on the way out of a worker, but not their name. */
function rethrow(error: unknown): never {
  if (error instanceof Error && error.name === 'UserError') {
    throw new UserError(error.message, { cause: error });
  }
  throw error;
}

async function inWorker<T>(
  signal: AbortSignal | undefined,
  work: (api: Remote<FormatsApi>) => Promise<T>,
): Promise<T> {
  const { api, settle, close } = startWorker(signal);
  try {
    return await settle(work(api));
  } finally {
    close();
  }
}
