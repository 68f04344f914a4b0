import { ItemError, TransientError } from '../contract/errors.ts';
import { publish } from '../metrics/channels.ts';
import { reasonOf } from './abort.ts';
import { systemClock } from './clock.ts';
import { type Call, type FlowControl, type ServiceBudget, UNPACED } from './flow-control.ts';
import { observedCall } from './observed-call.ts';
import { createGate, type RatePlan } from './pacing/rate-plan.ts';
import type { Ticket } from './pacing/rate-gate.ts';
import { RequestScheduler } from './pacing/request-scheduler.ts';
import { RetryableError } from './retryable-error.ts';
import { endOf } from './deadline/request-end.ts';
import { RunTimeoutError } from './run-timeout-error.ts';
import { retryingFlow, type RetryingFlowOptions } from './retrying-flow.ts';
import type { TimeScope } from './time-scope.ts';

type Budget = ServiceBudget['budget'];

/** A rate that the requests of some budgets share. */
export interface SharedRate {
  readonly budgets: readonly Budget[];
  readonly plan: RatePlan;
}

/** Rejected without exception for so long, milliseconds: the rate is not the reason. */
const PATIENCE_MS = 10 * 60_000;

/**
 * Paces the requests to one service and repeats what fails. All that the service rejects for its rate is held back
 * together, and goes first again. Budgets without a rate are not paced.
 */
export function pacedFlow(rates: readonly SharedRate[], options: RetryingFlowOptions = {}): FlowControl {
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
    mayLeave: () => void,
  ): Promise<T> => {
    const { gate } = scheduler;
    const kind = budget === 'submit' ? 'submit' : 'poll';
    const end = endOf(budget, scope);
    for (let attempt = 1; ; attempt += 1) {
      const askedAt = clock.now();
      const ticket = await scope.idle(() => turn(scheduler, kind, end.signal, attempt > 1, mayLeave));
      publish.wait(() => ({ service, budget, reason: 'turn', durationMs: ticket.sentAt - askedAt }));
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
        if (isVain) throw new TransientError(error.code, error.message);
        if (nextAt >= end.time) throw new RunTimeoutError(error.message, { forAll: false, cause: error });
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
    run(budget, call, scope, mayLeave = () => {}) {
      const scheduler = schedulers.get(budget.budget);
      const observed = observedCall(budget, call, clock);
      if (scheduler === undefined) return retrying.run(budget, observed, scope, mayLeave);
      return retrying.run(budget, () => paced(budget, observed, scope, scheduler, mayLeave), scope);
    },
    load(budget) {
      const scheduler = schedulers.get(budget);
      return scheduler === undefined ? UNPACED : { rate: scheduler.gate.rate, waiting: scheduler.waiting };
    },
  };
}

/** Waits for the turn of a request. */
function turn(
  scheduler: RequestScheduler,
  kind: 'submit' | 'poll',
  signal: AbortSignal,
  first: boolean,
  mayLeave: () => void,
): Promise<Ticket> {
  return new Promise((resolve, reject) => {
    signal.throwIfAborted();
    let leave: (() => void) | null = null;
    const onAbort = (): void => {
      leave?.();
      reject(reasonOf(signal));
    };
    signal.addEventListener('abort', onAbort);
    const depart = (ticket: Ticket): void => {
      signal.removeEventListener('abort', onAbort);
      resolve(ticket);
    };
    const check = (): boolean => {
      try {
        mayLeave();
        return true;
      } catch (error) {
        signal.removeEventListener('abort', onAbort);
        reject(error instanceof Error ? error : new Error(String(error)));
        return false;
      }
    };
    leave = scheduler.enqueue(kind, depart, first, check);
  });
}
