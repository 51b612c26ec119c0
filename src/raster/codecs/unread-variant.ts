/** Thrown by a codec for blocks that are sound and of a kind that it cannot read; the message names the kind. */
export class UnreadVariant extends Error {
  override readonly name = 'UnreadVariant';
}

/** @param what the compression, as words can name it: 'lossless JPEG' */
export function unreadSentence(name: string, what: string): string {
  return `“${name}” is compressed with ${what}, which cannot be read here. Convert it with gdal_translate -co COMPRESS=DEFLATE and open the copy.`;
}
