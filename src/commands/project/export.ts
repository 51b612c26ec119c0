/** Handing boxes over: which ones, a look at what is written, and the file itself. */
import { version } from '../../../package.json';
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
