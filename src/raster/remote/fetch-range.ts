/** One request for a piece of a far file: tried again after passing faults, ended when the server stalls. */
import { UserError } from '../../domain/errors';

export type RemoteTiming = {
  /** A server that sends nothing for so long has stalled; milliseconds. */
  readonly stallMs: number;
  /** Wait before the second try; twice as long before each further one. */
  readonly retryMs: number;
  readonly tries: number;
};

export const USUAL_TIMING: RemoteTiming = { stallMs: 20_000, retryMs: 300, tries: 4 };
/** The longest wait that a server may ask for. */
const LONGEST_WAIT_MS = 15_000;

export type Remote = {
  readonly url: string;
  readonly name: string;
  readonly timing: RemoteTiming;
  /** Something of it has been read: a network that fails now may come back. */
  readonly reached: boolean;
};

/** A fault that may have passed when the request is made again. */
class PassingFault extends Error {
  constructor(
    readonly sentence: UserError,
    /** What the server asks to wait; milliseconds. */
    readonly waitMs: number,
    /** There was no answer at all. */
    readonly unreachable: boolean,
  ) {
    super(sentence.message);
  }
}

export function hostOf(url: string): string {
  return URL.canParse(url) ? new URL(url).host : url;
}

/**
 * Takes the body of an answer, and may refuse it. Calls `alive` with every piece that comes; `ended` is
 * aborted when the request is given up, and ends further ones that are made for it.
 */
type ReadAnswer<T> = (response: Response, alive: () => void, ended: AbortSignal) => Promise<T>;

/**
 * Asks for bytes and reads them. Rejects with a UserError that says what the obstacle is, with the signal's
 * reason when it is aborted.
 */
export async function fetchFrom<T>(
  remote: Remote,
  headers: Readonly<Record<string, string>>,
  read: ReadAnswer<T>,
  signal?: AbortSignal,
): Promise<T> {
  const { timing } = remote;
  for (let attempt = 1; ; attempt++) {
    try {
      return await fetchOnce(remote, headers, read, signal);
    } catch (error) {
      signal?.throwIfAborted();
      if (!(error instanceof PassingFault)) throw error;
      // What was never reached is mostly closed to other pages for good, and the user waits.
      const tries = error.unreachable && !remote.reached ? 2 : timing.tries;
      if (attempt >= tries) throw error.sentence;
      await pause(Math.max(error.waitMs, timing.retryMs * 2 ** (attempt - 1)), signal);
    }
  }
}

async function fetchOnce<T>(
  remote: Remote,
  headers: Readonly<Record<string, string>>,
  read: ReadAnswer<T>,
  signal: AbortSignal | undefined,
): Promise<T> {
  const { url, timing } = remote;
  const stalled = new AbortController();
  let timer = setTimeout(() => stalled.abort(), timing.stallMs);
  const alive = () => {
    clearTimeout(timer);
    timer = setTimeout(() => stalled.abort(), timing.stallMs);
  };
  const ended = signal ? AbortSignal.any([signal, stalled.signal]) : stalled.signal;
  try {
    // The browser's own cache makes requests for pieces of one file wait for each other.
    const response = await fetch(url, { headers, signal: ended, cache: 'no-store' });
    alive();
    if (!response.ok) {
      await response.body?.cancel();
      throw refusal(remote, response);
    }
    return await read(response, alive, ended);
  } catch (cause) {
    if (cause instanceof UserError || cause instanceof PassingFault) throw cause;
    if (signal?.aborted) throw signal.reason;
    if (stalled.signal.aborted) throw stalledError(remote, cause);
    throw new PassingFault(unreachable(remote, cause), 0, true);
  } finally {
    clearTimeout(timer);
  }
}

/** The whole body. */
export async function bodyOf(
  response: Response,
  alive: () => void,
): Promise<Uint8Array<ArrayBuffer>> {
  const parts: Uint8Array<ArrayBuffer>[] = [];
  const reader = response.body?.getReader();
  let length = 0;
  while (reader) {
    const { done, value } = await reader.read();
    if (done) break;
    alive();
    parts.push(value);
    length += value.length;
  }
  const [only] = parts;
  if (parts.length === 1 && only) return only;
  const all = new Uint8Array(length);
  let at = 0;
  for (const part of parts) {
    all.set(part, at);
    at += part.length;
  }
  return all;
}

function pause(ms: number, signal: AbortSignal | undefined): Promise<void> {
  return new Promise((resolve, reject) => {
    const end = () => {
      clearTimeout(timer);
      reject(signal?.reason);
    };
    const timer = setTimeout(() => {
      signal?.removeEventListener('abort', end);
      resolve();
    }, ms);
    signal?.addEventListener('abort', end, { once: true });
  });
}

function refusal(remote: Remote, response: Response): Error {
  const { status, headers } = response;
  const sentence = new UserError(
    `“${remote.name}” could not be fetched from ${hostOf(remote.url)}: ${reason(status)}`,
  );
  if (status !== 429 && status < 500) return sentence;
  const asked = Number(headers.get('Retry-After') ?? 0) * 1000;
  return new PassingFault(sentence, Math.min(asked || 0, LONGEST_WAIT_MS), false);
}

function reason(status: number): string {
  if (status === 401 || status === 403) {
    return `the server refuses access (HTTP ${status}). The link may have expired or needs a login; download the file and open it from disk.`;
  }
  if (status === 404 || status === 410) {
    return `there is no such file (HTTP ${status}). Check the address.`;
  }
  if (status === 429) {
    return 'the server asks for fewer requests (HTTP 429). Wait a minute and try again, or download the file and open it from disk.';
  }
  if (status >= 500) return `the server has a fault (HTTP ${status}). Try again later.`;
  return `the server answered with HTTP ${status}. Check the address.`;
}

function unreachable({ name, url }: Remote, cause: unknown): UserError {
  return new UserError(
    `“${name}” could not be fetched from ${hostOf(url)}: either the network failed, or that server does not allow other web pages to read its files (CORS). Download the file and open it from disk.`,
    { cause },
  );
}

function stalledError({ name, url, timing }: Remote, cause: unknown): UserError {
  return new UserError(
    `“${name}” could not be read further: ${hostOf(url)} has sent nothing for ${Math.max(1, Math.round(timing.stallMs / 1000))} seconds. Try again later, or download the file and open it from disk.`,
    { cause },
  );
}
