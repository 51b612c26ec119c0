/** One worker of a pool: sends jobs, and replaces the worker when it crashes or hangs. */
import { UserError } from '../domain/errors';
import type { ImageSource, Progress } from '../raster/types';
import type {
  FromWorker,
  ImageryJobs,
  JobError,
  JobName,
  JobRequest,
  ToWorker,
} from './imagery-protocol';

type Pending = {
  readonly resolve: (result: unknown) => void;
  readonly reject: (error: unknown) => void;
  readonly progress: Progress | undefined;
  /** The file the job is about, for the sentence of a failure. */
  readonly about: string;
  /** Milliseconds of silence that are no sign of a fault. */
  readonly patience: number;
};

/**
 * A worker with work that says nothing for this long is asked; if it stays silent, it is replaced. A block can be
 * as large as its file and is decoded without a pause, so that large files have longer: the slowest decoders
 * take in some megabytes a second.
 */
const SILENT_MS = 30_000;
const BYTES_PER_MS = 8000;
const MOST_SILENT_MS = 120_000;
const ANSWER_MS = 10_000;

/** Bytes of a picture's files; those of far files are not known. */
function sizeOf(source: ImageSource): number {
  if ('parts' in source) return source.parts.reduce((sum, part) => sum + sizeOf(part), 0);
  return source.kind === 'blob' ? source.blob.size : 0;
}

/** How long a worker may be silent over a job, in milliseconds: by the true size of the files that it is about. */
function patienceFor(args: ImageryJobs[JobName]['args']): number {
  let size = 0;
  if ('picture' in args) size = sizeOf(args.picture.source);
  else if ('source' in args) size = sizeOf(args.source);
  return Math.min(MOST_SILENT_MS, SILENT_MS + size / BYTES_PER_MS);
}

let lastJob = 0;

export class WorkerSlot {
  private worker: Worker | null = null;
  private readonly pending = new Map<number, Pending>();
  private heard = 0;
  private asked = 0;
  private watch: ReturnType<typeof setInterval> | undefined;

  constructor(private readonly createWorker: () => Worker) {}

  /** How many jobs are under way. */
  get load(): number {
    return this.pending.size;
  }

  run<N extends JobName>(
    name: N,
    args: ImageryJobs[N]['args'],
    options: {
      readonly about: string;
      readonly signal?: AbortSignal | undefined;
      readonly progress?: Progress | undefined;
      /** What of the arguments is handed over. */
      readonly transfer?: readonly Transferable[];
    },
  ): Promise<ImageryJobs[N]['result']> {
    const { signal, progress, about, transfer } = options;
    if (signal?.aborted) return Promise.reject(abortError());
    const job = ++lastJob;
    // An idle worker says nothing: its silence counts from when it has work.
    if (this.pending.size === 0) this.heard = performance.now();
    return new Promise((resolve, reject) => {
      const cancel = () => {
        this.settle(job)?.reject(abortError());
        this.post({ kind: 'cancel', job });
      };
      const finish = () => signal?.removeEventListener('abort', cancel);
      this.pending.set(job, {
        resolve: (result) => {
          finish();
          resolve(result as ImageryJobs[N]['result']);
        },
        reject: (error) => {
          finish();
          reject(error);
        },
        progress,
        about,
        patience: patienceFor(args),
      });
      signal?.addEventListener('abort', cancel, { once: true });
      try {
        this.post({ kind: 'job', job, name, args } as JobRequest, transfer);
      } catch (error) {
        // What cannot be sent is never answered.
        this.settle(job)?.reject(error);
      }
    });
  }

  /** Sends a message that needs no answer, also to a worker that is only started with it. */
  announce(message: ToWorker): void {
    this.post(message);
  }

  /** Sends a message that needs no answer, unless the worker does not run anyway. */
  tell(message: ToWorker): void {
    this.worker?.postMessage(message);
  }

  /** Ends the worker; what it was doing is rejected with an AbortError. */
  dispose(): void {
    this.stop();
    this.rejectAll(() => abortError());
  }

  private post(message: ToWorker, transfer: readonly Transferable[] = []): void {
    this.started().postMessage(message, [...transfer]);
  }

  private started(): Worker {
    if (this.worker) return this.worker;
    const worker = this.createWorker();
    worker.addEventListener('message', ({ data }: MessageEvent<FromWorker>) => this.hear(data));
    worker.addEventListener('error', (event) => {
      event.preventDefault();
      this.fail('stopped with a fault');
    });
    worker.addEventListener('messageerror', () => this.fail('sent something unreadable'));
    this.worker = worker;
    this.heard = performance.now();
    this.asked = 0;
    this.watch = setInterval(() => this.check(), 5000);
    return worker;
  }

  private hear(message: FromWorker): void {
    this.heard = performance.now();
    this.asked = 0;
    if (message.kind === 'alive') return;
    if (message.kind === 'progress') {
      this.pending.get(message.job)?.progress?.(message.done, message.total);
      return;
    }
    const pending = this.settle(message.job);
    if (message.kind === 'done') pending?.resolve(message.result);
    else pending?.reject(revive(message.error, pending.about));
  }

  private settle(job: number): Pending | undefined {
    const pending = this.pending.get(job);
    this.pending.delete(job);
    return pending;
  }

  /** The first silence may be the computer's sleep, so the worker is asked before it is given up. */
  private check(): void {
    const now = performance.now();
    const patience = Math.max(0, ...Array.from(this.pending.values(), (job) => job.patience));
    if (this.pending.size === 0 || now - this.heard < patience) return;
    if (this.asked === 0) {
      this.asked = now;
      this.worker?.postMessage({ kind: 'ping' } satisfies ToWorker);
    } else if (now - this.asked > ANSWER_MS) {
      this.fail('did not answer any more');
    }
  }

  private fail(how: string): void {
    this.stop();
    this.rejectAll(
      ({ about }) =>
        new UserError(
          `The reader of pictures ${how} while it worked on “${about}”, and was started again. Try once more; if it happens again, the file is damaged or too large for this computer.`,
        ),
    );
  }

  private stop(): void {
    clearInterval(this.watch);
    this.worker?.terminate();
    this.worker = null;
  }

  private rejectAll(errorFor: (pending: Pending) => unknown): void {
    const all = [...this.pending.values()];
    this.pending.clear();
    for (const pending of all) pending.reject(errorFor(pending));
  }
}

function abortError(): DOMException {
  return new DOMException('The operation was aborted.', 'AbortError');
}

/** Faults that nobody has foreseen, as of memory, do not say of which file they are. */
function revive({ type, message }: JobError, about: string): unknown {
  if (type === 'abort') return abortError();
  if (type === 'user') return new UserError(message);
  return new UserError(
    `The reader of pictures met with a fault while it worked on “${about}”: ${message.replace(/\.$/, '')}. Try once more; if it happens again, the file is damaged or too large for this computer.`,
    { cause: new Error(message) },
  );
}
