import type { Logger } from '../logging/logger.ts';
import type { Figures } from '../metrics/figures.ts';

/** Warns when a process has read nothing of what it was handed, which AML does not say. */
export function warnOfNothingRead(
  { items = 0, read = 0, skipped = 0, failed = 0, not_finished = 0 }: Figures,
  logger: Logger,
  inputPartition: string | null,
): void {
  if (items === 0 || read > 0) return;
  logger.warning('This process has read nothing of what it was handed', {
    items,
    skipped,
    failed,
    not_finished,
    input_partition: inputPartition ?? undefined,
  });
}
