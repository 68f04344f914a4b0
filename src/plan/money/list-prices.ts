/** What a service bills for: pages that are read, images that a detector looks at. */
export type BilledService = 'read' | 'image-analysis' | 'document-intelligence' | 'custom-vision';

export interface ListPrice {
  /** US dollars for 1,000 transactions, by the transactions of a month; the last step has no end. */
  readonly steps: readonly { readonly upTo: number | null; readonly usd: number }[];
  /** Transactions of a month that the free tier allows. */
  readonly freeTransactions: number;
  readonly source: string;
}

/** When the figures below were noted, as year and month. */
export const PRICES_AS_OF = '2026-11';

const VISION = 'https://azure.microsoft.com/pricing/details/computer-vision/';
const READ = [
  { upTo: 1_000_000, usd: 1.5 },
  { upTo: null, usd: 0.6 },
] as const;

/**
 * List prices in US dollars, pay as you go. Regions, agreements and commitment tiers differ.
 *
 * They are not checked against the page in `source` of each, which shows its figures to browsers only: those of Read, Image Analysis
 * and Custom Vision come from an undated copy by a third party, those of Document Intelligence from no copy at all.
 */
export const LIST_PRICES: Readonly<Record<BilledService, ListPrice>> = {
  read: { steps: READ, freeTransactions: 5000, source: VISION },
  'image-analysis': { steps: READ, freeTransactions: 5000, source: VISION },
  'document-intelligence': {
    steps: READ,
    freeTransactions: 500,
    source: 'https://azure.microsoft.com/pricing/details/document-intelligence/',
  },
  'custom-vision': {
    steps: [{ upTo: null, usd: 2 }],
    freeTransactions: 10_000,
    source: 'https://azure.microsoft.com/pricing/details/custom-vision-service/',
  },
};
