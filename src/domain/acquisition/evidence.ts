/** What a file says about itself, as far as time and origin are concerned. */
export type FileEvidence = {
  readonly fileName: string;
  /** GDAL metadata items of the whole picture. */
  readonly items: readonly { readonly name: string; readonly value: string }[];
  /** TIFF tag 306, or null. */
  readonly dateTimeTag: string | null;
  /** TIFF tags 270 and 305. */
  readonly description: string;
  readonly software: string;
};

/** The value of the first of the named items that has one; names are compared without case. */
export function itemOf(evidence: FileEvidence, names: readonly string[]) {
  for (const name of names) {
    const item = evidence.items.find((i) => i.name.toLowerCase() === name.toLowerCase());
    if (item && item.value.trim() !== '') return { name: item.name, value: item.value.trim() };
  }
  return null;
}
