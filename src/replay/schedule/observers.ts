import type { HostError } from '../host/host-errors.ts';
import type { Attempt, FailedAttempt, JobObserver } from './job-plan.ts';
import type { Tally } from './tally.ts';

/**
 * Tells every observer of a job, in the order in which they were given. One that throws has no share in the job's fate:
 * `onFailure` gets its error, it hears nothing more, and the others and the job go on.
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

  appended(attempt: Attempt, rows: number): void {
    this.#tell((observer) => observer.appended?.(attempt, rows));
  }

  attemptFailed(attempt: FailedAttempt): void {
    this.#tell((observer) => observer.attemptFailed?.(attempt));
  }

  initFailed(processNumber: number, error: HostError): void {
    this.#tell((observer) => observer.initFailed?.(processNumber, error));
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
