import { type BilledService, LIST_PRICES, type ListPrice } from './list-prices.ts';

/** Prices for 1,000 transactions, in the currency of the user, that replace the list prices. */
export type OwnPrices = Readonly<Partial<Record<BilledService, number>>>;

/** What transactions cost, when they are the only ones of their month. */
export function priceOf(service: BilledService, transactions: number, own: OwnPrices): number {
  const price = own[service];
  return price === undefined
    ? steppedPrice(LIST_PRICES[service].steps, transactions)
    : (transactions / 1000) * price;
}

function steppedPrice(steps: ListPrice['steps'], transactions: number): number {
  let sum = 0;
  let from = 0;
  for (const { upTo, usd } of steps) {
    const inStep = Math.max(0, Math.min(transactions, upTo ?? Number.POSITIVE_INFINITY) - from);
    sum += (inStep / 1000) * usd;
    from = upTo ?? from;
  }
  return sum;
}
