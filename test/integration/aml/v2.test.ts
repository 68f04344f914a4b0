import { execFile } from 'node:child_process';
import { readdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { beforeAll, describe, expect, it } from 'vitest';
import { OPTIONS } from '../../../src/config/options.ts';
import { parseArguments } from '../../../src/config/parse-arguments.ts';
import { ROOT } from '../../samples-truth.ts';
import { type PythonEnvironment, pythonEnvironment } from '../python-environment.ts';

const run = promisify(execFile);
const CHECK = fileURLToPath(new URL('./v2/check.py', import.meta.url));
const KINDS = readdirSync(`${ROOT}aml/v2`).map((name) => name.replace('.yml', ''));

/** What nothing rejects: a version is turned into text, a conda file may be written in place, any text is a literal. */
const ACCEPTED: Record<string, string[]> = {
  component: ['senseless version'],
  'pipeline-component': ['senseless version'],
  'environment-conda': ['senseless conda_file'],
  'pipeline-job': ['senseless inputs.images'],
};

interface Report {
  readonly files: Record<
    string,
    {
      readonly problem: string | null;
      readonly accepted: string[];
      readonly rejected: Record<string, string>;
    }
  >;
  readonly documents: { readonly component: Component };
}

interface Component {
  readonly inputs: Record<string, { readonly enum?: string[] }>;
  readonly task: { readonly program_arguments: string };
}

let environment: PythonEnvironment;
let report: Report;

beforeAll(async () => {
  environment = await pythonEnvironment('azure-ai-ml');
  if ('missing' in environment) return;
  const limits = { maxBuffer: 2 ** 26 };
  const { stdout } = await run(environment.python, ['-B', CHECK, `${ROOT}aml/v2`], limits);
  report = JSON.parse(stdout) as Report;
}, 600_000);

describe.each(KINDS)('aml/v2/%s.yml', (kind) => {
  it('is accepted by azure-ai-ml', ({ skip }) => {
    if ('missing' in environment) return skip(environment.missing);
    expect(report.files[kind]?.problem).toBeNull();
  });

  it('is rejected with any one key misspelt or without sense', ({ skip }) => {
    if ('missing' in environment) return skip(environment.missing);
    expect(report.files[kind]?.accepted).toEqual(ACCEPTED[kind] ?? []);
    const reasons = Object.values(report.files[kind]?.rejected ?? {});
    expect(reasons.length).toBeGreaterThan(5);
    expect(reasons.filter((reason) => reason.startsWith('azure-ai-ml: '))).not.toEqual([]);
  });
});

it('the component offers every argument of the worker, with the values it accepts', ({ skip }) => {
  if ('missing' in environment) return skip(environment.missing);
  const { inputs, task } = report.documents.component;
  // Where secrets come from is settled in AML; a table needs a component of its own; AML passes the logging level on.
  const elsewhere = ['secrets', 'image_column', 'logging_level', 'input_root'];
  const offered = Object.keys(inputs).filter((name) => name !== 'images');
  expect([...offered, ...elsewhere].toSorted()).toEqual(Object.keys(OPTIONS).toSorted());
  const choices = Object.entries(inputs).flatMap(([name, input]) =>
    input.enum ? [[name, input.enum.join('|')]] : [],
  );
  expect(choices.length).toBeGreaterThan(5);
  expect(choices).toEqual(choices.map(([name]) => [name, OPTIONS[name as keyof typeof OPTIONS].value]));
  expect(task.program_arguments).toContain('--input_root ${{inputs.images}}');
});

it('the arguments reach the worker as AML fills them in', ({ skip }) => {
  if ('missing' in environment) return skip(environment.missing);
  const given: Record<string, string> = {
    images: '/mnt/images',
    input_partition: '2020/08/07',
    kv_readapi: 'readapisecret',
  };
  const { program_arguments: template } = report.documents.component.task;
  const filled = template
    .replaceAll(/\$\[\[(.*?)\]\]/g, (_, part: string) => {
      const name = /inputs\.(\w+)/.exec(part)?.[1] ?? '';
      return name in given ? part : '';
    })
    .replaceAll(/\$\{\{inputs\.(\w+)\}\}/g, (_, name: string) => given[name] ?? '');
  const options = parseArguments(filled.split(/\s+/), {});
  expect(options).toMatchObject({
    inputRoot: '/mnt/images',
    inputPartition: '2020/08/07',
    engine: 'read',
    secrets: { kvReadapi: 'readapisecret', kvCustomimage: null },
  });
  expect(options.host.ignoredArguments).not.toContain('--kv_customimage');
});
