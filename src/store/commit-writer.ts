/** Writes commits one after the other, and says at any time how that stands. */
import { sentenceOf } from '../domain/errors';
import type { Commit, Head } from '../domain/model/commit';
import { LogConflict, writeCommit } from './commit-log';
import type { QuaymarkDb } from './db';
import type { PendingCommit } from './pending-journal';

export type SaveState =
  | { readonly status: 'saved'; readonly at: string | null }
  | { readonly status: 'saving'; readonly waiting: number }
  | {
      readonly status: 'failed';
      readonly message: string;
      readonly waiting: number;
      /** Whether trying again can help: not when another tab has written. */
      readonly canRetry: boolean;
    };

export class CommitWriter {
  state: SaveState = { status: 'saved', at: null };
  private readonly queue: PendingCommit[] = [];
  private running: Promise<void> | null = null;
  private readonly listeners = new Set<() => void>();

  /** @param after what the first writing waits for, as long as nothing is lost by that */
  constructor(
    private readonly db: QuaymarkDb,
    private readonly written: (commit: Commit) => void = () => undefined,
    private readonly after: Promise<void> = Promise.resolve(),
  ) {}

  /** What is not stored yet, oldest first. */
  get waiting(): readonly PendingCommit[] {
    return this.queue;
  }

  subscribe(listener: () => void): () => void {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  }

  /** Tells listeners to look again although the state is the same. */
  touch(): void {
    for (const listener of this.listeners) listener();
  }

  enqueue(commit: Commit, head: Head): void {
    this.queue.push({ commit, head });
    if (this.state.status === 'failed') return;
    this.set({ status: 'saving', waiting: this.queue.length });
    this.run();
  }

  /** Resolves when the queue is empty; rejects when writing has failed. */
  async flushed(): Promise<void> {
    while (this.running) await this.running;
    if (this.state.status === 'failed') throw new Error(this.state.message);
  }

  async retry(): Promise<void> {
    if (this.state.status !== 'failed' || !this.state.canRetry) return;
    this.set({ status: 'saving', waiting: this.queue.length });
    this.run();
    await this.running;
  }

  private run(): void {
    this.running ??= this.drain().finally(() => {
      this.running = null;
      // An item may have come in after the loop saw the queue empty and before this callback.
      if (this.queue.length > 0 && this.state.status !== 'failed') this.run();
    });
  }

  /** Never rejects: a failure becomes the state, and the queue keeps what could not be written. */
  private async drain(): Promise<void> {
    await this.after;
    for (let item = this.queue[0]; item; item = this.queue[0]) {
      try {
        await writeCommit(this.db, item.commit, item.head);
      } catch (error) {
        this.set(failure(error, this.queue.length));
        return;
      }
      this.queue.shift();
      this.written(item.commit);
      this.set(
        this.queue.length > 0
          ? { status: 'saving', waiting: this.queue.length }
          : { status: 'saved', at: new Date().toISOString() },
      );
    }
  }

  private set(state: SaveState): void {
    this.state = state;
    this.touch();
  }
}

function failure(error: unknown, waiting: number): SaveState {
  const canRetry = !(error instanceof LogConflict);
  return { status: 'failed', message: reasonOf(error), waiting, canRetry };
}

function reasonOf(error: unknown): string {
  if (error instanceof LogConflict) return error.message;
  const name = error instanceof Error ? error.name : '';
  const text = sentenceOf(error);
  if (name === 'QuotaExceededError' || text.includes('QuotaExceeded')) {
    return 'The browser has no room left for this project. Editing has stopped; nothing is lost. Free some disk space and try again, or save a rescue file.';
  }
  return `The browser could not store the last change (${text}). Editing has stopped; nothing is lost. Try again, or save a rescue file.`;
}
