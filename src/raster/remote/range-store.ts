/** Pieces of far files, kept by the browser until they are too many. */

/** What was fetched before, by file, version and place. Both may reject where the browser keeps nothing. */
export interface RangeStore {
  get(key: RangeKey): Promise<Uint8Array<ArrayBuffer> | null>;
  put(key: RangeKey, bytes: Uint8Array<ArrayBuffer>): Promise<void>;
}

export type RangeKey = {
  readonly url: string;
  /** ETag or time of change; another version of the file has another. */
  readonly version: string;
  readonly from: number;
  readonly to: number;
};

const CACHE = 'quaymark-ranges';
/** All that is kept, of all files. */
const MOST_BYTES = 256 * 2 ** 20;
/** How much is stored between two looks at the whole. */
const TRIM_AFTER_BYTES = 16 * 2 ** 20;

/** The browser's cache; null where pages have none. */
export function browserStore(): RangeStore | null {
  return 'caches' in globalThis ? new CacheStore() : null;
}

class CacheStore implements RangeStore {
  private opening: Promise<Cache> | null = null;
  private stored = TRIM_AFTER_BYTES;

  private opened(): Promise<Cache> {
    this.opening ??= caches.open(CACHE);
    return this.opening;
  }

  async get(key: RangeKey): Promise<Uint8Array<ArrayBuffer> | null> {
    const response = await (await this.opened()).match(addressOf(key));
    return response ? new Uint8Array(await response.arrayBuffer()) : null;
  }

  async put(key: RangeKey, bytes: Uint8Array<ArrayBuffer>): Promise<void> {
    const cache = await this.opened();
    await cache.put(addressOf(key), new Response(bytes));
    this.stored += bytes.length;
    if (this.stored < TRIM_AFTER_BYTES) return;
    this.stored = 0;
    await trim(cache);
  }
}

/** An address that nothing is fetched from; it says how long the piece is, so that all can be added up. */
function addressOf({ url, version, from, to }: RangeKey): string {
  const query = new URLSearchParams({ url, version, from: `${from}`, bytes: `${to - from}` });
  return `https://ranges.invalid/?${query}`;
}

/** Removes what was stored first; browsers list entries in the order in which they came. */
async function trim(cache: Cache): Promise<void> {
  const entries = (await cache.keys()).map((request) => ({
    request,
    bytes: Number(new URL(request.url).searchParams.get('bytes')),
  }));
  let total = entries.reduce((sum, { bytes }) => sum + bytes, 0);
  for (const { request, bytes } of entries) {
    if (total <= MOST_BYTES) return;
    await cache.delete(request);
    total -= bytes;
  }
}
