/** Deals the windows of an image to those who read them: this thread, and helpers beside it. */
import type { Window } from '../blocks/assemble';
import type { Pixels } from '../blocks/box-mean';

/** Reads a window of the level that overviews are made of, at half its size. */
export type Halve = (window: Window, signal?: AbortSignal) => Promise<Pixels>;

/** Windows that a helper has at once: it finds the next one there though this thread is busy just then. */
const AT_HELPER = 2;

export type Readers = {
  /** This thread's own, asked only when nothing is there to go on with. */
  readonly own: Halve;
  readonly helpers: readonly Halve[];
};

export type Halved = { readonly window: Window; readonly pixels: Pixels };

/** Windows that are under work or wait for their turn at once, at most. */
export function mostAtOnce({ helpers }: Readers): number {
  return 2 + helpers.length * AT_HELPER;
}

/**
 * What becomes of windows, in their order. Whoever is free takes the next one. An error is told when its
 * window's turn comes; with it, and when who asks goes away, the readings under way are stopped and waited for.
 */
export async function* dealt(
  windows: readonly Window[],
  readers: Readers,
  signal?: AbortSignal,
): AsyncGenerator<Halved> {
  const dealing = new Dealing(windows, readers, signal);
  try {
    for (const [place, window] of windows.entries()) {
      signal?.throwIfAborted();
      yield { window, pixels: await dealing.take(place) };
    }
  } finally {
    await dealing.stop();
  }
}

/** What has become of a window that is read ahead. */
type Outcome = { readonly pixels: Pixels } | { readonly error: unknown };

class Dealing {
  private readonly stopping = new AbortController();
  private readonly signal: AbortSignal;
  private readonly room: Map<Halve, number>;
  /** By the windows' places: readings, and what came of those that have ended. */
  private readonly underWay = new Map<number, Promise<void>>();
  private readonly outcomes = new Map<number, Outcome>();
  /** The place of the first window that nobody has. */
  private next = 0;

  constructor(
    private readonly windows: readonly Window[],
    private readonly readers: Readers,
    signal?: AbortSignal,
  ) {
    const own = this.stopping.signal;
    this.signal = signal ? AbortSignal.any([signal, own]) : own;
    this.room = new Map(readers.helpers.map((helper) => [helper, AT_HELPER]));
    this.room.set(readers.own, 1);
  }

  /** The pixels of the window whose turn it is. */
  async take(place: number): Promise<Pixels> {
    const end = Math.min(this.windows.length, place + mostAtOnce(this.readers));
    for (const helper of this.readers.helpers) this.deal(helper, end);
    while (!this.outcomes.has(place)) {
      this.signal.throwIfAborted();
      this.deal(this.readers.own, end);
      await Promise.race(this.underWay.values());
      for (const helper of this.readers.helpers) this.deal(helper, end);
    }
    const outcome = this.outcomes.get(place);
    this.outcomes.delete(place);
    if (!outcome || 'error' in outcome) throw outcome?.error;
    return outcome.pixels;
  }

  async stop(): Promise<void> {
    this.stopping.abort();
    await Promise.all(this.underWay.values());
  }

  private deal(halve: Halve, end: number): void {
    if (this.signal.aborted) return;
    for (; this.next < end && (this.room.get(halve) ?? 0) > 0; this.next++) {
      this.addRoom(halve, -1);
      const place = this.next;
      const ended = (outcome: Outcome) => {
        this.outcomes.set(place, outcome);
        this.underWay.delete(place);
        this.addRoom(halve, 1);
      };
      const reading = halve(this.windows[place] as Window, this.signal);
      this.underWay.set(
        place,
        reading.then(
          (pixels) => ended({ pixels }),
          (error: unknown) => ended({ error }),
        ),
      );
    }
  }

  private addRoom(halve: Halve, by: number): void {
    this.room.set(halve, (this.room.get(halve) ?? 0) + by);
  }
}
