import type { MiniBatchTask } from './split.ts';

/** The mini-batches of a job, which need not be in memory. */
export interface TaskSource {
  readonly miniBatches: number;
  readonly items: number;
  /** In the order of their index; starts anew at each call. */
  tasks(): AsyncIterable<MiniBatchTask>;
}
