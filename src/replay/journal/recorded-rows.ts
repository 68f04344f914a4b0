import { machineError } from '../../files/machine-error.ts';
import { AppendFile } from '../results/append-file.ts';
import { toRowText } from '../results/row-text.ts';
import { itemCount } from '../input/split.ts';
import type { Attempt } from '../schedule/job-plan.ts';
import type { RuleLimits } from '../schedule/rules.ts';
import type { LeftRows } from '../inject/left-rows.ts';
import type { AppendedEvent, LeftEvent } from './events.ts';
import type { JobRecorder } from './job-recorder.ts';
import type { JournalFile } from './journal-file.ts';
import { sortRows } from './sort-rows.ts';

type InFile = 'offset' | 'bytes' | 'crc';
type Recorded = Omit<AppendedEvent, InFile> | Omit<LeftEvent, InFile>;

/** The file of rows of a replay, with a line in its journal for each mini-batch. */
export class RecordedRows {
  readonly file: string;
  readonly #recorder: JobRecorder;
  readonly #limits: RuleLimits;
  readonly #rows: AppendFile<Recorded>;

  constructor(file: string, recorder: JobRecorder, limits: RuleLimits) {
    this.file = file;
    this.#recorder = recorder;
    this.#limits = limits;
    this.#rows = new AppendFile(file, (appended) =>
      recorder.record(appended.map(({ note, ...place }) => ({ ...note, ...place }))),
    );
  }

  /** Whether the file exists. */
  get used(): boolean {
    return this.#rows.used;
  }

  /** Resolves when the rows and their line in the journal are on the disk. @throws WorkerError when they are not */
  async append(rows: readonly string[], attempt: Attempt): Promise<void> {
    const { task } = attempt;
    const batch = { index: task.index, items: itemCount(task), rows: rows.length };
    const note = { ...batch, ...this.#recorder.placeOf(attempt) };
    if (this.#limits.outputAction === 'append_row')
      await this.#rows.append(toRowText(rows), { event: 'appended', ...note });
    else await this.#recorder.record([{ event: 'counted', ...note }]);
  }

  /** Puts rows of an attempt that does not count into the file. @throws WorkerError when they are not on the disk */
  async leave({ index, attempt, cause, rows, torn, text }: LeftRows): Promise<void> {
    if (this.#limits.outputAction === 'append_row')
      await this.#rows.append(text, { event: 'left', index, attempt, cause, rows, torn });
  }

  /** Puts the rows of a replay that is over into the order of its mini-batches. @throws WorkerError on a full disk */
  async sortByIndex(journal: JournalFile, miniBatches: number): Promise<void> {
    try {
      await sortRows(this.file, journal, miniBatches);
    } catch (error) {
      throw machineError(`The rows cannot be sorted in ${this.file}`, error) ?? error;
    }
  }

  async close(): Promise<void> {
    await this.#rows.close();
  }
}
