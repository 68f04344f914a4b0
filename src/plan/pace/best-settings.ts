import { LONGEST_TIMEOUT } from '../../config/longest-timeout.ts';
import { IMAGES_PER_RATE } from '../../worker/warn-of-small-mini-batches.ts';
import { miniBatchSeconds, type Pace, serviceRate } from './pace.ts';
import { type FolderSizes, runSeconds } from './run-seconds.ts';

/** AML's names; seconds. */
export interface Settings {
  readonly miniBatchSize: number;
  readonly processCountPerNode: number;
  readonly runInvocationTimeout: number;
}

export interface BestSettings extends Settings {
  /** Of the whole run. */
  readonly seconds: number;
}

/** Of Read, for which the rule was measured. */
const REQUESTS_PER_IMAGE = 2;
/** For a rate that is counted in a long window, such as that of a free tier; see docs/tuning.md. */
const IN_A_WINDOW = 25;
const MOST_PROCESSES = 64;
/** A setting that gains less than this is not worth more processes. */
const WORTHWHILE = 0.95;
const SHORTEST_TIMEOUT = 60;
/** For days when the service is slow. */
const MARGIN = 2;
/** What a mini-batch of the offline engine should take, in seconds. */
const OFFLINE_MINI_BATCH = 30;
/** Mini-batches for each process at least, so that none is long alone at the end. */
const ROUNDS = 4;

/**
 * The settings with which a number of nodes reads the images in the shortest time, with as few processes as that takes.
 *
 * @param paceOf the pace with a number of processes on a node
 * @param given processes on a node, which are kept where no rate is known
 */
export function bestSettings(
  paceOf: (processesPerNode: number) => Pace,
  folders: FolderSizes,
  nodes: number,
  given: number,
): BestSettings {
  const [first, ...others] = processCounts(paceOf(1), nodes, given).map((processes) =>
    withProcesses(paceOf(processes), folders, nodes, processes),
  );
  const start = first ?? withProcesses(paceOf(1), folders, nodes, 1);
  return others.reduce((best, next) => (next.seconds < WORTHWHILE * best.seconds ? next : best), start);
}

/** The time that a mini-batch of this size may take, with a margin; in seconds, a multiple of ten. */
export function timeoutFor(pace: Pace, miniBatchSize: number, processes: number): number {
  const seconds = MARGIN * miniBatchSeconds(pace, miniBatchSize, processes);
  return Math.min(LONGEST_TIMEOUT, Math.max(SHORTEST_TIMEOUT, 10 * Math.ceil(seconds / 10)));
}

/** Images in a mini-batch that let a process use its share of the rate: see docs/tuning.md. */
export function smallestMiniBatch(pace: Pace, processes: number): number {
  const rate = (serviceRate(pace) ?? 0) / processes;
  if (rate === 0) return 1;
  if (pace.limits.some((limit) => limit.rate < 1)) return IN_A_WINDOW;
  return Math.ceil(IMAGES_PER_RATE * REQUESTS_PER_IMAGE * rate);
}

/** More processes than requests per second cannot share the rate. */
function processCounts({ limits, latency }: Pace, nodes: number, given: number): number[] {
  if (latency === null) return [1];
  if (limits.length === 0) return [given];
  const rate = Math.min(...limits.map((limit) => limit.rate));
  const most = Math.max(1, Math.min(MOST_PROCESSES, Math.floor(rate / nodes)));
  return Array.from({ length: most }, (_, index) => index + 1);
}

function withProcesses(pace: Pace, folders: FolderSizes, nodes: number, perNode: number): BestSettings {
  const processes = nodes * perNode;
  const images = [...folders].reduce((sum, [size, count]) => sum + size * count, 0);
  const inRounds = Math.max(1, Math.ceil(images / (processes * (pace.latency === null ? ROUNDS : 1))));
  const enough =
    pace.latency === null
      ? Math.max(1, Math.floor((OFFLINE_MINI_BATCH * (pace.atOnce ?? 1)) / pace.work))
      : smallestMiniBatch(pace, processes);
  const miniBatchSize = Math.min(enough, inRounds);
  return {
    miniBatchSize,
    processCountPerNode: perNode,
    runInvocationTimeout: timeoutFor(pace, miniBatchSize, processes),
    seconds: runSeconds(pace, folders, miniBatchSize, processes),
  };
}
