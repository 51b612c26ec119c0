/** Tells when the pictures on screen have been read, so that work that can wait does not slow them. */

/** Milliseconds without a tile after which a picture is taken for whole and drawn. */
const QUIET = 200;
/** The longest that work waits for pictures; milliseconds. */
const LONGEST = 1500;

export class TileTraffic {
  private underWay = 0;
  /** When a tile was last asked for or came, by performance.now(). */
  private last = Number.NEGATIVE_INFINITY;

  /** Counts the reading of a tile that is to be seen. */
  async count<T>(reading: Promise<T>): Promise<T> {
    this.underWay++;
    this.last = performance.now();
    try {
      return await reading;
    } finally {
      this.underWay--;
      this.last = performance.now();
    }
  }

  /**
   * Resolves once no tile has been under way for a moment, at the latest after 1.5 s.
   * @param expected tiles are about to be asked for: waits for the first too
   */
  async settled(expected: boolean, signal?: AbortSignal): Promise<void> {
    const began = performance.now();
    const since = () => performance.now() - began;
    while (since() < LONGEST) {
      const due = this.underWay > 0 || (expected && this.last < began);
      const wait = due ? QUIET : this.last + QUIET - performance.now();
      if (wait <= 0) return;
      await pause(Math.min(wait, LONGEST - since()));
      signal?.throwIfAborted();
    }
  }
}

const pause = (milliseconds: number) => new Promise((resolve) => setTimeout(resolve, milliseconds));
