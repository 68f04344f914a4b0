import type { WorkerOptions } from '../../config/worker-options.ts';
import { publishedRates } from '../../ocr/azure/published-rates.ts';
import type { Pace, RateLimit } from './pace.ts';

/** What nothing in the input or the arguments tells. */
export interface Assumptions {
  /** Plates that the detector finds in an image. */
  readonly platesPerImage: number;
  /** The latency of a service, or the work of the offline engine on one image by one core. */
  readonly secondsPerImage: number;
  /** Of a node. */
  readonly cores: number;
}

/** Of the simulations in docs/tuning.md, and a small photograph on one core. */
export const SECONDS_PER_IMAGE = { service: 1.5, offline: 0.5 } as const;

const SIGMA = 0.5;
const SUBMIT_AND_RESULT = 2;
/** Of the engines that keep an image in memory until it is read. */
const IMAGES_IN_MEMORY = 16;
/** Submitted images that a process waits for. */
const MOST_WAITING = 1000;

/** How fast the engine reads that the arguments choose. */
export function paceOf(options: WorkerOptions, assumptions: Assumptions, processesPerNode: number): Pace {
  const { engine, maxConcurrency, secrets } = options;
  const { secondsPerImage, platesPerImage, cores } = assumptions;
  if (engine === 'offline') {
    const atOnce = Math.min(cores / processesPerNode, maxConcurrency ?? Number.POSITIVE_INFINITY);
    return { limits: [], latency: null, callsInRow: 1, atOnce, work: secondsPerImage };
  }
  const latency = { median: secondsPerImage, sigma: SIGMA };
  const detects = secrets.kvCustomimage !== null;
  const isAsynchronous = engine === 'read' || engine === 'document-intelligence';
  const readings = detects ? platesPerImage : 1;
  return {
    limits: [...readingLimits(options, readings), ...(detects ? detectorLimits() : [])],
    latency,
    callsInRow: detects ? 1 + platesPerImage : 1,
    atOnce: isAsynchronous && !detects ? MOST_WAITING : (maxConcurrency ?? IMAGES_IN_MEMORY),
    work: 0,
  };
}

function readingLimits({ engine, service: { tier, tps } }: WorkerOptions, readings: number): RateLimit[] {
  if (engine === 'offline') return [];
  const published = publishedRates(engine, tier);
  if (published.length === 0) return tps === null ? [] : [limitOf(engine, ['submit'], tps, readings)];
  return published.map(({ budgets, published: rate }) => {
    const perSecond = rate.kind === 'window' ? (1000 * rate.requests) / rate.windowMs : rate.requests;
    return limitOf(engine, budgets, budgets.includes('submit') ? (tps ?? perSecond) : perSecond, readings);
  });
}

function limitOf(service: string, budgets: readonly string[], rate: number, readings: number): RateLimit {
  const both = budgets.length === SUBMIT_AND_RESULT;
  return {
    service,
    rate,
    perImage: readings * (both ? SUBMIT_AND_RESULT : 1),
    submits: budgets.includes('submit') ? readings : 0,
  };
}

function detectorLimits(): RateLimit[] {
  return publishedRates('custom-vision', 'paid').map(({ budgets, published }) =>
    limitOf('custom-vision', budgets, published.requests, 1),
  );
}
