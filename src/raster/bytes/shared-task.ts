/** Work that several callers wait for at once and that ends early only when none of them waits any more. */
export class SharedTask<T> {
  private readonly controller = new AbortController();
  private readonly result: Promise<T>;
  private waiting = 0;

  constructor(run: (signal: AbortSignal) => Promise<T>) {
    this.result = run(this.controller.signal);
    // Every waiter gets the failure from join(); this only keeps a task that nobody joined quiet.
    this.result.then(
      () => undefined,
      () => undefined,
    );
  }

  get abandoned(): boolean {
    return this.controller.signal.aborted;
  }

  async join(signal?: AbortSignal): Promise<T> {
    signal?.throwIfAborted();
    this.waiting++;
    let leave = () => {};
    const left = new Promise<never>((_, reject) => {
      leave = () => reject(signal?.reason);
    });
    signal?.addEventListener('abort', leave, { once: true });
    try {
      return await Promise.race([this.result, left]);
    } finally {
      signal?.removeEventListener('abort', leave);
      this.waiting--;
      if (this.waiting === 0 && signal?.aborted) this.controller.abort(signal.reason);
    }
  }
}
