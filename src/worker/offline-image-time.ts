import type { WorkerOptions } from '../config/worker-options.ts';

const MOST_SECONDS = 120;

/**
 * The longest work of the offline engine on one image, in milliseconds: at most half of what AML gives the mini-batch, so
 * that one image leaves time for its neighbours.
 */
export function offlineImageMs({
  imageTimeout,
  host: { runInvocationTimeout },
}: {
  readonly imageTimeout: WorkerOptions['imageTimeout'];
  readonly host: Pick<WorkerOptions['host'], 'runInvocationTimeout'>;
}): number {
  if (imageTimeout !== null) return imageTimeout * 1000;
  return 1000 * Math.min(MOST_SECONDS, (runInvocationTimeout ?? Number.POSITIVE_INFINITY) / 2);
}
