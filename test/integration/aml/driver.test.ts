import { spawn } from 'node:child_process';
import { json } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';
import { TEXT_INPUTS } from '../../../src/aml/worker-inputs.ts';
import { startAzure } from '../../aml/azure-server.ts';
import { jobScript } from '../../aml/job-script.ts';
import { empty, EVERYTHING } from '../../aml/provision-script.ts';
import { runAml, WORKSPACE_FLAGS, WS } from '../../aml/run-aml.ts';
import { pythonEnvironment } from '../python-environment.ts';

const CHECK = fileURLToPath(new URL('./driver/check.py', import.meta.url));

interface Report {
  readonly problems: readonly string[];
  readonly read: unknown;
}

it("Microsoft's REST client knows every body that aml sends", async ({ skip }) => {
  const environment = await pythonEnvironment('azure-ai-ml');
  if ('missing' in environment) return skip(environment.missing);
  const bodies = await bodiesOf([
    EVERYTHING,
    ['publish', ...WORKSPACE_FLAGS, '--timeout=900', '--instance_count=3', '--max_retries=1'],
    [
      'submit',
      ...WORKSPACE_FLAGS,
      '--images=a:1',
      '--metadata=b:2',
      '--engine=offline',
      '--timeout=900',
      '--detach',
    ],
  ]);
  const reports = await check(environment.python, bodies);
  expect(Object.keys(reports).toSorted()).toEqual([
    'batchEndpoints',
    'codes',
    'components',
    'computes',
    'data',
    'datastores',
    'deployments',
    'environments',
    'jobs',
  ]);
  expect(Object.values(reports).flatMap((list) => list.flatMap(({ problems }) => problems))).toEqual([]);
  const inputs = ['images', 'metadata', ...TEXT_INPUTS.map(([name]) => name)].toSorted();
  expect(reports['components']?.map(({ read }) => read)).toEqual([
    { type: 'parallel', inputs },
    { type: 'pipeline', inputs },
  ]);
  expect(reports['jobs']?.map(({ read }) => read)).toEqual([
    { steps: ['parallel'], inputs: ['engine', 'images', 'metadata'] },
  ]);
});

/** What was put, by kind, when the commands ran in an empty workspace. */
async function bodiesOf(
  commands: readonly (readonly string[])[],
): Promise<Readonly<Record<string, unknown[]>>> {
  const azure = await startAzure((url) => ({
    ...jobScript(url, ['Completed']),
    ...empty(url),
    [`PUT ${WS}/components/parallel_run_ocr_pipeline/versions/1`]: { status: 201, body: {} },
    [`PUT ${WS}/batchEndpoints/parallel-run-ocr`]: { status: 201, body: {} },
    [`PUT ${WS}/batchEndpoints/parallel-run-ocr/deployments/parallel-run-ocr-1`]: { status: 201, body: {} },
  }));
  for (const argv of commands) expect(await runAml(argv, { env: azure.env })).toMatchObject({ code: 0 });
  const bodies: Record<string, unknown[]> = {};
  for (const { method, path, body } of azure.seen) {
    if (method !== 'PUT' || !path.startsWith(WS)) continue;
    const kind = path.includes('/deployments/') ? 'deployments' : (path.slice(WS.length).split('/')[1] ?? '');
    (bodies[kind] ??= []).push(body);
  }
  return bodies;
}

async function check(python: string, bodies: unknown): Promise<Readonly<Record<string, readonly Report[]>>> {
  const child = spawn(python, ['-B', CHECK], { stdio: ['pipe', 'pipe', 'inherit'] });
  child.stdin.end(JSON.stringify(bodies));
  return (await json(child.stdout)) as Record<string, readonly Report[]>;
}
