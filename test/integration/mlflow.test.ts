import { execFile } from 'node:child_process';
import { once } from 'node:events';
import { writeFile } from 'node:fs/promises';
import { type AddressInfo, createServer, type Socket } from 'node:net';
import { delimiter, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { expect, it, onTestFinished } from 'vitest';
import { emulated, KEY, png } from '../emulator/emulated.ts';
import { ROOT } from '../samples-truth.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';
import { pythonEnvironment } from './python-environment.ts';

const environment = await pythonEnvironment('mlflow');
const missing = 'missing' in environment;

interface Outcome {
  readonly rows: number;
  readonly seconds: number;
  readonly status: string | null;
  readonly history: Readonly<Record<string, readonly (readonly [step: number, value: number])[]>>;
}

async function runEntry(address: (folder: string) => string): Promise<Outcome & { log: string }> {
  const folder = await temporaryFolder();
  const images = await Promise.all(
    ['#00f', '#0f0'].map(async (colour) => {
      const file = join(folder, `${colour.slice(1)}.png`);
      await writeFile(file, await png(colour));
      return file;
    }),
  );
  const emulator = await emulated({ rates: { read: null } });
  const script = fileURLToPath(new URL('./mlflow/check.py', import.meta.url));
  const worker = ['--kv_readapi=ocr', '--secrets=env', `--read_endpoint=${emulator.url}`, '--store=off'];
  const { stdout, stderr } = await promisify(execFile)(
    'python' in environment ? environment.python : '',
    [script, address(folder), images.join(delimiter), ...worker],
    {
      env: {
        ...process.env,
        PYTHONPATH: join(ROOT, 'entry'),
        PYTHONDONTWRITEBYTECODE: '1',
        PARALLEL_RUN_OCR_SECRET_OCR: KEY,
        MLFLOW_HTTP_REQUEST_MAX_RETRIES: '0',
        MLFLOW_HTTP_REQUEST_TIMEOUT: '1',
        // MLflow has a newer store, which needs more than mlflow-skinny.
        MLFLOW_ALLOW_FILE_STORE: 'true',
      },
    },
  );
  return { ...(JSON.parse(stdout) as Outcome), log: stderr };
}

it.skipIf(missing)('the run has the figures of each mini-batch and of the process, and goes on', async () => {
  const { rows, history, status } = await runEntry((folder) => `file://${folder}/mlruns`);
  expect(rows).toBe(3);
  expect(history).toMatchObject({
    items: [
      [41, 2],
      [2, 1],
    ],
    billed_transactions: [
      [41, 2],
      [2, 1],
    ],
    'requests.read_api.submit': [
      [41, 2],
      [2, 1],
    ],
    'process.items': [[2, 3]],
  });
  expect(status).toBe('RUNNING');
});

it.skipIf(missing)('a server that does not respond costs no row, and holds no call for long', async () => {
  const sockets: Socket[] = [];
  const server = createServer((socket) => void sockets.push(socket)).listen(0, '127.0.0.1');
  onTestFinished(() => {
    for (const socket of sockets) socket.destroy();
    server.close();
  });
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  const { rows, seconds, log } = await runEntry(() => `http://127.0.0.1:${port}`);
  expect(rows).toBe(3);
  // What shutdown() waits for MLflow, and what the worker's own end takes on a busy machine.
  expect(seconds).toBeLessThan(20);
  expect(log.match(/WARNING MLflow/g) ?? []).not.toHaveLength(2);
});

it.skipIf(missing)('an address where nothing listens is one warning, without its password', async () => {
  const { rows, log } = await runEntry(() => 'http://ada:sesame8472@127.0.0.1:9');
  expect(rows).toBe(3);
  expect(log.match(/WARNING MLflow takes no metrics \(\w+\)/g)).toHaveLength(1);
  expect(
    log
      .split('\n')
      .filter((line) => line.includes('WARNING MLflow'))
      .join(''),
  ).not.toContain('sesame8472');
});
