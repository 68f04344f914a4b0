/** The latency of a service in seconds; log-normal, as the simulations of docs/tuning.md have it. */
export interface ServiceLatency {
  readonly median: number;
  readonly sigma: number;
}

/** The mean latency, in seconds. */
export function meanLatency({ median, sigma }: ServiceLatency): number {
  return median * Math.exp(sigma ** 2 / 2);
}

/** The latency to expect of the slowest of `count` requests, in seconds. */
export function slowestOf(count: number, { median, sigma }: ServiceLatency): number {
  // Blom's approximation of the largest of normal values.
  return median * Math.exp(sigma * quantile((count - 0.375) / (count + 0.25)));
}

/** Of the normal distribution, for shares of at least a half: Abramowitz and Stegun, 26.2.23. */
function quantile(share: number): number {
  const t = Math.sqrt(-2 * Math.log(1 - share));
  const above = 2.515517 + t * (0.802853 + t * 0.010328);
  return t - above / (1 + t * (1.432788 + t * (0.189269 + t * 0.001308)));
}
