/**
 * One tab writes a project, the others read. A Web Lock says who writes; a channel tells the others
 * that there is something new, and asks the writer to let go when one of them takes over.
 */
import type { ProjectId } from '../domain/model/ids';

type Message = { readonly kind: 'committed' } | { readonly kind: 'release' };

export type TabLockEvents = {
  /** This tab may write from now on, or no longer. */
  readonly onWritable: (writable: boolean) => void;
  /** Another tab has stored commits. */
  readonly onCommitted: () => void;
  /** Called before letting go, so that what waits is written first. */
  readonly beforeRelease: () => Promise<void>;
};

/** How long the writing tab has to answer before it is taken for dead and the lock is stolen. */
const RELEASE_MS = 3000;

export class TabLock {
  /** There from when the lock is first asked for: making one takes as long as drawing a picture. */
  private channel: BroadcastChannel | null = null;
  private readonly name: string;
  private release: (() => void) | null = null;
  private disposed = false;
  private taking: Promise<void> | null = null;

  constructor(
    projectId: ProjectId,
    private readonly events: TabLockEvents,
  ) {
    this.name = `quaymark:${projectId}`;
  }

  get held(): boolean {
    return this.release !== null;
  }

  /** Takes the lock if nobody has it; resolves to whether this tab now writes. */
  async acquire(): Promise<boolean> {
    if (this.disposed) return false;
    this.channel = new BroadcastChannel(this.name);
    this.channel.onmessage = (event: MessageEvent<Message>) => this.receive(event.data);
    return this.request({ ifAvailable: true });
  }

  /** Asks the writing tab to finish and let go; takes the lock by force when it does not answer. */
  takeOver(): Promise<void> {
    this.taking ??= this.take().finally(() => {
      this.taking = null;
    });
    return this.taking;
  }

  private async take(): Promise<void> {
    this.tell({ kind: 'release' });
    const patience = AbortSignal.timeout(RELEASE_MS);
    const taken = await this.request({ signal: patience }).catch((error: unknown) => {
      if (patience.aborted) return false;
      throw error;
    });
    if (!taken && !this.disposed) await this.request({ steal: true });
  }

  /** Tells the other tabs that something new is stored. */
  announce(): void {
    if (!this.disposed) this.tell({ kind: 'committed' });
  }

  dispose(): void {
    this.disposed = true;
    this.channel?.close();
    this.letGo();
  }

  private tell(message: Message): void {
    this.channel?.postMessage(message);
  }

  private receive(message: Message): void {
    if (message.kind === 'committed') this.events.onCommitted();
    else if (this.held) {
      // No edit may come in while the last ones are written: it would meet the other tab's.
      this.events.onWritable(false);
      const letGo = () => this.letGo();
      // What cannot be written stays in this tab, whose banner says so and offers a rescue file.
      this.events.beforeRelease().then(letGo, letGo);
    }
  }

  private letGo(): void {
    const release = this.release;
    this.release = null;
    release?.();
    if (release && !this.disposed) this.events.onWritable(false);
  }

  /** Resolves once the lock is granted or refused; the lock itself is held until letGo. */
  private request(options: LockOptions): Promise<boolean> {
    return new Promise((resolve, reject) => {
      let own: (() => void) | null = null;
      navigator.locks
        .request(this.name, options, (lock) => {
          // Granted to a tab that has left the project meanwhile, it would be held by nobody.
          if (!lock || this.disposed) {
            resolve(false);
            return null;
          }
          return new Promise<void>((release) => {
            own = release;
            this.release = release;
            this.events.onWritable(true);
            resolve(true);
          });
        })
        .catch((error: unknown) => {
          // A stolen lock rejects the holder's request: from now on this tab only reads.
          if (!own) reject(error);
          else if (this.release === own) {
            this.release = null;
            if (!this.disposed) this.events.onWritable(false);
          }
        });
    });
  }
}
