import type { Outcome } from '../batch/outcome.ts';
import type { Logger } from '../logging/logger.ts';

/** What became of all items that one process was handed. */
export class WorkCounts {
  #items = 0;
  readonly #outcomes = { read: 0, skipped: 0, failed: 0 };

  handed(items: number): void {
    this.#items += items;
  }

  add(outcomes: readonly Outcome[]): void {
    for (const { kind } of outcomes) this.#outcomes[kind] += 1;
  }

  /** Warns when nothing was read of what was handed, which AML does not say. */
  warnIfNothingRead(logger: Logger, inputPartition: string | null): void {
    const { read, skipped, failed } = this.#outcomes;
    if (this.#items === 0 || read > 0) return;
    logger.warning('This process has read nothing of what it was handed', {
      items: this.#items,
      skipped,
      failed,
      not_finished: this.#items - skipped - failed,
      input_partition: inputPartition ?? undefined,
    });
  }
}
