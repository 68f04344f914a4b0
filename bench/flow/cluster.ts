import { seededRandom } from '../../src/flow/seeded-random.ts';
import type { Random } from '../../src/flow/retry-schedule.ts';
import { createGate } from '../../src/flow/pacing/rate-plan.ts';
import { SimulatedClock } from '../../test/support/simulation/simulated-clock.ts';
import { SimulatedProcess } from '../../test/support/simulation/simulated-process.ts';
import { SimulatedService } from '../../test/support/simulation/simulated-service.ts';
import { jainOf } from './jain.ts';

export interface ClusterOptions {
  /** 200 nodes and 1,000 requests per second, divided by this. */
  readonly scale: number;
  readonly processesPerNode: number;
  /** Requests per second of the whole resource, for an hour each. */
  readonly hours: readonly number[];
  readonly seed: number;
}

export interface ClusterResult {
  readonly images: number;
  readonly utilisation: number;
  readonly rejectedShare: number;
  /** Of accepted requests in windows of ten minutes, over the processes that lived through them. */
  readonly jainMedian: number;
  readonly jainWorst: number;
}

const NODES = 200;
const TEN_MINUTES = 600_000;
const FIVE_MINUTES = 300_000;
const HOUR = 3_600_000;
const LOST_SHARE = 0.05;
const ENDLESS = 1e9;

interface Node {
  processes: readonly SimulatedProcess[];
  /** Accepted requests of each process at the beginning of the window. */
  before: readonly number[];
  bornAt: number;
}

/**
 * A cluster that shares one rate which nobody announces and which changes every hour. Every ten minutes some nodes are lost,
 * and others, which know nothing, take their place five minutes later. In simulated time, the same for the same seed.
 */
export function simulateCluster({ scale, processesPerNode, hours, seed }: ClusterOptions): ClusterResult {
  const clock = new SimulatedClock();
  const random = seededRandom(`cluster ${seed}`);
  const perSecond = hours.map((rate) => rate / scale);
  const service = new SimulatedService({ clock, random, perSecond: perSecond[0] ?? 1 });
  const newNode = nodeFactory(clock, service, processesPerNode, random);
  const nodes = Array.from({ length: Math.round(NODES / scale) }, newNode);
  const jains: number[] = [];
  let births = 0;

  for (let window = 0; window * TEN_MINUTES < hours.length * HOUR; window += 1) {
    service.perSecond = perSecond[Math.floor((window * TEN_MINUTES) / HOUR)] ?? 1;
    const startsAt = clock.now();
    for (const node of nodes) node.before = node.processes.map(({ accepted }) => accepted);
    clock.run(startsAt + FIVE_MINUTES);
    for (; births > 0; births -= 1) nodes.push(newNode());
    clock.run(startsAt + TEN_MINUTES);
    const shares = nodes
      .filter(({ bornAt }) => bornAt <= startsAt)
      .flatMap(({ processes, before }) =>
        processes.map(({ accepted }, index) => accepted - (before[index] ?? 0)),
      );
    jains.push(jainOf(shares));
    for (let lost = Math.round(LOST_SHARE * nodes.length); lost > 0; lost -= 1) {
      const [node] = nodes.splice(Math.floor(random() * nodes.length), 1);
      for (const process of node?.processes ?? []) process.stop();
      births += 1;
    }
  }

  const capacity = perSecond.reduce((sum, rate) => sum + (rate * HOUR) / 1000, 0);
  const sorted = jains.toSorted((a, b) => a - b);
  return {
    images: service.billed,
    utilisation: service.accepted / capacity,
    rejectedShare: service.rejectedShare,
    jainMedian: sorted[Math.floor(sorted.length / 2)] ?? 1,
    jainWorst: sorted[0] ?? 1,
  };
}

function nodeFactory(
  clock: SimulatedClock,
  service: SimulatedService,
  processesPerNode: number,
  random: Random,
): () => Node {
  const published = { kind: 'per-second', requests: 10 } as const;
  return () => {
    const processes = Array.from({ length: processesPerNode }, () => {
      const gate = createGate({ published, stated: null, processes: null }, random);
      const process = new SimulatedProcess({ clock, service, gate, miniBatch: 100 });
      process.start(ENDLESS);
      return process;
    });
    return { processes, before: processes.map(() => 0), bornAt: clock.now() };
  };
}
