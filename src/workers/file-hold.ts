/** Lets the reading of whole files rest while a picture is read that somebody waits for. One to a worker. */

let held = false;
let waiting: (() => void)[] = [];

export function holdFiles(hold: boolean): void {
  held = hold;
  if (held) return;
  const going = waiting;
  waiting = [];
  for (const go of going) go();
}

/** Resolves once whole files may be read on. */
export async function filesMayGoOn(): Promise<void> {
  while (held) await new Promise<void>((go) => waiting.push(go));
}

/** The same parts in order, each handed on only while whole files may be read. */
export async function* unhurried<T>(parts: AsyncIterable<T>): AsyncGenerator<T> {
  for await (const part of parts) {
    await filesMayGoOn();
    yield part;
  }
}
