/** Transient statuses below 500. */
const TRANSIENT_STATUSES: ReadonlySet<number> = new Set([408, 425, 429]);

/**
 * Whether an error response is transient: a time-out, a rate limit or a server error.
 *
 * https://learn.microsoft.com/azure/architecture/best-practices/retry-service-specific
 */
export function isTransient(status: number): boolean {
  return status >= 500 || TRANSIENT_STATUSES.has(status);
}
