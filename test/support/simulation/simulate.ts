import { seededRandom } from '../../../src/flow/seeded-random.ts';
import { createGate, type PublishedRate } from '../../../src/flow/pacing/rate-plan.ts';
import type { PollAges } from '../../../src/flow/polling/poll-ages.ts';
import { SimulatedClock } from './simulated-clock.ts';
import { SimulatedProcess } from './simulated-process.ts';
import { SimulatedService, type SimulatedServiceOptions } from './simulated-service.ts';

export interface SimulatedCase {
  readonly perSecond: number;
  readonly stated?: number | null;
  readonly announced?: number | null;
  readonly processes?: number;
  readonly images: number;
  readonly miniBatch?: number;
  readonly published?: PublishedRate;
  readonly polls?: () => PollAges;
  readonly service?: Partial<SimulatedServiceOptions>;
  readonly before?: (clock: SimulatedClock, service: SimulatedService) => void;
}

/** The measures of a run against a simulated service; the bound is two requests per image at its rate. */
export function simulate(of: SimulatedCase, seed: number) {
  const { perSecond, images, processes = 1, stated = null, announced = processes, miniBatch = images } = of;
  const published = of.published ?? { kind: 'per-second', requests: 10 };
  const clock = new SimulatedClock();
  const service = new SimulatedService({ clock, random: seededRandom(seed), perSecond, ...of.service });
  const departures: number[] = [];
  const each = Array.from({ length: processes }, (_, index) => {
    const gate = createGate({ published, stated, processes: announced }, seededRandom(`${seed} ${index}`));
    const onRequest = (now: number) => departures.push(now);
    const polls = of.polls?.();
    return new SimulatedProcess({ clock, service, gate, miniBatch, onRequest, ...(polls && { polls }) });
  });
  of.before?.(clock, service);
  for (const process of each) process.start(images / processes);
  clock.run();
  const wallSeconds = Math.max(...each.map(({ endedAt }) => endedAt ?? Infinity)) / 1000;
  return {
    wallSeconds,
    wall: wallSeconds / ((2 * images) / perSecond),
    perImage: departures.length / images,
    rejected: service.rejectedShare,
    billed: service.billed,
    read: each.reduce((sum, process) => sum + process.read, 0),
    mostLoaded: Math.max(...each.map(({ mostLoaded }) => mostLoaded)),
    mostOperations: Math.max(...each.map(({ mostOperations }) => mostOperations)),
    departures,
  };
}

export type SimulatedMeasures = ReturnType<typeof simulate>;
