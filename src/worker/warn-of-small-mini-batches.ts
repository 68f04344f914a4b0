import type { WorkerOptions } from '../config/worker-options.ts';
import { type Logger, silentLogger } from '../logging/logger.ts';
import { readerFlow } from './service-flow.ts';

/** Images in a mini-batch for each request per second, at the least: measured, see docs/tuning.md. */
export const IMAGES_PER_RATE = 5;

/** Warns when mini-batches are too small for the rate of this process. A rate that is not stated is the published one. */
export function warnOfSmallMiniBatches(options: WorkerOptions, logger: Logger): void {
  const { miniBatchSize } = options.host;
  if (options.engine !== 'read' || miniBatchSize === null) return;
  const { rate } = readerFlow(options, silentLogger).load('submit');
  const enough = Math.ceil(IMAGES_PER_RATE * rate);
  if (miniBatchSize >= enough) return;
  logger.warning(
    `Mini-batches of ${miniBatchSize} cannot use the ${Number(rate.toFixed(2))} requests per second of this process, because each ends with its slowest image. Set mini_batch_size to ${enough} or more, and run_invocation_timeout to what that takes, or share the rate among more processes.`,
  );
}
