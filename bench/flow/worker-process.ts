import { createWorker } from '../../src/worker/create-worker.ts';
import { neverAborted } from '../../src/flow/abort.ts';

export interface WorkerSetup {
  readonly argv: readonly string[];
  readonly env: Readonly<Record<string, string>>;
  /** Attempts at each mini-batch, as AML makes them. */
  readonly attempts: number;
  readonly miniBatches: readonly (readonly string[])[];
}

export interface WorkerMeasures {
  readonly rows: number;
  readonly seconds: number;
  readonly cpuSeconds: number;
  readonly peakMegabytes: number;
}

/** The worker in a process of its own, as AML's driver runs it, without the Python entry script. */
process.once('message', (setup: WorkerSetup) => {
  void prepare(setup);
});

async function prepare({ argv, env, attempts, miniBatches }: WorkerSetup): Promise<void> {
  const worker = await createWorker(argv, { env, processId: process.pid, write: () => {} });
  process.once('message', () => void run());
  process.send?.('ready');

  async function readInAttempts(paths: readonly string[]): Promise<readonly string[]> {
    for (let attempt = 1; ; attempt += 1) {
      try {
        return await worker.run(paths, null, neverAborted);
      } catch (error) {
        if (attempt >= attempts) throw error;
      }
    }
  }

  async function run(): Promise<void> {
    const start = performance.now();
    const cpu = process.cpuUsage();
    let rows = 0;
    for (const paths of miniBatches) rows += (await readInAttempts(paths)).length;
    const { user, system } = process.cpuUsage(cpu);
    const measures: WorkerMeasures = {
      rows,
      seconds: (performance.now() - start) / 1000,
      cpuSeconds: (user + system) / 1e6,
      peakMegabytes: process.resourceUsage().maxRSS / 1024,
    };
    await worker.shutdown();
    process.send?.(measures);
    process.disconnect();
  }
}
