import type { HostError } from '../host/host-errors.ts';
import type { JobPlan } from './job-plan.ts';

const MS_UNTIL_JOB_GIVES_UP = 120_000;

/** `again`: start the process once more; `leave`: its node has given up; `end`: so has the job. */
type Next = 'again' | 'leave' | 'end';

/**
 * When AML gives up processes whose `init()` keeps failing: a node after three failures in a row for each of its processes; the
 * job after two minutes, when there were two for each process of all nodes.
 *
 * Source: https://learn.microsoft.com/azure/machine-learning/v1/how-to-debug-parallel-run-step#entry-script-requirements
 */
export class StartRules {
  readonly #plan: Pick<JobPlan, 'nodeCount' | 'processCount'>;
  readonly #now: () => number;
  readonly #begunAt: number;
  readonly #inARow = new Map<number, number>();
  readonly #givenUp = new Set<number>();
  #first: HostError | null = null;

  /** @param now milliseconds */
  constructor(plan: Pick<JobPlan, 'nodeCount' | 'processCount'>, now: () => number) {
    this.#plan = plan;
    this.#now = now;
    this.#begunAt = now();
  }

  /** A process of the node is past its `init()`. */
  ready(node: number): void {
    this.#inARow.set(node, 0);
    this.#givenUp.delete(node);
  }

  /** @param someReady whether a process of any node is past its `init()`, which keeps the job going */
  failed(node: number, error: HostError, someReady: boolean): Next {
    this.#first ??= error;
    const inARow = (this.#inARow.get(node) ?? 0) + 1;
    this.#inARow.set(node, inARow);
    const { nodeCount, processCount } = this.#plan;
    if (inARow >= 3 * processCount) this.#givenUp.add(node);
    const isLate = this.#now() - this.#begunAt > MS_UNTIL_JOB_GIVES_UP;
    const isOver =
      this.#givenUp.size === nodeCount || (isLate && this.#total >= 2 * nodeCount * processCount);
    if (isOver && !someReady) return 'end';
    return this.#givenUp.has(node) ? 'leave' : 'again';
  }

  get description(): string {
    return `init() failed ${this.#total} times in a row, on every process; AML gives up. The first error: ${this.#first?.message}`;
  }

  /** Failures after the last success, on all nodes. */
  get #total(): number {
    return [...this.#inARow.values()].reduce((sum, count) => sum + count, 0);
  }
}
