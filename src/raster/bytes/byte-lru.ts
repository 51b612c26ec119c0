/** A map that forgets what was used longest ago when its values together grow beyond a bound of bytes. */
export class ByteLru<V> {
  private readonly entries = new Map<string, { readonly value: V; bytes: number }>();
  private total = 0;

  constructor(private readonly maxBytes: number) {}

  get(key: string): V | undefined {
    const entry = this.entries.get(key);
    if (!entry) return undefined;
    this.entries.delete(key);
    this.entries.set(key, entry);
    return entry.value;
  }

  /** Stores a value; a value under work can be stored with 0 bytes and given its size later. */
  set(key: string, value: V, bytes: number): void {
    this.delete(key);
    this.entries.set(key, { value, bytes });
    this.total += bytes;
    this.trim(key);
  }

  /** Gives the true size of a value that was stored before it was known. */
  resize(key: string, value: V, bytes: number): void {
    const entry = this.entries.get(key);
    if (entry?.value !== value) return;
    this.total += bytes - entry.bytes;
    entry.bytes = bytes;
    this.trim(key);
  }

  delete(key: string): void {
    const entry = this.entries.get(key);
    if (!entry) return;
    this.total -= entry.bytes;
    this.entries.delete(key);
  }

  deleteWhere(matches: (key: string) => boolean): void {
    for (const key of [...this.entries.keys()]) if (matches(key)) this.delete(key);
  }

  /** The newest entry always stays, however large. */
  private trim(keep: string): void {
    for (const [key, { bytes }] of this.entries) {
      if (this.total <= this.maxBytes) return;
      if (key !== keep && bytes > 0) this.delete(key);
    }
  }
}
