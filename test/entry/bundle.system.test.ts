import { execFile, execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Row } from '../../src/contract/row.ts';
import { ROOT, SAMPLES } from '../samples-truth.ts';
import { emulated } from '../emulator/emulated.ts';
import { clusterOf } from '../system/canary-run.ts';
import { PYTHON } from './python-entry.ts';

/** As in the image: the packages at the top, the snapshot somewhere below. */
const folder = mkdtempSync(join(tmpdir(), 'bundle-'));
const snapshot = join(folder, 'mnt/wd');

beforeAll(() => {
  mkdirSync(snapshot, { recursive: true });
  execFileSync('node', [join(ROOT, 'scripts/bundle.mjs'), snapshot]);
  symlinkSync(join(ROOT, 'node_modules'), join(folder, 'node_modules'));
});

afterAll(() => rmSync(folder, { recursive: true }));

/** The row of one image, from an entry script imported as AML imports it: from another working folder, by its path in the snapshot. */
async function read(file: string, argv: readonly string[], env: NodeJS.ProcessEnv = {}): Promise<Row> {
  const call = JSON.stringify([snapshot, argv, [file]]);
  const { stdout } = await promisify(execFile)(PYTHON, [join(ROOT, 'test/support/as_aml.py'), call], {
    cwd: tmpdir(),
    env: { PATH: process.env['PATH'], PYTHONDONTWRITEBYTECODE: '1', ...env },
  });
  const [row = ''] = JSON.parse(stdout) as string[];
  return JSON.parse(row) as Row;
}

describe('the snapshot that needs no new image', () => {
  it('is the entry script, its package and the worker', () => {
    const client = readdirSync(join(ROOT, 'entry/parallel_run_ocr_client')).filter((name) =>
      name.endsWith('.py'),
    );
    expect(readdirSync(join(snapshot, 'entry/parallel_run_ocr_client'))).toEqual(client);
    const files = readdirSync(join(snapshot, 'entry'));
    expect(files.toSorted()).toEqual(['parallel_run_entry.py', 'parallel_run_ocr_client', 'worker.mjs']);
  });

  it('reads an image through the Python entry script, on threads', { timeout: 60_000 }, async () => {
    const file = join(SAMPLES, '2020/08/07/anpr/street-day.jpg');
    const argv = ['--engine', 'offline', '--max_concurrency', '1', '--input_root', SAMPLES];
    const row = await read(file, argv);
    expect(row).toMatchObject({ file: '2020/08/07/anpr/street-day.jpg', status: 'succeeded' });
    expect(row.text).toContain('7346');
  });

  it('reads through each Azure service, its secret from a vault', { timeout: 60_000 }, async () => {
    const file = join(SAMPLES, '2020/08/07/anpr/street-day.jpg');
    const secrets = { readapisecret: '{"endpoint":"{url}","key":"{key}"}' };
    const env = await clusterOf(await emulated({ tls: true, secrets }), folder);
    const engines = ['read', 'document-intelligence', 'image-analysis'];
    const rows = await Promise.all(
      engines.map((engine) => {
        const argv = ['--engine', engine, '--kv_readapi', 'readapisecret', '--key_vault', 'emulator'];
        return read(file, argv, env);
      }),
    );
    expect(rows).toEqual(
      engines.map((engine) => expect.objectContaining({ engine, status: 'succeeded' }) as unknown),
    );
  });
});
