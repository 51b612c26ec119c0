/** All file formats. Dialogs, the command line of tests and workers read this list. */
import { GEOJSON } from './geojson';
import type { ExportContent, Format, WriteContext, WriteSummary } from './types';

export const FORMATS = [GEOJSON] as const satisfies readonly Format[];

/** Writes a file whole, as a Blob made of the format's chunks. */
export async function writeBlob(
  format: Format,
  content: ExportContent,
  context: WriteContext,
): Promise<{ readonly blob: Blob; readonly summary: WriteSummary }> {
  if (!format.write) throw new Error(`${format.label} cannot be written`);
  const chunks = format.write(content, context);
  const parts: Blob[] = [];
  for (;;) {
    const next = await chunks.next();
    if (next.done) {
      const blob = new Blob(parts, { type: format.mimes[0] ?? '' });
      return { blob, summary: next.value };
    }
    // A Blob per chunk lets the browser keep the bytes outside the program's memory.
    parts.push(new Blob([next.value]));
  }
}
