/** Statuses below 500 that may be different the next time. */
const TRANSIENT_STATUSES: ReadonlySet<number> = new Set([408, 425, 429]);

/**
 * A response that may be another one next time: a time-out, a rate limit, or trouble of the server.
 *
 * https://learn.microsoft.com/azure/architecture/best-practices/retry-service-specific
 */
export function isTransient(status: number): boolean {
  return status >= 500 || TRANSIENT_STATUSES.has(status);
}
