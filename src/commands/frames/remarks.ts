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

/** What is said of several files that are in the project by their bytes: that all is well. */
export function alreadyHere(files: number, of: number): string {
  const which = files === of ? `All ${files} files are` : `${files} of ${of} files are`;
  return `${which} in the project already, so nothing was added for them.`;
}
