import type { WorkerOptions } from '../config/worker-options.ts';
import { reasonOf } from '../flow/abort.ts';
import { lookForPartition } from '../images/look-for-partition.ts';
import type { Logger } from '../logging/logger.ts';

/** The search must not hold `init()`: a mount may not respond at all. */
const SEARCH_MS = 3000;

/** Warns when no folder of the input is the partition's: every image would be skipped. Never throws. */
export async function warnOfMissingPartition(
  { inputPartition, host: { inputFolders } }: WorkerOptions,
  logger: Logger,
  searchMs = SEARCH_MS,
): Promise<void> {
  if (inputPartition === null || inputFolders.length === 0) return;
  const limit = AbortSignal.timeout(searchMs);
  const end = new Promise<never>((_, reject) => {
    limit.addEventListener('abort', () => reject(reasonOf(limit)), { once: true });
  });
  const search = await Promise.race([lookForPartition(inputFolders, inputPartition, limit), end]).catch(
    () => null,
  );
  if (search?.result !== 'missing') return;
  logger.warning('No folder below the input is the partition: every image will be skipped', {
    input_partition: inputPartition,
    input: inputFolders.join(', '),
    partitions_there: search.present.description || 'none',
  });
}
