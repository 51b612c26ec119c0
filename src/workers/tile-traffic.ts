/** Tells when the pictures on screen have been read, so that work that can wait does not slow them. */
import type { Rest } from '../raster/types';
import type { Held } from './file-hold';

/** Milliseconds without a tile after which a picture is taken for whole and drawn. */
const QUIET = 200;
/** As long, in which somebody looks and is about to look closer: no time to begin what slows that. */
const LOOKING = 1000;
/** The longest that work waits for pictures; milliseconds. */
const LONGEST = 1500;
/** The most by which other work may have rested longer than it went on; milliseconds. */
const MOST_OWED = 4 * LONGEST;

export class TileTraffic {
  private underWay = 0;
  /** When a tile was last asked for or came, by performance.now(). */
  private last = Number.NEGATIVE_INFINITY;
  private held = false;
  /**
   * Milliseconds that other work has rested, less those that it has gone on since: who opens a picture and looks
   * closer has all of the machine, who pans without end delays other work, but does not stop it.
   */
  private owed = 0;
  /** When other work last rested, by performance.now(). */
  private rested = 0;
  /** Called with every tile that is asked for. */
  private asked: () => void = () => undefined;

  /**
   * @param hold called when whole files are to rest, when small ones may be read again, at the latest 1.5 s later,
   * and when all may, at the latest after 6 s
   */
  constructor(private readonly hold: (held: Held) => void = () => undefined) {}

  /** Counts the reading of a tile that is to be seen. */
  async count<T>(reading: Promise<T>): Promise<T> {
    this.underWay++;
    this.last = performance.now();
    this.asked();
    void this.holdOthers();
    try {
      return await reading;
    } finally {
      this.underWay--;
      this.last = performance.now();
    }
  }

  private async holdOthers(): Promise<void> {
    if (this.held) return;
    const began = performance.now();
    this.owed = Math.max(0, this.owed - (began - this.rested));
    this.rested = began;
    if (this.owed + LONGEST > MOST_OWED) return;
    this.held = true;
    const longest = began + MOST_OWED - this.owed;
    let closer = true;
    while (closer && performance.now() < longest) {
      this.hold('all');
      await this.quiet(QUIET, Math.min(LONGEST, longest - performance.now()));
      // A small file is read, and on record, before most people look closer.
      this.hold('large');
      const looks = new Promise<boolean>((resolve) => {
        this.asked = () => resolve(true);
      });
      const rests = this.quiet(LOOKING, longest - performance.now()).then(() => false);
      closer = await Promise.race([looks, rests]);
    }
    this.held = false;
    this.rested = performance.now();
    this.owed += this.rested - began;
    this.hold('none');
  }

  /**
   * Resolves once no tile has been under way for a moment, at the latest after 1.5 s; where somebody is about to
   * look closer, for a second, at the latest after 6 s.
   */
  settled({ expected, closer = false }: Rest, signal?: AbortSignal): Promise<void> {
    if (closer) return this.quiet(LOOKING, MOST_OWED, expected, signal);
    return this.quiet(QUIET, LONGEST, expected, signal);
  }

  /** Resolves once no tile has been under way for so many milliseconds, at the latest after `longest`. */
  private async quiet(
    wanted: number,
    longest: number,
    expected = false,
    signal?: AbortSignal,
  ): Promise<void> {
    const began = performance.now();
    const since = () => performance.now() - began;
    while (since() < longest) {
      const due = this.underWay > 0 || (expected && this.last < began);
      const wait = due ? wanted : this.last + wanted - performance.now();
      if (wait <= 0) return;
      // What is given up ends soon.
      await pause(Math.min(wait, QUIET, longest - since()));
      signal?.throwIfAborted();
    }
  }
}

const pause = (milliseconds: number) => new Promise((resolve) => setTimeout(resolve, milliseconds));
