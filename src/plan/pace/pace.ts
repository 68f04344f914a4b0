import { type ServiceLatency, meanLatency, slowestOf } from './slowest-of.ts';

/** One rate limit of a service. */
export interface RateLimit {
  /** As in the rates of docs/engines.md. */
  readonly service: string;
  /** Requests per second, of all processes together. */
  readonly rate: number;
  /** Requests that one image takes of it. */
  readonly perImage: number;
  /** Those of them that submit: the others wait for results, and may leave while the last image is in work. */
  readonly submits: number;
}

/** How fast images are read. */
export interface Pace {
  readonly limits: readonly RateLimit[];
  /** Of the calls that one image waits for, one after another; null offline. */
  readonly latency: ServiceLatency | null;
  readonly callsInRow: number;
  /** Images that one process works on at once; null where that is no limit. */
  readonly atOnce: number | null;
  /** Seconds of work on one image, offline. */
  readonly work: number;
}

/** Images per second of the whole service; null where it has no limit. */
export function serviceRate({ limits }: Pace): number | null {
  const rates = limits.filter(({ perImage }) => perImage > 0).map(({ rate, perImage }) => rate / perImage);
  return rates.length === 0 ? null : Math.min(...rates);
}

/**
 * Seconds that one process needs for a mini-batch, when it has its share of each rate. It ends with its slowest image.
 *
 * @param images that are read; 0 takes no time
 */
export function miniBatchSeconds(pace: Pace, images: number, processes: number): number {
  if (images === 0) return 0;
  const share = ({ rate }: RateLimit): number => rate / processes;
  const bounds = pace.limits.map((limit) => (images * limit.perImage) / share(limit));
  const { latency, callsInRow, atOnce } = pace;
  if (latency === null) return Math.max(0, ...bounds, (images / (atOnce ?? 1)) * pace.work, pace.work);
  const submitted = Math.max(0, ...pace.limits.map((limit) => (images * limit.submits) / share(limit)));
  const waited = slowestOf(images, latency) + (callsInRow - 1) * meanLatency(latency);
  const inTurns = atOnce === null ? 0 : (images / atOnce) * callsInRow * meanLatency(latency);
  return Math.max(...bounds, submitted + waited, inTurns);
}
