/** The fixtures that make-encodings.mjs made. */
import { readFileSync } from 'node:fs';

const FOLDER = new URL('../../fixtures/encodings/', import.meta.url);

export function encodingBytes(file: string): Buffer {
  return readFileSync(new URL(file, FOLDER));
}
