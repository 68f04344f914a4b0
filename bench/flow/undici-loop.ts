import { readFile } from 'node:fs/promises';
import { Pool } from 'undici';

export interface LoopSetup {
  readonly port: number;
  readonly images: readonly string[];
}

export interface LoopMeasures {
  readonly cpuMsPerImage: number;
}

const AT_ONCE = 16;
const ANALYZE = '/vision/v3.2/read/analyze';

/** The least that reads images through the service: undici, a submit and polls for each image, and nothing that could fail. */
process.once('message', (setup: LoopSetup) => {
  void loop(setup);
});

async function loop({ port, images }: LoopSetup): Promise<void> {
  const pool = new Pool(`http://127.0.0.1:${port}`, { connections: AT_ONCE });
  const cpu = process.cpuUsage();
  const rest = images.values();
  const rows: string[] = [];
  const readOne = async (path: string): Promise<void> => {
    const submit = await pool.request({ method: 'POST', path: ANALYZE, body: await readFile(path) });
    await submit.body.dump();
    const { pathname } = new URL(String(submit.headers['operation-location']));
    for (;;) {
      const poll = await pool.request({ method: 'GET', path: pathname });
      const result = (await poll.body.json()) as { status: string };
      if (result.status !== 'succeeded') continue;
      rows.push(JSON.stringify({ file: path, result }));
      return;
    }
  };
  const readRest = async (): Promise<void> => {
    for (const path of rest) await readOne(path);
  };
  await Promise.all(Array.from({ length: AT_ONCE }, readRest));
  const { user, system } = process.cpuUsage(cpu);
  await pool.close();
  const measures: LoopMeasures = { cpuMsPerImage: (user + system) / 1000 / rows.length };
  process.send?.(measures);
  process.disconnect();
}
