/**
 * Lets tiles onto the map together: each drawing of the map costs as much as many tiles do where graphics
 * are done in software, and most tiles of a view come within a few hundredths of a second.
 */

/** The longest that a tile waits for others, and once more where most have come; milliseconds. */
const LONGEST = 60;

export class TileGate {
  private underWay = 0;
  private waiting: (() => void)[] = [];
  private timer: ReturnType<typeof setTimeout> | undefined;

  /** What reading gives, as soon as nothing else is under way or the first who wait have waited long. */
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
    this.timer ??= setTimeout(() => this.waited(), LONGEST);
    return new Promise((resolve) => this.waiting.push(resolve));
  }

  /** Where most have come the others will soon, and a drawing for them alone takes as long as one for all. */
  private waited(): void {
    if (this.waiting.length <= this.underWay) this.open();
    else this.timer = setTimeout(() => this.open(), LONGEST);
  }

  private open(): void {
    clearTimeout(this.timer);
    this.timer = undefined;
    const { waiting } = this;
    this.waiting = [];
    for (const go of waiting) go();
  }
}
