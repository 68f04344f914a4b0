import { systemClock } from '../../flow/clock.ts';
import type { JobPlan } from './job-plan.ts';
import type { BrokenRule } from './rules.ts';

type Limits = Pick<JobPlan, 'startTimeoutMs' | 'progressTimeoutMs'>;

/**
 * When AML fails a job in which nothing moves: no process comes past its `init()`, or no mini-batch is settled. A failed attempt that
 * is followed by another is no progress.
 *
 * Sources: https://learn.microsoft.com/azure/machine-learning/v1/how-to-debug-parallel-run-step#entry-script-requirements,
 * https://learn.microsoft.com/azure/machine-learning/reference-yaml-job-parallel#predefined-program-arguments-for-parallel-job
 */
export class JobTimeouts {
  readonly #limits: Limits;
  readonly #expired: (rule: BrokenRule) => void;
  #cancelStart = (): void => {};
  #cancelProgress = (): void => {};

  constructor(limits: Limits, expired: (rule: BrokenRule) => void) {
    this.#limits = limits;
    this.#expired = expired;
  }

  /** Processes are about to be started. */
  begin(): void {
    const { startTimeoutMs: ms } = this.#limits;
    const message = `no process came past its init() in ${ms / 1000} s, three times --run_invocation_timeout and 30 s; AML stops such a job`;
    this.#cancelStart = systemClock.after(ms, () => this.#expired({ name: 'init_timeout', message }));
    this.progressed();
  }

  /** A process is past its `init()`. */
  ready(): void {
    this.#cancelStart();
  }

  /** A mini-batch is settled. */
  progressed(): void {
    const { progressTimeoutMs: ms } = this.#limits;
    this.#cancelProgress();
    if (ms === null) return;
    const message = `no mini-batch was done or given up for ${ms / 1000} s, which is --progress_update_timeout; AML stops such a job`;
    this.#cancelProgress = systemClock.after(ms, () =>
      this.#expired({ name: 'progress_update_timeout', message }),
    );
  }

  end(): void {
    this.#cancelStart();
    this.#cancelProgress();
  }
}
