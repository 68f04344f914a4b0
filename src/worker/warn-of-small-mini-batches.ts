import type { WorkerOptions } from '../config/worker-options.ts';
import { type Logger, silentLogger } from '../logging/logger.ts';

/** Images in a mini-batch for each request per second, at the least: measured, see docs/tuning.md. */
export const IMAGES_PER_RATE = 5;

/** What a mini-batch waits for its slowest image when it has nothing else to do, seconds: fits the table of docs/tuning.md. */
const WAIT_S = 3;

/** Mini-batches to look at where AML does not say how large they are; the last one of a folder may be small. */
const MINI_BATCHES = 3;

/**
 * Warns when mini-batches are too small for the rate of this process: at once when AML says how large they are, else after
 * the first three. A rate that is not stated is the published one.
 *
 * @returns takes the number of items of each mini-batch
 */
export async function warnOfSmallMiniBatches(
  options: WorkerOptions,
  logger: Logger,
): Promise<(items: number) => void> {
  if (options.engine !== 'read') return () => {};
  const { readerFlow } = await import('./service-flow.ts');
  const { rate } = readerFlow(options, silentLogger).load('submit');
  const enough = Math.ceil(IMAGES_PER_RATE * rate);
  const check = (size: number, which: string): void => {
    if (size >= enough) return;
    logger.warning(
      `Mini-batches of ${size}${which} cannot use the ${Number(rate.toFixed(2))} requests per second of this process, because each ends with its slowest image: the run takes about ${slowdown(size, rate).toFixed(1)} times as long as it could. Set mini_batch_size to ${enough} or more, and run_invocation_timeout to what that takes, or share the rate among more processes.`,
    );
  };
  const { miniBatchSize } = options.host;
  if (miniBatchSize !== null) {
    check(miniBatchSize, '');
    return () => {};
  }
  const sizes: number[] = [];
  return (items) => {
    if (sizes.length === MINI_BATCHES) return;
    sizes.push(items);
    if (sizes.length === MINI_BATCHES)
      check(Math.max(...sizes), `, the largest of the first ${MINI_BATCHES},`);
  };
}

/** Wall time by that of two requests per image. */
function slowdown(size: number, rate: number): number {
  const waitS = WAIT_S * (1 - size / (IMAGES_PER_RATE * rate));
  return 1 + (waitS * rate) / (2 * Math.max(1, size));
}
