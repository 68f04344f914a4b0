import type { Tier } from '../../config/worker-options.ts';
import type { SharedRate } from '../../flow/paced-flow.ts';
import type { PublishedRate } from '../../flow/pacing/rate-plan.ts';
import type { RetiringService } from './retirement.ts';

/** Budgets that share one rate, and where a search for it starts. */
export interface PublishedBudgets extends Pick<SharedRate, 'budgets'> {
  readonly published: PublishedRate;
}

const TWENTY_A_MINUTE: PublishedRate = { kind: 'window', requests: 20, windowMs: 60_000 };

/**
 * The default rates of the services, which are raised on request. Read counts submits and polls together: its 429 names
 * "Get Read Result" as well. The container has no rate.
 *
 * Sources: https://azure.microsoft.com/pricing/details/computer-vision/,
 * https://learn.microsoft.com/azure/ai-services/document-intelligence/service-limits,
 * https://learn.microsoft.com/azure/ai-services/custom-vision-service/limits-and-quotas
 */
export function publishedRates(service: RetiringService, tier: Tier): readonly PublishedBudgets[] {
  const isFree = tier === 'free';
  switch (service) {
    case 'read':
      return [{ budgets: ['submit', 'result'], published: isFree ? TWENTY_A_MINUTE : perSecond(10) }];
    case 'image-analysis':
      return [{ budgets: ['submit'], published: isFree ? TWENTY_A_MINUTE : perSecond(10) }];
    case 'document-intelligence':
      return [
        { budgets: ['submit'], published: perSecond(isFree ? 1 : 15) },
        { budgets: ['result'], published: perSecond(isFree ? 1 : 50) },
      ];
    case 'custom-vision':
      return [{ budgets: ['submit'], published: perSecond(20) }];
    case 'read-container':
      return [];
  }
}

function perSecond(requests: number): PublishedRate {
  return { kind: 'per-second', requests };
}
