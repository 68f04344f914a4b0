import type { HostError } from '../host/host-errors.ts';
import { itemCount } from '../input/split.ts';
import type { Attempt, FailedAttempt, JobObserver } from '../schedule/job-plan.ts';
import type { AttemptPlace, JournalEvent } from './events.ts';
import type { JournalFile } from './journal-file.ts';

/** Writes what happens in a job to its journal, with the time and the process, and tells it to the logs. */
export class JobRecorder implements Partial<JobObserver> {
  readonly #journal: JournalFile;
  readonly #tell: (event: JournalEvent) => void;
  readonly #now: () => number;
  readonly #startedAt = new Map<number, number>();

  /** @param now milliseconds since 1970 */
  constructor(journal: JournalFile, tell: (event: JournalEvent) => void, now: () => number) {
    this.#journal = journal;
    this.#tell = tell;
    this.#now = now;
  }

  /** Resolves when the events are on the disk. @throws MachineError when they are not; the logs do not hear of them then */
  async record(events: readonly JournalEvent[]): Promise<void> {
    await this.#journal.append(...events);
    for (const event of events) this.#tell(event);
  }

  /** Of an attempt that ends now. */
  placeOf({ task: { index }, processNumber }: Attempt): AttemptPlace {
    const ended = this.#now();
    const started = this.#startedAt.get(index) ?? ended;
    this.#startedAt.delete(index);
    return { process: processNumber, started, ended };
  }

  processStarted(processNumber: number): void {
    this.#note({ event: 'process', process: processNumber });
  }

  attemptStarted({ task: { index } }: Attempt): void {
    this.#startedAt.set(index, this.#now());
  }

  attemptFailed(failed: FailedAttempt): void {
    const { task, attempt, error } = failed;
    const { reason, message } = error;
    const batch = { index: task.index, items: itemCount(task) };
    this.#note({ event: 'failed', ...batch, attempt, reason, message, ...this.placeOf(failed) });
  }

  initFailed(processNumber: number, { reason, message }: HostError): void {
    this.#note({ event: 'init_failed', process: processNumber, time: this.#now(), reason, message });
  }

  leaderFailed({ reason, message }: HostError): void {
    this.#note({ event: 'leader_failed', time: this.#now(), reason, message });
  }

  /** Nothing waits for it: what is not recorded is only done again. */
  #note(event: JournalEvent): void {
    this.#tell(event);
    void this.#journal.append(event).catch(() => {});
  }
}
