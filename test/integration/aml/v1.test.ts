import { execFile } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { beforeAll, expect, it } from 'vitest';
import { parseArguments } from '../../../src/config/parse-arguments.ts';
import { ROOT } from '../../samples-truth.ts';
import { type PythonEnvironment, pythonEnvironment } from '../python-environment.ts';

const run = promisify(execFile);
const CHECK = fileURLToPath(new URL('./v1/check.py', import.meta.url));

interface Report {
  readonly step: {
    readonly arguments: string[];
    readonly parameters: string[];
    readonly defaults: Record<string, string | number>;
    readonly inputs: [name: string, mode: string, path: string | null][];
    readonly outputs: string[];
    readonly reuse: boolean;
  };
  readonly unknown_settings: string[];
  readonly missing_settings: string[];
  readonly broken: Record<string, string>;
  readonly environment: string;
  readonly image: string;
  readonly snapshot: string[];
  readonly without_worker: string | null;
  readonly with_worker: string | null;
}

let environment: PythonEnvironment;
let report: Report;

beforeAll(async () => {
  environment = await pythonEnvironment('azureml-v1');
  if ('missing' in environment) return;
  const bundle = await mkdtemp(join(tmpdir(), 'bundle-'));
  await run('node', [`${ROOT}scripts/bundle.mjs`, bundle]);
  const { stdout } = await run(environment.python, ['-B', CHECK, ROOT, bundle]);
  await rm(bundle, { recursive: true });
  report = JSON.parse(stdout) as Report;
}, 600_000);

it('publish.py builds its step from real azureml-pipeline-steps objects', ({ skip }) => {
  if ('missing' in environment) return skip(environment.missing);
  const { step } = report;
  expect(step).toMatchObject({ outputs: ['rows'], reuse: false });
  expect(step.inputs).toEqual([
    ['images', 'mount', null],
    ['metadata', 'mount', '/tmp/parallel-run-ocr-metadata'],
  ]);
  expect(step.parameters).toEqual([
    'NodeCount',
    'images',
    'input_partition',
    'kv_customimage',
    'kv_readapi',
    'mini_batch_size',
    'process_count_per_node',
    'run_invocation_timeout',
  ]);
});

it('the worker understands the command line that the SDK builds', ({ skip }) => {
  if ('missing' in environment) return skip(environment.missing);
  const { arguments: argv, defaults } = report.step;
  expect(argv).toContain('--scoring_module_name');
  const filled = argv.map((value) => (value.startsWith('$') ? String(defaults[value.slice(1)]) : value));
  expect(parseArguments(filled, {})).toMatchObject({
    engine: 'read',
    inputPartition: '2020/08/07',
    secrets: { kvReadapi: 'readapisecret', kvCustomimage: 'customimagesecret', origin: 'vault' },
    metadata: { file: '/tmp/parallel-run-ocr-metadata/audit.csv', key: 'file' },
    loggingLevel: 'INFO',
    host: { processCountPerNode: 2 },
  });
});

it('parallel_run_config.yml sets every key that load_yaml reads, and no other', ({ skip }) => {
  if ('missing' in environment) return skip(environment.missing);
  expect(report.missing_settings).toEqual([]);
  expect(report.unknown_settings).toEqual([]);
});

it('the SDK rejects the settings with any one of them broken', ({ skip }) => {
  if ('missing' in environment) return skip(environment.missing);
  expect(Object.keys(report.broken)).toHaveLength(12);
  const named = Object.entries(report.broken).filter(([name, message]) =>
    message.includes(name === 'source_directory' ? 'missing' : name),
  );
  expect(named).toHaveLength(12);
});

it('the environment comes from environment.yml, or from a container image', ({ skip }) => {
  if ('missing' in environment) return skip(environment.missing);
  expect(report.environment).toMatch(
    /nodejs=24[\s\S]*azureml-core==[\s\S]*azureml-dataset-runtime\[fuse\]==/,
  );
  expect(report.image).toBe('registry.example/ocr:1');
});

it('the snapshot is the entry script alone, which is enough only with a container image', ({ skip }) => {
  if ('missing' in environment) return skip(environment.missing);
  expect(report.snapshot).toEqual(['entry/parallel_run_entry.py']);
  expect(report.without_worker).toMatch(/source_directory '\.' has to hold the worker.*npm run bundle/s);
  expect(report.with_worker).toBeNull();
});
