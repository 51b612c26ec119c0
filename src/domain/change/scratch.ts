/**
 * Memory of one run that is used again. To touch new memory for the first time takes longer than most of
 * what is done with it, and a run asks for the same sizes over and over.
 */
export class Scratch {
  private readonly buffers = new Map<string, ArrayBuffer>();

  /**
   * So many numbers, with whatever was left in them. They are the caller's until somebody asks for the same
   * use again, and gone with the scratch: what outlives that has to be copied.
   */
  floats(use: string, length: number): Float32Array<ArrayBuffer> {
    return new Float32Array(this.buffer(use, 4 * length), 0, length);
  }

  /** As floats, for whole numbers. */
  integers(use: string, length: number): Int32Array<ArrayBuffer> {
    return new Int32Array(this.buffer(use, 4 * length), 0, length);
  }

  private buffer(use: string, bytes: number): ArrayBuffer {
    const known = this.buffers.get(use);
    if (known && known.byteLength >= bytes) return known;
    const made = new ArrayBuffer(bytes);
    this.buffers.set(use, made);
    return made;
  }
}
