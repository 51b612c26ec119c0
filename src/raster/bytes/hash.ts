/** SHA-256 of files of any size, streamed. */
import { createSHA256 } from 'hash-wasm';
import { UserError } from '../../domain/errors';
import type { FileSource, Progress } from '../types';

const CHUNK_BYTES = 4 * 2 ** 20;

/**
 * The bytes of a source in order. Progress is told after each part. Rejects with a UserError where the
 * file cannot be read, with the signal's reason when it is aborted.
 */
export async function* bytesOf(
  source: FileSource,
  progress?: Progress,
  signal?: AbortSignal,
): AsyncGenerator<Uint8Array<ArrayBuffer>> {
  if (source.kind === 'url') {
    yield* bytesOfUrl(source.url, source.name, progress, signal);
    return;
  }
  const { blob, name } = source;
  for (let at = 0; at < blob.size; at += CHUNK_BYTES) {
    signal?.throwIfAborted();
    let part: Uint8Array<ArrayBuffer>;
    try {
      part = new Uint8Array(await blob.slice(at, at + CHUNK_BYTES).arrayBuffer());
    } catch (cause) {
      throw new UserError(
        `“${name}” can no longer be read: it was moved, changed or deleted. Choose the file again.`,
        { cause },
      );
    }
    yield part;
    progress?.(Math.min(at + CHUNK_BYTES, blob.size), blob.size);
  }
}

async function* bytesOfUrl(url: string, name: string, progress?: Progress, signal?: AbortSignal) {
  const failed = (cause?: unknown) =>
    new UserError(
      `“${name}” could not be downloaded from ${URL.canParse(url) ? new URL(url).host : url}. Check the address and the network, or download the file and open it from disk.`,
      { cause },
    );
  const options = signal ? { signal } : {};
  let done = 0;
  let reader: ReadableStreamDefaultReader<Uint8Array<ArrayBuffer>> | undefined;
  try {
    const response = await fetch(url, options);
    if (!response.ok || !response.body) throw failed(response.status);
    const total = Number(response.headers.get('Content-Length') ?? 0);
    reader = response.body.getReader();
    for (;;) {
      const part = await reader.read();
      if (part.done) return;
      yield part.value;
      done += part.value.length;
      progress?.(done, Math.max(done, total));
    }
  } catch (error) {
    signal?.throwIfAborted();
    throw error instanceof UserError ? error : failed(error);
  } finally {
    // Who has taken enough, or found no room for it, leaves the rest: it is not downloaded for nobody.
    await reader?.cancel().then(undefined, toldBefore);
  }
}

/** A stream that has failed fails again when it is left. */
function toldBefore(error: unknown): void {
  console.debug(error);
}

/** 64 lower-case hex digits. `visit` sees every part, in order, before the next is read. */
export async function sha256Of(
  parts: AsyncIterable<Uint8Array<ArrayBuffer>>,
  visit?: (part: Uint8Array<ArrayBuffer>) => Promise<void>,
): Promise<string> {
  const hasher = await createSHA256();
  hasher.init();
  for await (const part of parts) {
    hasher.update(part);
    await visit?.(part);
  }
  return hasher.digest('hex');
}
