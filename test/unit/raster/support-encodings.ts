/** The fixtures that make-encodings.mjs made. */
import { readFileSync } from 'node:fs';
import { initSync } from 'jxl-oxide-wasm';

const FOLDER = new URL('../../fixtures/encodings/', import.meta.url);

export function encodingBytes(file: string): Buffer {
  return readFileSync(new URL(file, FOLDER));
}

/** In a browser the codec's binary is fetched; without one it is read beside the package. */
export function provideJpegXl(): void {
  const binary = import.meta.resolve('jxl-oxide-wasm/module.wasm');
  initSync({ module: readFileSync(new URL(binary)) });
}
