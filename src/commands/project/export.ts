/** Handing boxes over: which ones, a look at what is written, and the file itself. */
import { version } from '../../../package.json';
import { formatNumber } from '../../domain/geo/format-numbers';
import { knownTime } from '../../domain/tracks/legs';
import {
  collectExport,
  type ExportContent,
  type ExportScope,
  exportFileName,
  previewFeature,
  type WriteSummary,
  writeRecords,
} from '../../workers/formats-client';
import { openDocument } from '../open-document';
import type { Services } from '../types';

export { type ExportContent, type ExportScope, GEOJSON_LOSES } from '../../workers/formats-client';

export type ExportOptions = {
  readonly scope: ExportScope;
  /** With its extension; made from project and scope when left out. */
  readonly fileName?: string;
};

function stamp() {
  return { appVersion: version, exportedAt: new Date().toISOString() };
}

/** The records of a scope of the open project. */
export function exportContent(services: Services, scope: ExportScope): ExportContent {
  const document = openDocument(services);
  if (!document) throw new Error('There is no open project to export.');
  return collectExport(document, scope);
}

export function defaultFileName(content: ExportContent): string {
  return exportFileName(content, 'geojson');
}

/** One feature as it will be written, over several lines; null where there is none. */
export function exportPreview(content: ExportContent, index: number): Promise<string | null> {
  return previewFeature(content, index, stamp());
}

/**
 * Writes a scope as GeoJSON and hands the file to the user.
 * @param onProgress 0…1
 * @returns what was written and left out
 */
export async function exportGeoJson(
  services: Services,
  options: ExportOptions,
  onProgress?: (fraction: number) => void,
  signal?: AbortSignal,
): Promise<WriteSummary> {
  const content = exportContent(services, options.scope);
  const { blob, summary } = await writeRecords(content, stamp(), {
    signal,
    ...(onProgress ? { progress: onProgress } : {}),
  });
  services.download(options.fileName ?? defaultFileName(content), blob);
  return summary;
}

/** What a sceptical reader would ask of the file, each a sentence; empty where nothing is open. */
export function exportDoubts({ boxes, frames }: Pick<ExportContent, 'boxes' | 'frames'>): string[] {
  const withBoxes = new Set(boxes.map(({ frameId }) => frameId));
  const shown = frames.filter(({ id }) => withBoxes.has(id));
  const undated = shown.filter(({ acquired }) => knownTime(acquired) === null).length;
  const typed = shown.filter(({ acquired }) => acquired?.source === 'analyst').length;
  const nobody = boxes.filter(({ author }) => author === '').length;
  const counted = (count: number, one: string, many: string) =>
    `${formatNumber(count)} ${count === 1 ? one : many}`;
  return [
    undated > 0 ? `${counted(undated, 'frame', 'frames')} without a date.` : '',
    typed > 0 ? `${counted(typed, 'date', 'dates')} typed by hand.` : '',
    nobody > 0
      ? `${counted(nobody, 'box does not say who drew it', 'boxes do not say who drew them')}: name the author in the project’s settings, for what is drawn from then on.`
      : '',
  ].filter((line) => line !== '');
}
