/** What the tasks of the analysis worker are given. */
import type { OpenImage } from '../raster/pictures/image';
import type { AnalysisPicture } from './analysis-pictures';

export type TaskContext = {
  readonly signal: AbortSignal;
  /** Opens a picture, or takes the one that is open. */
  open(picture: AnalysisPicture): Promise<OpenImage>;
  /**
   * Tells how far the task is and lets the worker hear whether it was cancelled: long loops call it every
   * 50 ms or so. Rejects with an AbortError when the task shall end.
   */
  checkpoint(done: number, total: number): Promise<void>;
};

/**
 * One kind of work. Arguments and result are plain values that can be sent to a worker. To add one: write
 * it in a file of its own, `workers/<name>-task.ts`, and put it into analysis-tasks.ts.
 */
export type AnalysisTask<Args, Result> = (args: Args, context: TaskContext) => Promise<Result>;
