/** Memory used again and again: the first touch of new memory takes longer than filling it. */

/** Memory that bytes may be given in, as often as it is handed in: what was given before is then written over. */
export type Scratch = { bytes?: Uint8Array<ArrayBuffer> };

/** Scratches for work of which several parts are under way at once. */
export class ScratchPool {
  private readonly free: Scratch[] = [];

  /**
   * @param most how many are kept
   * @param mostBytes larger ones are not
   */
  constructor(
    private readonly most: number,
    private readonly mostBytes: number,
  ) {}

  /** Lends one until the work has ended. Nothing that the work gives may lie in it. */
  async lend<T>(work: (scratch: Scratch) => Promise<T>): Promise<T> {
    const scratch = this.free.pop() ?? {};
    try {
      return await work(scratch);
    } finally {
      const fits = scratch.bytes && scratch.bytes.length <= this.mostBytes;
      if (fits && this.free.length < this.most) this.free.push(scratch);
    }
  }
}
