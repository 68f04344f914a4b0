import type { WorkerOptions } from '../../config/worker-options.ts';
import type { BilledService } from './list-prices.ts';
import { type OwnPrices, priceOf } from './price-of.ts';

export interface BilledTransactions {
  readonly service: BilledService;
  readonly transactions: number;
  readonly price: number;
}

export interface RunBill {
  readonly services: readonly BilledTransactions[];
  readonly price: number;
}

/** What is sent: the images with different content, and their pages. */
export interface SentWork {
  readonly images: number;
  readonly pages: number;
}

/** Each page is a transaction; with plate detection each image is one prediction, and each plate is read. */
export function billOf(
  { engine, secrets, service }: WorkerOptions,
  { images, pages }: SentWork,
  platesPerImage: number,
  own: OwnPrices,
): RunBill | null {
  if (engine === 'offline') return null;
  const reader = engine === 'read-container' ? 'read' : engine;
  const detects = secrets.kvCustomimage !== null;
  const billed: (readonly [service: BilledService, transactions: number])[] = [
    [reader, detects ? Math.round(images * platesPerImage) : pages],
    ...(detects ? [['custom-vision', images] as const] : []),
  ];
  const services = billed.map(([name, transactions]) => ({
    service: name,
    transactions,
    price: service.tier === 'free' && name === reader ? 0 : priceOf(name, transactions, own),
  }));
  return { services, price: services.reduce((sum, { price }) => sum + price, 0) };
}
