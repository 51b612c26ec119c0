/**
 * Lets tiles onto the map together: each drawing of the map costs as much as many tiles do where graphics
 * are done in software, and most tiles of a view come within a few hundredths of a second.
 */

/** Milliseconds in which one more tile has to come for those that have come to wait on for the others. */
const STEP = 60;
/** The longest that a tile waits; milliseconds. */
const LONGEST = 4 * STEP;

export class TileGate {
  private underWay = 0;
  private waiting: (() => void)[] = [];
  /** How many waited at the last look. */
  private seen = 0;
  private since = 0;
  private timer: ReturnType<typeof setTimeout> | undefined;

  /** What reading gives, once nothing else is under way or the others keep it waiting for too long. */
  async through<T>(read: () => Promise<T>): Promise<T> {
    this.underWay++;
    let tile: T;
    try {
      tile = await read();
    } finally {
      this.underWay--;
      if (this.underWay === 0) this.open();
    }
    if (this.underWay > 0) await this.opened();
    return tile;
  }

  private opened(): Promise<void> {
    if (!this.timer) {
      this.since = performance.now();
      this.seen = 1;
      this.timer = setTimeout(() => this.look(), STEP);
    }
    return new Promise((resolve) => this.waiting.push(resolve));
  }

  /** While tiles keep coming the last will soon be there, and a drawing without them would delay them. */
  private look(): void {
    const came = this.waiting.length > this.seen;
    this.seen = this.waiting.length;
    const late = performance.now() - this.since >= LONGEST;
    if (!came || late) this.open();
    else this.timer = setTimeout(() => this.look(), STEP);
  }

  private open(): void {
    clearTimeout(this.timer);
    this.timer = undefined;
    const { waiting } = this;
    this.waiting = [];
    for (const go of waiting) go();
  }
}
