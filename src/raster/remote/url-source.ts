/** A file on a server, read by HTTP range requests. */
import { UserError } from '../../domain/errors';
import { type ByteSource, blobSource, blockCached, type RemoteHead } from '../bytes/byte-source';
import {
  bodyOf,
  fetchFrom,
  hostOf,
  type Remote,
  type RemoteTiming,
  USUAL_TIMING,
} from './fetch-range';
import { type Range, RangeQueue } from './range-queue';
import { browserStore, type RangeStore } from './range-store';

/** Servers without range requests: the whole file is fetched if it is not larger than this. */
const WHOLE_FILE_BYTES = 512 * 2 ** 20;
/** The first request: enough for the directories of a well-made file. */
const HEAD_BYTES = 131_072;
/** 64 kB blocks kept of directories that lie elsewhere. */
const MAX_BLOCKS = 64;
/** Reads of this size and more are picture data, which is cached decoded. */
const DIRECT_BYTES = 8192;

export type UrlOptions = {
  readonly head?: RemoteHead | undefined;
  /** Bytes that the file has to have. */
  readonly size?: number | undefined;
  readonly timing?: RemoteTiming;
  readonly store?: RangeStore | null;
};

/**
 * Opens a URL. Rejects with a UserError that says whether the network, the server's permission (CORS),
 * the address or the server's lack of range requests is the obstacle.
 */
export async function urlSource(
  url: string,
  name: string,
  { head: known, size, timing = USUAL_TIMING, store = browserStore() }: UrlOptions = {},
): Promise<ByteSource> {
  const remote = { url, name, timing, reached: known !== undefined };
  const head = known ?? (await fetchHead(remote));
  if (size !== undefined && head.size !== size) {
    throw new UserError(
      `“${name}” was changed on ${hostOf(url)} since its frame was made: it has ${head.size} bytes instead of ${size}, and is not shown in its place. Open the address again as a frame of its own, or re-link the frame by choosing the original from disk.`,
    );
  }
  if (!('version' in head)) return head;
  return { ...rangeSource({ ...remote, reached: true }, head, store), head };
}

function fetchHead(remote: Remote): Promise<RemoteHead | ByteSource> {
  const headers = { Range: `bytes=0-${HEAD_BYTES - 1}` };
  return fetchFrom(remote, headers, async (response, alive, ended) => {
    if (response.status !== 206) return wholeFile(remote, response, alive);
    const version = versionOf(response.headers);
    const total = totalOf(response.headers);
    const bytes = await bodyOf(response, alive);
    const size = total ?? (bytes.length < HEAD_BYTES ? bytes.length : await askSize(remote, ended));
    return { url: remote.url, size, version, bytes };
  });
}

function versionOf(headers: Headers): string | null {
  return headers.get('ETag') ?? headers.get('Last-Modified');
}

/** Content-Range is hidden from pages unless the server exposes it. */
function totalOf(headers: Headers): number | null {
  const total = /\/(\d+)\s*$/.exec(headers.get('Content-Range') ?? '')?.[1];
  return total === undefined ? null : Number(total);
}

/** The first byte of what a range answer holds; hidden as totalOf. */
function startOf(headers: Headers): number | null {
  const start = /^\s*bytes\s+(\d+)-/i.exec(headers.get('Content-Range') ?? '')?.[1];
  return start === undefined ? null : Number(start);
}

/** Content-Length of a HEAD is not hidden; that of a refusal is the length of its page. */
async function askSize({ url, name }: Remote, ended: AbortSignal): Promise<number> {
  const response = await fetch(url, { method: 'HEAD', cache: 'no-store', signal: ended });
  const length = response.ok ? Number(response.headers.get('Content-Length')) : 0;
  if (length > 0) return length;
  throw new UserError(
    `“${name}” could not be opened from ${hostOf(url)}: the server does not say how large it is. Download the file and open it from disk.`,
  );
}

function rangeSource(remote: Remote, head: RemoteHead, store: RangeStore | null): ByteSource {
  const { name } = remote;
  const { size, version } = head;
  const queue = new RangeQueue({
    fetchRange: (range, signal) => fetchRange(remote, head, range, signal),
  });
  const stored = async (range: Range, signal?: AbortSignal) => {
    if (!store || version === null) return queue.read(range, signal);
    const key = { url: remote.url, version, ...range };
    // Some browsers refuse their cache in private windows: then nothing is kept.
    const known = await store.get(key).catch(toldAsNothing);
    signal?.throwIfAborted();
    if (known) return known;
    const bytes = await queue.read(range, signal);
    // What cannot be kept is fetched again another time.
    store.put(key, bytes).catch((error: unknown) => console.warn(error));
    return bytes;
  };
  const direct: ByteSource = {
    name,
    size,
    remarks: [],
    async read(offset, length, signal) {
      const to = Math.min(offset + length, size);
      if (to <= offset) return new Uint8Array(0);
      if (to <= head.bytes.length) return head.bytes.slice(offset, to);
      return stored({ from: offset, to }, signal);
    },
  };
  const blocks = blockCached(direct, MAX_BLOCKS);
  return {
    ...direct,
    read: (offset, length, signal) =>
      length >= DIRECT_BYTES || offset + length <= head.bytes.length
        ? direct.read(offset, length, signal)
        : blocks.read(offset, length),
  };
}

function toldAsNothing(error: unknown): null {
  console.debug(error);
  return null;
}

function fetchRange(
  remote: Remote,
  head: RemoteHead,
  { from, to }: Range,
  signal: AbortSignal,
): Promise<Uint8Array<ArrayBuffer>> {
  const { name, url } = remote;
  const headers = { Range: `bytes=${from}-${to - 1}` };
  return fetchFrom(
    remote,
    headers,
    async (response, alive) => {
      const version = versionOf(response.headers);
      const total = totalOf(response.headers);
      if (version !== head.version || (total !== null && total !== head.size)) {
        await response.body?.cancel();
        throw new UserError(
          `“${name}” was changed on ${hostOf(url)} since it was opened, and its parts no longer fit together. Remove the frame and open the address again.`,
        );
      }
      if (response.status !== 206) {
        await response.body?.cancel();
        throw new UserError(
          `“${name}” could not be read further: ${hostOf(url)} stopped answering range requests. Try again, or download the file and open it from disk.`,
        );
      }
      const start = startOf(response.headers);
      const bytes = await bodyOf(response, alive);
      // What is missing, or from elsewhere in the file, would be shown as a picture.
      if (bytes.length === to - from && (start === null || start === from)) return bytes;
      throw new UserError(
        `“${name}” could not be read further: ${hostOf(url)} sent other bytes than were asked for (${bytes.length} from ${start ?? from} instead of ${to - from} from ${from}). Try again, or download the file and open it from disk.`,
      );
    },
    signal,
  );
}

async function wholeFile(
  { url, name }: Remote,
  response: Response,
  alive: () => void,
): Promise<ByteSource> {
  const tooLarge = () =>
    new UserError(
      `“${name}” cannot be opened by its address: ${hostOf(url)} cannot send parts of files (range requests), and the file is larger than ${WHOLE_FILE_BYTES / 2 ** 20} MB. Download it and open it from disk.`,
    );
  const reader = response.body?.getReader();
  const parts: Uint8Array<ArrayBuffer>[] = [];
  let size = Number(response.headers.get('Content-Length') ?? 0);
  if (size > WHOLE_FILE_BYTES) {
    await reader?.cancel();
    throw tooLarge();
  }
  size = 0;
  while (reader) {
    const { done, value } = await reader.read();
    if (done) break;
    alive();
    size += value.length;
    if (size > WHOLE_FILE_BYTES) {
      await reader.cancel();
      throw tooLarge();
    }
    parts.push(value);
  }
  return {
    ...blobSource(new Blob(parts), name),
    remarks: ['The server cannot send parts of files, so the whole file was downloaded.'],
  };
}
