import { ConfigurationError } from '../../contract/errors.ts';
import { BUDGETS, type BudgetName } from '../operations.ts';

/** At most `calls` in any `periodMs`; null never throttles. */
export interface Rate {
  readonly calls: number;
  readonly periodMs: number;
}
export type Rates = Readonly<Record<BudgetName, Rate | null>>;

export const SKUS = ['F0', 'S1'] as const;
export type Sku = (typeof SKUS)[number];

const perSecond = (calls: number): Rate => ({ calls, periodMs: 1000 });
const perMinute = (calls: number): Rate => ({ calls, periodMs: 60_000 });

/**
 * The published defaults. Submits and polls share one rate for Read and have separate ones for Document Intelligence.
 * No rate is published for Image Analysis, so it has Read's.
 *
 * Sources: https://learn.microsoft.com/azure/ai-services/computer-vision/how-to/call-read-api,
 * https://learn.microsoft.com/azure/ai-services/document-intelligence/service-limits,
 * https://learn.microsoft.com/azure/ai-services/custom-vision-service/limits-and-quotas
 */
export const DEFAULT_RATES: Readonly<Record<Sku, Rates>> = {
  F0: {
    read: perMinute(20),
    'custom-vision': perSecond(2),
    'custom-vision-nostore': perSecond(2),
    'document-intelligence-analyze': perSecond(1),
    'document-intelligence-get': perSecond(1),
    'document-intelligence-manage': perSecond(1),
    'image-analysis': perMinute(20),
  },
  S1: {
    read: perSecond(30),
    'custom-vision': perSecond(10),
    'custom-vision-nostore': perSecond(20),
    'document-intelligence-analyze': perSecond(15),
    'document-intelligence-get': perSecond(50),
    'document-intelligence-manage': perSecond(5),
    'image-analysis': perSecond(30),
  },
};

const RATE = /^([a-z-]+)=(?:(\d+)(\/min)?|(off))$/;

/**
 * `read=10`, `read=20/min`, `read=off`, and `off` for all of them.
 * @throws ConfigurationError that lists the budgets
 */
export function parseRates(texts: readonly string[]): Partial<Rates> {
  return Object.fromEntries(texts.flatMap((text) => parseRate(text)));
}

function parseRate(text: string): readonly (readonly [BudgetName, Rate | null])[] {
  if (text === 'off') return BUDGETS.map((budget) => [budget, null] as const);
  const [, name, calls, minute, off] = RATE.exec(text) ?? [];
  const budget = BUDGETS.find((known) => known === name);
  if (budget === undefined || Number(calls) === 0) {
    throw new ConfigurationError([
      `--rate ${JSON.stringify(text)} is not a rate. Give BUDGET=N (calls a second), BUDGET=N/min, BUDGET=off, or off. Budgets: ${BUDGETS.join(', ')}.`,
    ]);
  }
  if (off !== undefined) return [[budget, null]];
  return [[budget, minute === undefined ? perSecond(Number(calls)) : perMinute(Number(calls))]];
}
