import { mkdtemp, realpath, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { neverAborted } from '../../../src/flow/abort.ts';
import { pythonHosts } from '../../../src/replay/host/host-factories.ts';
import type { WorkerHost } from '../../../src/replay/host/worker-host.ts';

export const SNAPSHOT = join(import.meta.dirname, '../../fixtures/entry-scripts/snapshot');

export interface Probe {
  readonly host: WorkerHost;
  readonly output: string;
  /** What the entry script answers to a question. */
  ask(question: string): Promise<unknown>;
  /** What `run()` returned for a question, as it is written. */
  run(question: string): Promise<readonly string[]>;
  close(): Promise<void>;
}

/** A process with `src/probe_entry.py` in it, past its `init()`. */
export async function startProbe(): Promise<Probe> {
  const output = await realpath(await mkdtemp(join(tmpdir(), 'probe-')));
  const setup = {
    source_directory: SNAPSHOT,
    module: 'src.probe_entry',
    argv: ['driver/amlbi_main.py', '--engine', 'offline'],
    output_dir: output,
    log_dir: join(output, 'logs'),
    logging_level: 'DEBUG',
  } as const;
  // Python may be told by whoever runs the tests to write nothing.
  const environment = { ...process.env, PYTHONDONTWRITEBYTECODE: '' };
  const host = pythonHosts({ setup, environment, runId: 'probe' }).start(7);
  await host.init(neverAborted);
  const run = (question: string) =>
    host.run([`/in/${question}`], { minibatch_index: 4, retry_count: 2 }, neverAborted);
  return {
    host,
    output,
    run,
    ask: async (question) => JSON.parse((await run(question)).join('')) as unknown,
    async close() {
      host.kill();
      await host.exited;
      await rm(output, { recursive: true, force: true });
    },
  };
}
