import { type BilledService, LIST_PRICES, PRICES_AS_OF } from '../../plan/money/list-prices.ts';
import { priceOf } from '../../plan/money/price-of.ts';
import type { Prices } from '../../report/html/run-cost.ts';

/** The list prices of `plan`, by engine. */
export const REPORT_PRICES: Prices = {
  asOf: PRICES_AS_OF,
  priceOf: (engine, transactions) => {
    const service = engine === 'read-container' ? 'read' : engine;
    return isBilled(service) ? priceOf(service, transactions, {}) : null;
  },
};

const isBilled = (service: string): service is BilledService => Object.hasOwn(LIST_PRICES, service);
