import { machineError } from '../../files/machine-error.ts';
import { AppendFile } from '../results/append-file.ts';
import { toRowText } from '../results/row-text.ts';
import type { Attempt, FailedAttempt } from '../schedule/job-plan.ts';
import type { RuleLimits } from '../schedule/rules.ts';
import type { JournalFile } from './journal-file.ts';
import { sortRows } from './sort-rows.ts';

interface Batch {
  readonly index: number;
  readonly items: number;
  readonly rows: number;
}

/** The file of rows of a replay, with a line in its journal for each mini-batch. */
export class RecordedRows {
  readonly file: string;
  readonly #journal: JournalFile;
  readonly #limits: RuleLimits;
  readonly #rows: AppendFile<Batch>;

  constructor(file: string, journal: JournalFile, limits: RuleLimits) {
    this.file = file;
    this.#journal = journal;
    this.#limits = limits;
    this.#rows = new AppendFile(file, (appended) =>
      journal.append(
        ...appended.map(({ note, ...place }) => ({ event: 'appended' as const, ...note, ...place })),
      ),
    );
  }

  /** Whether the file exists. */
  get used(): boolean {
    return this.#rows.used;
  }

  /** Resolves when the rows and their line in the journal are on the disk. @throws WorkerError when they are not */
  async append(rows: readonly string[], { task }: Attempt): Promise<void> {
    const batch = { index: task.index, items: task.files.length, rows: rows.length };
    if (this.#limits.outputAction === 'append_row') await this.#rows.append(toRowText(rows), batch);
    else await this.#journal.append({ event: 'counted', ...batch });
  }

  /** Nothing waits for it: an attempt that is not recorded is only repeated. */
  attemptFailed({ task, attempt, error: { reason, message } }: FailedAttempt): void {
    const { index, files } = task;
    void this.#journal
      .append({ event: 'failed', index, items: files.length, attempt, reason, message })
      .catch(() => {});
  }

  /** Puts the rows of a replay that is over into the order of its mini-batches. @throws WorkerError on a full disk */
  async sortByIndex(miniBatches: number): Promise<void> {
    try {
      await sortRows(this.file, this.#journal, miniBatches);
    } catch (error) {
      throw machineError(`The rows cannot be sorted in ${this.file}`, error) ?? error;
    }
  }

  async close(): Promise<void> {
    await this.#rows.close();
  }
}
