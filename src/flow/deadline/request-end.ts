import type { ServiceBudget } from '../flow-control.ts';
import type { TimeScope } from '../time-scope.ts';

/** When the requests of a budget end in a mini-batch. */
export interface RequestEnd {
  /** None leaves later. */
  readonly time: number;
  /** Aborted when none leaves any more. */
  readonly signal: AbortSignal;
}

export function endOf(
  budget: ServiceBudget['budget'],
  { signal, submitBy, closing, deadline, leaving }: TimeScope,
): RequestEnd {
  switch (budget) {
    case 'submit':
      return { time: submitBy, signal: closing };
    case 'result':
      return { time: deadline, signal: leaving };
    case 'control':
      return { time: Number.POSITIVE_INFINITY, signal };
  }
}
