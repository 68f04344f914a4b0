import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { resolve } from 'node:path';
import { expect, it } from 'vitest';
import { until } from '../support/until.ts';
import { isRunning, PYTHON } from './python-entry.ts';

const REPOSITORY = resolve(import.meta.dirname, '../..');
const WORKER = resolve(REPOSITORY, 'dist/entry/worker.js');
const SAMPLES = ['plates/day-eu.jpg', 'broken.jpg', 'pages/blank.png'].map((name) =>
  resolve(REPOSITORY, 'samples/2020/08/07', name),
);
const ARGV = ['--engine', 'offline', '--max_concurrency', '1', '--client_sdk_version', '1.57.0'];

/** The built worker behind the entry script in its place in the repository, as a Python process that ends by itself. */
function python(script: string): [string, readonly string[], { env: NodeJS.ProcessEnv }] {
  const env = { ...process.env, PYTHONPATH: resolve(REPOSITORY, 'entry'), PYTHONDONTWRITEBYTECODE: '1' };
  return [PYTHON, ['-c', `import json, sys, parallel_run_entry as entry\n${script}`, ...ARGV], { env }];
}

function rowsOf(stdout: string): unknown[] {
  const rows: readonly string[] = JSON.parse(stdout);
  return rows.map((row) => JSON.parse(row, (key, value: unknown) => (key === 'duration_ms' ? 0 : value)));
}

it('the offline engine gives the same rows through both entry scripts', () => {
  const node = spawnSync(
    process.execPath,
    [
      '--input-type=module',
      '-e',
      `import { init, run, shutdown } from ${JSON.stringify(WORKER)};
       await init(${JSON.stringify(ARGV)});
       console.log(JSON.stringify(await run(${JSON.stringify(SAMPLES)})));
       await shutdown();`,
    ],
    { encoding: 'utf8' },
  );
  const [command, args, options] = python(
    `entry.init(); print(json.dumps(entry.run(${JSON.stringify(SAMPLES)})))`,
  );
  const aml = spawnSync(command, args, { ...options, encoding: 'utf8' });
  expect(rowsOf(aml.stdout)).toEqual(rowsOf(node.stdout));
  expect(rowsOf(aml.stdout)).toEqual([
    expect.objectContaining({ status: 'succeeded' }),
    expect.objectContaining({ status: 'no_text' }),
  ]);
  expect(aml.stderr).toMatch(/WARNING .*broken\.jpg/);
}, 60_000);

it('arguments that are no good: init() raises with what is accepted', () => {
  const [command, args, options] = python('entry.init()');
  const { stderr, status } = spawnSync(command, [...args, '--engine', 'magic', '--row_format', 'xml'], {
    ...options,
    encoding: 'utf8',
  });
  expect(status).toBe(1);
  expect(stderr).toMatch(/WorkerError: 2 problems .*magic.*offline.*xml.*jsonl/s);
});

it('no real worker survives a host that is killed while it reads images', async () => {
  const many = Array.from({ length: 20 }, () => SAMPLES[0]);
  const host = spawn(
    ...python(`
entry.init()
print(entry._client._child.process.pid, flush=True)
entry.run(${JSON.stringify(many)})`),
  );
  const [line] = await once(host.stdout, 'data');
  const child = Number(String(line));
  await new Promise((soon) => setTimeout(soon, 500));
  expect(isRunning(child)).toBe(true);
  host.kill('SIGKILL');
  await until(() => !isRunning(child));
}, 60_000);
