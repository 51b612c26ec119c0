/** Lets the reading of whole files rest while a picture is read that somebody waits for. One to a worker. */
import type { FileSource } from '../raster/types';

/** What is to rest: all whole files, or those only that take long to read. */
export type Held = 'all' | 'large' | 'none';

/** Bytes up to which a file is read within some tenths of a second. */
const SMALL = 64 * 2 ** 20;

let held: Held = 'none';
let waiting: (() => void)[] = [];

export function holdFiles(hold: Held): void {
  held = hold;
  const looking = waiting;
  waiting = [];
  for (const look of looking) look();
}

/** Resolves once a whole file may be read on: a large one if nothing is said of it. */
export async function filesMayGoOn(bytes = Number.POSITIVE_INFINITY): Promise<void> {
  while (held === 'all' || (held === 'large' && bytes > SMALL)) {
    await new Promise<void>((look) => waiting.push(look));
  }
}

/** The parts of a source in order, each handed on only while that may be read. */
export async function* unhurried<T>(
  source: FileSource,
  parts: AsyncIterable<T>,
): AsyncGenerator<T> {
  const bytes = source.kind === 'url' ? undefined : source.blob.size;
  for await (const part of parts) {
    await filesMayGoOn(bytes);
    yield part;
  }
}
