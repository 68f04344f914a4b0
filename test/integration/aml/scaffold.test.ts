import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { beforeAll, describe, expect, it } from 'vitest';
import { runIn } from '../../cli/run-in.ts';
import { temporaryFolder } from '../../support/temporary-folder.ts';
import { type PythonEnvironment, pythonEnvironment } from '../python-environment.ts';

const SCRIPT = fileURLToPath(new URL('./v2/scaffold.py', import.meta.url));

let environment: PythonEnvironment;
beforeAll(async () => {
  environment = await pythonEnvironment('azure-ai-ml');
}, 600_000);

describe('the files that init writes', () => {
  it.each<[string[], Record<string, string>]>([
    [[], { kv_readapi: 'readapisecret' }],
    [['--engine', 'offline'], { engine: 'offline' }],
    [
      [
        '--container=123',
        '--image=reg.azurecr.io/w:2',
        '--compute=small',
        '--datastore=pictures',
        '--storage_account=acc1',
        '--kv_readapi=123',
        '--kv_customimage=no',
        '--key_vault=https://kv-1.vault.azure.net',
        '--input_partition=2020-08-07',
      ],
      {
        kv_readapi: '123',
        kv_customimage: 'no',
        key_vault: 'https://kv-1.vault.azure.net',
        input_partition: '2020/08/07',
      },
    ],
    [
      ['--engine', 'read-container', '--read_endpoint', 'http://10.0.0.4:5000'],
      { engine: 'read-container', read_endpoint: 'http://10.0.0.4:5000' },
    ],
  ])('are accepted by azure-ai-ml: %j', { timeout: 120_000 }, async (argv, inputs) => {
    if ('missing' in environment) return;
    const folder = await temporaryFolder();
    expect(await runIn(folder, ['init', 'new', ...argv])).toMatchObject({ code: 0 });
    const call = ['-B', SCRIPT, join(folder, 'new/aml/v2')];
    const { stdout } = await promisify(execFile)(environment.python, call);
    const report = JSON.parse(stdout) as {
      problems: Record<string, unknown>;
      inputs: Record<string, unknown>;
    };
    expect(Object.keys(report.problems)).toHaveLength(6);
    expect(Object.entries(report.problems).filter(([, problem]) => problem !== null)).toEqual([]);
    const { images, ...texts } = report.inputs;
    expect(images).toMatchObject({ type: 'uri_folder' });
    expect(texts).toEqual(inputs);
  });
});
