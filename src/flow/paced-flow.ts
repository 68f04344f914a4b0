import { ItemError, TransientError } from '../contract/errors.ts';
import { reasonOf } from './abort.ts';
import { systemClock } from './clock.ts';
import type { Call, FlowControl, ServiceBudget } from './flow-control.ts';
import { createGate, type RatePlan } from './pacing/rate-plan.ts';
import type { Ticket } from './pacing/rate-gate.ts';
import { RequestScheduler } from './pacing/request-scheduler.ts';
import { RetryableError } from './retryable-error.ts';
import { retryingFlow, type RetryingFlowOptions } from './retrying-flow.ts';
import type { TimeScope } from './time-scope.ts';

type Budget = ServiceBudget['budget'];

/** A rate that the requests of some budgets share. */
export interface SharedRate {
  readonly budgets: readonly Budget[];
  readonly plan: RatePlan;
}

/** How much is under way, and how fast it goes: what a deadline has to reckon with. */
export interface BudgetLoad {
  /** Requests per second; Infinity where nothing paces them. */
  readonly rate: number;
  /** Requests that wait for their turn. */
  readonly waiting: number;
}

export interface PacedFlow extends FlowControl {
  load(budget: Budget): BudgetLoad;
}

/** Rejected without exception for so long, milliseconds: the rate is not the reason. */
const PATIENCE_MS = 10 * 60_000;

/**
 * Paces the requests to one service and repeats what fails. All that the service rejects for its rate is held back
 * together, and goes first again. Budgets without a rate are not paced.
 */
export function pacedFlow(rates: readonly SharedRate[], options: RetryingFlowOptions = {}): PacedFlow {
  const { clock = systemClock, random = Math.random, onRetry = () => {} } = options;
  const retrying = retryingFlow(options);
  const schedulers = new Map<Budget, RequestScheduler>();
  for (const { budgets, plan } of rates) {
    const scheduler = new RequestScheduler(createGate(plan, random), clock);
    for (const budget of budgets) schedulers.set(budget, scheduler);
  }

  const paced = async <T>(
    { service, budget }: ServiceBudget,
    call: Call<T>,
    scope: TimeScope,
    scheduler: RequestScheduler,
  ): Promise<T> => {
    const { gate } = scheduler;
    const kind = budget === 'submit' ? 'submit' : 'poll';
    for (let attempt = 1; ; attempt += 1) {
      const ticket = await scope.idle(() => turn(scheduler, kind, scope.signal, attempt > 1));
      try {
        const value = await call(scope.signal);
        gate.accepted(ticket, clock.now());
        return value;
      } catch (error) {
        const now = clock.now();
        // A request that fails because of its image has passed the rate limit.
        if (error instanceof ItemError) gate.accepted(ticket, now);
        if (!(error instanceof RetryableError) || !error.overRate) throw error;
        gate.rejected(ticket, now, error.retryAfterMs);
        const nextAt = gate.nextAt(now);
        const isVain = gate.rejectedSince !== null && now - gate.rejectedSince > PATIENCE_MS;
        if (isVain || nextAt >= scope.deadline) throw new TransientError(error.code, error.message);
        onRetry({
          service,
          budget,
          attempt,
          waitMs: Math.max(0, nextAt - now),
          code: error.code,
          mayBeBilled: false,
        });
      }
    }
  };

  return {
    clock,
    run(budget, call, scope) {
      const scheduler = schedulers.get(budget.budget);
      if (scheduler === undefined) return retrying.run(budget, call, scope);
      return retrying.run(budget, () => paced(budget, call, scope, scheduler), scope);
    },
    load(budget) {
      const scheduler = schedulers.get(budget);
      return {
        rate: scheduler?.gate.rate ?? Number.POSITIVE_INFINITY,
        waiting: scheduler?.waiting ?? 0,
      };
    },
  };
}

/** Waits for the turn of a request. */
function turn(
  scheduler: RequestScheduler,
  kind: 'submit' | 'poll',
  signal: AbortSignal,
  first: boolean,
): Promise<Ticket> {
  return new Promise((resolve, reject) => {
    signal.throwIfAborted();
    let leave: (() => void) | null = null;
    const onAbort = (): void => {
      leave?.();
      reject(reasonOf(signal));
    };
    signal.addEventListener('abort', onAbort, { once: true });
    const depart = (ticket: Ticket): void => {
      signal.removeEventListener('abort', onAbort);
      resolve(ticket);
    };
    leave = scheduler.enqueue(kind, depart, first);
  });
}
