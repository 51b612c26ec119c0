/** The worker that compares pictures: runs the tasks of analysis-tasks.ts by name. */
import { expose } from 'comlink';
import type { TaskContext } from './analysis-context';
import { pictureOf } from './analysis-pictures';
import { ANALYSIS_TASKS, type TaskArgs, type TaskName, type TaskResult } from './analysis-tasks';

const running = new Map<number, AbortController>();

/** Lets messages in, of which one may cancel what is running. */
const breath = () => new Promise<void>((resolve) => setTimeout(resolve));

const api = {
  async run<N extends TaskName>(
    job: number,
    name: N,
    args: TaskArgs<N>,
    progress: (done: number, total: number) => void,
  ): Promise<TaskResult<N>> {
    const stop = new AbortController();
    running.set(job, stop);
    const context: TaskContext = {
      signal: stop.signal,
      open: pictureOf,
      checkpoint: async (done, total) => {
        progress(done, total);
        await breath();
        stop.signal.throwIfAborted();
      },
    };
    try {
      const task = ANALYSIS_TASKS[name] as (
        args: TaskArgs<N>,
        context: TaskContext,
      ) => Promise<TaskResult<N>>;
      return await task(args, context);
    } finally {
      running.delete(job);
    }
  },
  cancel(job: number): void {
    running.get(job)?.abort();
  },
};

export type AnalysisApi = typeof api;

expose(api);
