import type { HostError } from '../host/host-errors.ts';
import type { Attempt, FailedAttempt, JobObserver } from './job-plan.ts';
import type { Tally } from './tally.ts';

/**
 * Notifies every observer of a job, in the order given. One that throws does not affect the job: `onFailure` gets its
 * error, and it is not notified again.
 */
export class Observers implements JobObserver {
  readonly #listening: Set<Partial<JobObserver>>;
  readonly #onFailure: (error: unknown) => void;

  constructor(observers: readonly Partial<JobObserver>[], onFailure: (error: unknown) => void) {
    this.#listening = new Set(observers);
    this.#onFailure = onFailure;
  }

  attemptStarted(attempt: Attempt): void {
    this.#tell((observer) => observer.attemptStarted?.(attempt));
  }

  appended(attempt: Attempt, rows: readonly string[]): void {
    this.#tell((observer) => observer.appended?.(attempt, rows));
  }

  attemptFailed(attempt: FailedAttempt): void {
    this.#tell((observer) => observer.attemptFailed?.(attempt));
  }

  processStarted(processNumber: number): void {
    this.#tell((observer) => observer.processStarted?.(processNumber));
  }

  initFailed(processNumber: number, error: HostError): void {
    this.#tell((observer) => observer.initFailed?.(processNumber, error));
  }

  leaderFailed(error: HostError): void {
    this.#tell((observer) => observer.leaderFailed?.(error));
  }

  progressed(tally: Tally): void {
    this.#tell((observer) => observer.progressed?.(tally));
  }

  #tell(event: (observer: Partial<JobObserver>) => void): void {
    for (const observer of this.#listening) {
      try {
        event(observer);
      } catch (error) {
        this.#listening.delete(observer);
        this.#onFailure(error);
      }
    }
  }
}
