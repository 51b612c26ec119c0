/** The analysis of pictures in a worker of its own, started with the first task. */
import { proxy, type Remote, wrap } from 'comlink';
import { UserError } from '../domain/errors';
import type { AnalysisApi } from './analysis.worker';
import type { TaskArgs, TaskName, TaskResult } from './analysis-tasks';

export type { AlignAnswer, AlignArgs, AlignFrame } from './align-task';
export type { AnalysisPicture } from './analysis-pictures';
export type { TaskArgs, TaskName, TaskResult } from './analysis-tasks';
export type { ChangeAnswer, ChangeArgs, ChangeSide, FoundChange } from './change-task';
export type { PairArgs, PicturedHull, RankArgs } from './identity-task';
export type { ResidualAnswer, ResidualArgs } from './residual-task';
export type { SampleArgs } from './sample-task';

export type AnalysisOptions = {
  readonly signal?: AbortSignal | undefined;
  /** Part of the work that is done, 0 … 1; may begin anew where a task has several parts. */
  readonly progress?: (fraction: number) => void;
};

export interface Analysis {
  /**
   * Runs a task. Rejects with an AbortError as soon as the signal is aborted, with a UserError where a
   * file cannot be read or the worker broke down.
   */
  run<N extends TaskName>(
    name: N,
    args: TaskArgs<N>,
    options?: AnalysisOptions,
  ): Promise<TaskResult<N>>;
  dispose(): void;
}

/** A cancelled task that goes on for longer is ended with its worker. */
const PATIENCE_MS = 2000;
/** A worker without work is ended after this, to give back its memory. */
const IDLE_MS = 120_000;

const startWorker = () =>
  new Worker(new URL('./analysis.worker.ts', import.meta.url), {
    type: 'module',
    name: 'analysis',
  });

export function createAnalysis(createWorker: () => Worker = startWorker): Analysis {
  return new WorkerAnalysis(createWorker);
}

/** A worker with what it is doing. */
class Session {
  readonly api: Remote<AnalysisApi>;
  /** Jobs that it has not settled yet, cancelled ones too. */
  readonly jobs = new Set<number>();
  private readonly ended = new AbortController();

  constructor(private readonly worker: Worker) {
    this.api = wrap<AnalysisApi>(worker);
    worker.addEventListener('error', (event) => {
      event.preventDefault();
      this.end(new UserError(BROKE_DOWN));
    });
  }

  /** Aborted, with the reason, when the worker is no more. */
  get gone(): AbortSignal {
    return this.ended.signal;
  }

  end(reason: unknown): void {
    this.worker.terminate();
    this.ended.abort(reason);
  }
}

const BROKE_DOWN =
  'The comparison of pictures stopped with a fault, perhaps because the browser ran out of memory. Close other tabs, or choose a smaller area, and try again.';
const STUCK =
  'The comparison of pictures was stopped together with another one that could not be cancelled. Try again.';

class WorkerAnalysis implements Analysis {
  private session: Session | null = null;
  private last = 0;
  private idle: ReturnType<typeof setTimeout> | undefined;

  constructor(private readonly createWorker: () => Worker) {}

  async run<N extends TaskName>(
    name: N,
    args: TaskArgs<N>,
    { signal, progress }: AnalysisOptions = {},
  ): Promise<TaskResult<N>> {
    signal?.throwIfAborted();
    const session = this.started();
    const job = ++this.last;
    session.jobs.add(job);
    const report = proxy((done: number, total: number) => progress?.(total > 0 ? done / total : 1));
    const answer = session.api.run(job, name, args, report) as Promise<TaskResult<N>>;
    answer.then(
      () => this.settled(session, job),
      () => this.settled(session, job),
    );
    const cancel = () => {
      session.api.cancel(job).then(undefined, () => undefined);
      setTimeout(() => {
        if (session.jobs.has(job)) this.end(session, new UserError(STUCK));
      }, PATIENCE_MS);
    };
    return first(answer, session.gone, signal, cancel);
  }

  dispose(): void {
    if (this.session) this.end(this.session, abortError());
  }

  private started(): Session {
    clearTimeout(this.idle);
    if (this.session) return this.session;
    const session = new Session(this.createWorker());
    session.gone.addEventListener('abort', () => {
      if (this.session === session) this.session = null;
    });
    this.session = session;
    return session;
  }

  private settled(session: Session, job: number): void {
    session.jobs.delete(job);
    if (session.jobs.size > 0) return;
    clearTimeout(this.idle);
    this.idle = setTimeout(() => {
      if (session.jobs.size === 0) this.end(session, abortError());
    }, IDLE_MS);
  }

  private end(session: Session, reason: unknown): void {
    clearTimeout(this.idle);
    session.end(reason);
  }
}

/** The answer, or the reason why there will be none, whatever comes first. */
function first<T>(
  answer: Promise<T>,
  gone: AbortSignal,
  signal: AbortSignal | undefined,
  cancel: () => void,
): Promise<T> {
  return new Promise((resolve, reject) => {
    const onGone = () => finish(() => reject(gone.reason));
    const onAbort = () => {
      finish(() => reject(abortError()));
      cancel();
    };
    const finish = (settle: () => void) => {
      gone.removeEventListener('abort', onGone);
      signal?.removeEventListener('abort', onAbort);
      settle();
    };
    gone.addEventListener('abort', onGone);
    signal?.addEventListener('abort', onAbort);
    answer.then(
      (result) => finish(() => resolve(result)),
      (error) => finish(() => reject(revived(error))),
    );
  });
}

function abortError(): DOMException {
  return new DOMException('The operation was aborted.', 'AbortError');
}

/** Errors lose their class on the way out of a worker, but not their name. */
function revived(error: unknown): unknown {
  if (!(error instanceof Error)) return error;
  if (error.name === 'AbortError') return abortError();
  return error.name === 'UserError' ? new UserError(error.message, { cause: error }) : error;
}
