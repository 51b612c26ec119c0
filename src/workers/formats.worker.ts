/** Reads and writes files of records off the main thread. One worker serves one job. */
import { expose } from 'comlink';
import type { Box } from '../domain/model/box';
import { GEOJSON, readGeoJson } from '../formats/geojson';
import { type GeoJsonMapping, type MappedGeoJson, mapGeoJson } from '../formats/geojson-map';
import type { ForeignGeoJson } from '../formats/geojson-parse';
import { writeBlob } from '../formats/registry';
import type { ExportContent } from '../formats/types';

type Progress = (done: number, total: number) => void;

const MOST_VALUES = 100;
const FIRST_NAMED = 5;

/** Boxes on their way in or out, which go in parts, so that 100,000 of them do not hold up the screen. */
const boxes: Box[] = [];
/** Somebody else's file stays here while the user maps it; only what is asked for goes out. */
let foreign: ForeignGeoJson | null = null;

type Targets = Parameters<typeof mapGeoJson>[2];

function mapped(mapping: GeoJsonMapping, targets: Targets): MappedGeoJson {
  if (!foreign) throw new Error('No file was read.');
  return mapGeoJson(foreign, mapping, targets);
}

const api = {
  /** Takes some of the boxes that are to be written. */
  take(part: readonly Box[]): void {
    for (const box of part) boxes.push(box);
  },
  /** Writes the content with the boxes that were handed over before. */
  write(
    content: Omit<ExportContent, 'boxes'>,
    stamp: { readonly appVersion: string; readonly exportedAt: string },
    progress: Progress,
  ) {
    return writeBlob(GEOJSON, { ...content, boxes }, { ...stamp, progress });
  },
  async read(file: Blob, name: string) {
    const result = await readGeoJson(file, { name });
    if (result.kind === 'project') {
      const { boxes: read, ...records } = result.records;
      for (const box of read) boxes.push(box);
      return { ...result, records: { ...records, boxes: [] }, boxes: boxes.length };
    }
    foreign = result.data;
    return { kind: result.kind, inspection: result.inspection };
  },
  /** Some of the boxes that were read. */
  give(start: number, end: number): readonly Box[] {
    return boxes.slice(start, end);
  },
  /** The different values of a property with how many features have them, the commonest first. */
  valuesOf(property: string): readonly (readonly [value: string, count: number])[] {
    const counts = new Map<string, number>();
    for (const { properties, leftOut } of foreign?.features ?? []) {
      const value = properties[property];
      if (leftOut !== null || value === null || value === undefined) continue;
      const text = String(value).trim();
      if (text !== '') counts.set(text, (counts.get(text) ?? 0) + 1);
    }
    return [...counts].sort((a, b) => b[1] - a[1]).slice(0, MOST_VALUES);
  },
  preview(mapping: GeoJsonMapping, targets: Targets) {
    return summarize(mapped(mapping, targets));
  },
  map(mapping: GeoJsonMapping, targets: Targets) {
    const { boxes: made, newClasses } = mapped(mapping, targets);
    return { boxes: made, newClasses };
  },
};

/** Reasons with how many features share them and the first of these, counted from 1. */
function summarize({ boxes: made, newClasses, skipped, fitted, unreadable }: MappedGeoJson) {
  const reasons = new Map<string, { count: number; first: number[] }>();
  for (const { index, reason } of skipped) {
    const entry = reasons.get(reason) ?? { count: 0, first: [] };
    entry.count += 1;
    if (entry.first.length < FIRST_NAMED) entry.first.push(index + 1);
    reasons.set(reason, entry);
  }
  return {
    boxes: made.length,
    newClasses: newClasses.map(({ name }) => name),
    skipped: skipped.length,
    reasons: [...reasons].map(([reason, entry]) => ({ reason, ...entry })),
    fitted: fitted.length,
    farthestM: fitted.reduce((most, { deviationM }) => Math.max(most, deviationM ?? 0), 0),
    unreadable,
  };
}

export type ImportPreview = ReturnType<typeof summarize>;
export type FormatsApi = typeof api;

expose(api);
