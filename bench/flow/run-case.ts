import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { rm } from 'node:fs/promises';
import { dirname } from 'node:path';
import { fileURLToPath } from 'node:url';
import { createImages } from './bench-images.ts';
import type { BenchCase } from './cases.ts';
import { jainOf } from './jain.ts';
import type { ServiceCounts, ServiceSetup } from './read-service.ts';
import type { WorkerMeasures, WorkerSetup } from './worker-process.ts';

export interface CaseResult {
  readonly name: string;
  readonly rows: number;
  readonly billed: number;
  readonly seconds: number;
  readonly wallOverBound: number;
  readonly requestsPerImage: number;
  readonly rejectedShare: number;
  readonly jain: number;
  readonly cpuMsPerImage: number;
  readonly peakMegabytes: number;
  /** Seconds from the end of a fall until the first second with 0.9 of the rate. */
  readonly backAfterSeconds: number | null;
}

/** One service and its workers, each in a process of its own. */
export async function runCase(of: BenchCase, seed: number): Promise<CaseResult> {
  const images = await createImages(of.images, of.imageBytes ?? 30_000);
  const service = await startService(toServiceSetup(of, seed));
  const workers: ChildProcess[] = [];
  try {
    const share = Math.ceil(images.length / of.processes);
    for (let index = 0; index < of.processes; index += 1) {
      const paths = images.slice(index * share, (index + 1) * share);
      const worker = startProcess('worker-process');
      worker.send(toWorkerSetup(of, service.port, paths));
      workers.push(worker);
    }
    await Promise.all(workers.map((worker) => messageOf(worker)));
    const measures = await Promise.all(
      workers.map((worker) => {
        worker.send('go');
        return messageOf<WorkerMeasures>(worker);
      }),
    );
    return toResult(of, measures, await service.counts());
  } finally {
    service.stop();
    for (const worker of workers) worker.kill();
    await rm(dirname(images[0] ?? ''), { recursive: true, force: true });
  }
}

export interface Service {
  readonly port: number;
  counts(): Promise<ServiceCounts>;
  stop(): void;
}

/** Starts the service in a process of its own. */
export async function startService(setup: ServiceSetup): Promise<Service> {
  const child = startProcess('read-service');
  child.send(setup);
  const { port } = await messageOf<{ port: number }>(child);
  return {
    port,
    counts: () => {
      child.send('counts');
      return messageOf<ServiceCounts>(child);
    },
    stop: () => {
      child.kill();
    },
  };
}

export function startProcess(name: string): ChildProcess {
  const script = fileURLToPath(new URL(`${name}.js`, import.meta.url));
  return fork(script, { stdio: ['ignore', 'ignore', 'ignore', 'ipc'] });
}

export async function messageOf<T>(child: ChildProcess): Promise<T> {
  const ended = once(child, 'exit').then(() => {
    throw new Error('A process of the benchmark ended early.');
  });
  const [message] = (await Promise.race([once(child, 'message'), ended])) as [T];
  return message;
}

function toServiceSetup(of: BenchCase, seed: number): ServiceSetup {
  const { perSecond, windowMs = null, latencyMs = 1500, sigma = 0.5, fall = null } = of;
  return { perSecond, windowMs, latencyMs, sigma, seed, fall };
}

function toWorkerSetup(
  { argv, attempts = 1, miniBatch, processes }: BenchCase,
  port: number,
  paths: readonly string[],
): WorkerSetup {
  const endpoint = ['--read_endpoint', `http://127.0.0.1:${port}`];
  const access = ['--kv_readapi', 'bench', '--secrets', 'env', '--logging_level', 'ERROR'];
  const store = ['--store', attempts === 1 ? 'off' : `${dirname(paths[0] ?? '')}/store`];
  return {
    attempts,
    argv: [...access, ...endpoint, ...store, '--process_count_per_node', String(processes), ...argv],
    env: { PARALLEL_RUN_OCR_SECRET_BENCH: 'key', AZUREML_NODE_COUNT: '1' },
    miniBatches: Array.from({ length: Math.ceil(paths.length / miniBatch) }, (_, index) =>
      paths.slice(index * miniBatch, (index + 1) * miniBatch),
    ),
  };
}

function toResult(of: BenchCase, measures: readonly WorkerMeasures[], counts: ServiceCounts): CaseResult {
  const seconds = Math.max(...measures.map((measure) => measure.seconds));
  const rows = measures.reduce((sum, measure) => sum + measure.rows, 0);
  const requests = counts.accepted + counts.rejected;
  return {
    name: of.name,
    rows,
    billed: counts.billed,
    seconds,
    wallOverBound: seconds / of.boundSeconds,
    requestsPerImage: requests / of.images,
    rejectedShare: counts.rejected / requests,
    jain: jainOf(measures.map((measure) => measure.rows / measure.seconds)),
    cpuMsPerImage: (1000 * measures.reduce((sum, measure) => sum + measure.cpuSeconds, 0)) / of.images,
    peakMegabytes: Math.max(...measures.map((measure) => measure.peakMegabytes)),
    backAfterSeconds: of.fall === undefined ? null : backAfter(counts, of),
  };
}

function backAfter({ quarters }: ServiceCounts, { fall, perSecond }: BenchCase): number | null {
  const from = fall === undefined ? 0 : Math.ceil((fall.afterMs + fall.lastsMs) / 250);
  for (let quarter = from; quarter + 4 <= quarters.length; quarter += 1) {
    const second = quarters.slice(quarter, quarter + 4).reduce((sum, count) => sum + (count ?? 0), 0);
    if (second >= 0.9 * perSecond) return (quarter + 4 - from) / 4;
  }
  return null;
}
