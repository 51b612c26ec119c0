/** Joins reads of near pieces of a far file, so that they cost one request. */

export type Range = { readonly from: number; readonly to: number };
export type FetchRange = (range: Range, signal: AbortSignal) => Promise<Uint8Array<ArrayBuffer>>;

type Waiting = Range & {
  readonly signal: AbortSignal | undefined;
  readonly resolve: (bytes: Uint8Array<ArrayBuffer>) => void;
  readonly reject: (error: unknown) => void;
};

export type RangeQueueOptions = {
  readonly fetchRange: FetchRange;
  /** How long reads are gathered; milliseconds. */
  readonly gatherMs?: number;
  /** Bytes that are fetched for nothing rather than asked around. */
  readonly gap?: number;
  /** Requests are not joined beyond this length. */
  readonly most?: number;
};

/** Ranges in groups that are each fetched as one, in the order of the file. */
export function joinRanges<R extends Range>(
  ranges: readonly R[],
  gap: number,
  most: number,
): R[][] {
  const groups: R[][] = [];
  let [from, to] = [0, Number.NEGATIVE_INFINITY];
  for (const range of [...ranges].sort((a, b) => a.from - b.from || a.to - b.to)) {
    const joins = range.from - to <= gap && Math.max(to, range.to) - from <= most;
    if (joins) {
      groups.at(-1)?.push(range);
      to = Math.max(to, range.to);
    } else {
      groups.push([range]);
      ({ from, to } = range);
    }
  }
  return groups;
}

export class RangeQueue {
  private waiting: Waiting[] = [];
  private timer: ReturnType<typeof setTimeout> | null = null;

  constructor(private readonly options: RangeQueueOptions) {}

  /** Rejects with the signal's reason when it is aborted; a request that nobody waits for is ended. */
  read(range: Range, signal?: AbortSignal): Promise<Uint8Array<ArrayBuffer>> {
    if (signal?.aborted) return Promise.reject(signal.reason);
    return new Promise((resolve, reject) => {
      this.waiting.push({ ...range, signal, resolve, reject });
      this.timer ??= setTimeout(() => this.send(), this.options.gatherMs ?? 4);
    });
  }

  private send(): void {
    this.timer = null;
    const { gap = 65_536, most = 8 * 2 ** 20 } = this.options;
    const wanted: Waiting[] = [];
    for (const one of this.waiting) {
      if (one.signal?.aborted) one.reject(one.signal.reason);
      else wanted.push(one);
    }
    this.waiting = [];
    for (const group of joinRanges(wanted, gap, most)) void this.fetch(group);
  }

  private async fetch(group: readonly Waiting[]): Promise<void> {
    const from = Math.min(...group.map((one) => one.from));
    const to = Math.max(...group.map((one) => one.to));
    const stop = new AbortController();
    let left = group.length;
    const stops = group.map(({ signal, reject }) => {
      const leave = () => {
        reject(signal?.reason);
        left--;
        if (left === 0) stop.abort(signal?.reason);
      };
      signal?.addEventListener('abort', leave, { once: true });
      return () => signal?.removeEventListener('abort', leave);
    });
    try {
      const bytes = await this.options.fetchRange({ from, to }, stop.signal);
      for (const one of group) one.resolve(bytes.slice(one.from - from, one.to - from));
    } catch (error) {
      for (const one of group) one.reject(error);
    } finally {
      for (const end of stops) end();
    }
  }
}
