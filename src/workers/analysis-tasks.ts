/** All that the analysis worker can do, by name. */
import { align } from './align-task';
import { changes } from './change-task';
import { pairHulls, rankHulls } from './identity-task';
import { residual } from './residual-task';
import { samplePicture } from './sample-task';

export const ANALYSIS_TASKS = {
  align,
  changes,
  pairHulls,
  rankHulls,
  residual,
  samplePicture,
} as const;

export type AnalysisTasks = typeof ANALYSIS_TASKS;
export type TaskName = keyof AnalysisTasks;
export type TaskArgs<N extends TaskName> = Parameters<AnalysisTasks[N]>[0];
export type TaskResult<N extends TaskName> = Awaited<ReturnType<AnalysisTasks[N]>>;
