/** Sentences on files, said once where several files share one. */

export type Remark = {
  readonly fileName: string;
  /** A whole sentence, or several. */
  readonly sentence: string;
};

/**
 * 'a.tif: It is in pixels.', and for several files '2 files: It is in pixels. (a.tif, b.tif)': every file is
 * named. In the order in which the sentences came first.
 */
export function groupRemarks(remarks: readonly Remark[]): string[] {
  const names = new Map<string, string[]>();
  for (const { fileName, sentence } of remarks) {
    names.set(sentence, [...(names.get(sentence) ?? []), fileName]);
  }
  return [...names].map(([sentence, files]) =>
    files.length === 1
      ? `${files[0]}: ${sentence}`
      : `${files.length} files: ${sentence} (${files.join(', ')})`,
  );
}
