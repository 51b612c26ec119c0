/** The browser's lock manager, as far as one tab at a time may write a project. */

type Held = { readonly release: (error?: Error) => void };
type Waiting = () => void;
type Options = {
  readonly ifAvailable?: boolean;
  readonly steal?: boolean;
  readonly signal?: AbortSignal;
};
type Callback = (lock: object | null) => Promise<void> | null;

/** Exclusive locks by name, with ifAvailable, steal and an abort signal, as the Web Locks API has them. */
export class FakeLocks {
  private readonly held = new Map<string, Held>();
  private readonly queues = new Map<string, Waiting[]>();

  isHeld(name: string): boolean {
    return this.held.has(name);
  }

  request(name: string, options: Options, callback: Callback): Promise<void> {
    return new Promise((resolve, reject) => {
      const grant = () => {
        const own: Held = {
          release: (error) => {
            if (this.held.get(name) === own) this.held.delete(name);
            if (error) reject(error);
            else resolve();
            if (!this.held.has(name)) this.queues.get(name)?.shift()?.();
          },
        };
        this.held.set(name, own);
        Promise.resolve(callback({})).then(() => own.release(), reject);
      };
      // Requests are answered later, never within the call.
      setTimeout(() => {
        const known = this.held.get(name);
        if (!known) grant();
        else if (options.ifAvailable) Promise.resolve(callback(null)).then(() => resolve(), reject);
        else if (options.steal) {
          grant();
          known.release(new Error('The lock was stolen.'));
        } else this.wait(name, grant, reject, options.signal);
      });
    });
  }

  private wait(
    name: string,
    grant: Waiting,
    reject: (error: unknown) => void,
    signal?: AbortSignal,
  ) {
    const queue = this.queues.get(name) ?? [];
    this.queues.set(name, queue);
    queue.push(grant);
    signal?.addEventListener('abort', () => {
      const at = queue.indexOf(grant);
      if (at < 0) return;
      queue.splice(at, 1);
      reject(signal.reason);
    });
  }
}
