import { TransientError } from '../../contract/errors.ts';

/** Rates are per second or minute: a longer delay speaks of a quota. */
const LONGEST_RATE_DELAY_MS = 120_000;

/** What the services write about a quota of a day, a week or a month; a rate is "call rate limit". */
const QUOTA = /out of call volume quota|quota will be replenished|retry after \d+ (?:hour|day)/i;

/**
 * Whether a response says that the calls of a day or a month are used up, not those of a second.
 *
 * Source: https://learn.microsoft.com/azure/api-management/api-management-howto-product-with-rules (403, call volume quota)
 */
export function isQuotaExhausted(status: number, message: string, retryAfterMs: number | null): boolean {
  if (status !== 403 && status !== 429) return false;
  return QUOTA.test(message) || (status === 429 && (retryAfterMs ?? 0) > LONGEST_RATE_DELAY_MS);
}

/** The attempt ends: every image would be rejected. */
export function quotaExhausted(says: string): TransientError {
  return new TransientError(
    'quota_exhausted',
    `${says}. The quota of the resource is used up: wait until it is replenished, raise it in the Azure portal, or use another pricing tier.`,
  );
}
