/** A file on a server, read by HTTP range requests. */
import { UserError } from '../domain/errors';
import { type ByteSource, blobSource, blockCached } from './byte-source';

/** Servers without range requests: the whole file is fetched if it is not larger than this. */
const WHOLE_FILE_BYTES = 512 * 2 ** 20;
/** 64 kB blocks kept: 32 MB. */
const MAX_BLOCKS = 512;

/**
 * Opens a URL. Rejects with a UserError that says whether the network, the server's permission (CORS),
 * the address or the server's lack of range requests is the obstacle.
 */
export async function urlSource(url: string, name: string): Promise<ByteSource> {
  const response = await fetchChecked(url, name, { headers: { Range: 'bytes=0-65535' } });
  if (response.status === 206) {
    await response.body?.cancel();
    const size = await sizeOf(response, url, name);
    return blockCached(rangeSource(url, name, size), MAX_BLOCKS);
  }
  return wholeFile(response, name);
}

async function fetchChecked(url: string, name: string, init: RequestInit): Promise<Response> {
  let response: Response;
  try {
    response = await fetch(url, init);
  } catch (cause) {
    throw new UserError(
      `“${name}” could not be fetched from ${hostOf(url)}: either the network failed, or that server does not allow other web pages to read its files (CORS). Download the file and open it from disk.`,
      { cause },
    );
  }
  if (response.ok) return response;
  await response.body?.cancel();
  throw new UserError(
    `“${name}” could not be fetched from ${hostOf(url)}: ${reason(response.status)}`,
  );
}

function reason(status: number): string {
  if (status === 401 || status === 403) {
    return `the server refuses access (HTTP ${status}). The link may have expired or needs a login; download the file and open it from disk.`;
  }
  if (status === 404 || status === 410) {
    return `there is no such file (HTTP ${status}). Check the address.`;
  }
  if (status >= 500) return `the server has a fault (HTTP ${status}). Try again later.`;
  return `the server answered with HTTP ${status}. Check the address.`;
}

function hostOf(url: string): string {
  return URL.canParse(url) ? new URL(url).host : url;
}

/** Content-Range is hidden from pages unless the server exposes it; Content-Length of a HEAD is not. */
async function sizeOf(response: Response, url: string, name: string): Promise<number> {
  const total = /\/(\d+)\s*$/.exec(response.headers.get('Content-Range') ?? '')?.[1];
  if (total) return Number(total);
  const head = await fetchChecked(url, name, { method: 'HEAD' });
  const length = Number(head.headers.get('Content-Length'));
  if (length > 0) return length;
  throw new UserError(
    `“${name}” could not be opened from ${hostOf(url)}: the server does not say how large it is. Download the file and open it from disk.`,
  );
}

function rangeSource(url: string, name: string, size: number): ByteSource {
  return {
    name,
    size,
    remarks: [],
    async read(offset, length) {
      const end = Math.min(offset + length, size);
      if (end <= offset) return new Uint8Array(0);
      const response = await fetchChecked(url, name, {
        headers: { Range: `bytes=${offset}-${end - 1}` },
      });
      if (response.status !== 206) {
        await response.body?.cancel();
        throw new UserError(
          `“${name}” could not be read further: ${hostOf(url)} stopped answering range requests. Try again, or download the file and open it from disk.`,
        );
      }
      return bytesOf(response, name, url);
    },
  };
}

async function bytesOf(response: Response, name: string, url: string) {
  try {
    return new Uint8Array(await response.arrayBuffer());
  } catch (cause) {
    throw new UserError(
      `“${name}” could not be read further: the connection to ${hostOf(url)} broke. Try again.`,
      { cause },
    );
  }
}

async function wholeFile(response: Response, name: string): Promise<ByteSource> {
  const tooLarge = () =>
    new UserError(
      `“${name}” cannot be opened by its address: ${hostOf(response.url)} cannot send parts of files (range requests), and the file is larger than ${WHOLE_FILE_BYTES / 2 ** 20} MB. Download it and open it from disk.`,
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
