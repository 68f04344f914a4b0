import type { Random } from '../retry-schedule.ts';
import { AdaptiveRate } from './adaptive-rate.ts';
import { AloneLaw } from './alone-law.ts';
import { CrowdLaw } from './crowd-law.ts';
import { PacedGate } from './paced-gate.ts';
import type { RateGate } from './rate-gate.ts';
import type { RateLaw } from './rate-law.ts';
import { StatedRate } from './stated-rate.ts';
import { WindowGate } from './window-gate.ts';

/** A rate that a service publishes for all its clients together. */
export type PublishedRate =
  | { readonly kind: 'per-second'; readonly requests: number }
  | { readonly kind: 'window'; readonly requests: number; readonly windowMs: number };

export interface RatePlan {
  /** Where a search for the real rate starts. */
  readonly published: PublishedRate;
  /** Requests per second that the user states for the whole resource; null where that is unknown. */
  readonly stated: number | null;
  /** Processes that share it; null where the host does not announce them. */
  readonly processes: number | null;
  /** Called once when the service rejects too much of the stated rate. */
  readonly onWrongStatement?: () => void;
}

/** Below this nothing is learnt for minutes, requests per second. */
const LOWEST_START = 0.1;
/** Start of one of an unknown number of processes, requests per second. */
const UNKNOWN_START = 1;
/** A process of an unknown number with less than this is taken for one of many, requests per second. */
const CROWD_BELOW = 8;
/** The ramp of a process that may be one of many ends at this multiple of its start. */
const RAMP_END = 16;

/** Growth of one of many, requests per second in each second. */
const INCREASE = 0.008;
const INCREASE_OF_FEW = 0.03;
const FEW = 64;

/** The gate for one budget of a service. */
export function createGate(plan: RatePlan, random: Random): RateGate {
  const { published, stated, processes } = plan;
  if (stated !== null) {
    const share = stated / (processes ?? 1);
    const beneath = (): RateLaw => adaptiveRate(processes, share, share, INCREASE_OF_FEW);
    return new PacedGate(new StatedRate(share, beneath, plan.onWrongStatement), random);
  }
  if (published.kind === 'window') {
    const requests = Math.max(1, Math.floor(published.requests / (processes ?? 1)));
    return new WindowGate({ ...published, requests }, random);
  }
  const start = startRate(published.requests, processes);
  const few = processes !== null && processes <= FEW;
  return new PacedGate(
    adaptiveRate(processes, start, Number.POSITIVE_INFINITY, few ? INCREASE_OF_FEW : INCREASE),
    random,
  );
}

function startRate(published: number, processes: number | null): number {
  if (processes === null) return Math.min(UNKNOWN_START, published);
  return processes === 1 ? published : Math.max(LOWEST_START, published / processes);
}

function adaptiveRate(
  processes: number | null,
  start: number,
  ceiling: number,
  increase: number,
): AdaptiveRate {
  const alone = new AloneLaw();
  if (processes === 1) {
    return new AdaptiveRate({
      start,
      ceiling,
      rampEnd: Number.POSITIVE_INFINITY,
      steadyFor: () => alone,
    });
  }
  const crowd = new CrowdLaw(increase);
  const steadyFor =
    processes === null ? (capacity: number) => (capacity < CROWD_BELOW ? crowd : alone) : () => crowd;
  return new AdaptiveRate({ start, ceiling, rampEnd: RAMP_END * start, steadyFor });
}
