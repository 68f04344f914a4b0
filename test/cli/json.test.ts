import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { startAzure, type Script } from '../aml/azure-server.ts';
import { HEALTHY } from '../aml/healthy-workspace.ts';
import { DAY, jobScript } from '../aml/job-script.ts';
import { EVERYTHING, empty } from '../aml/provision-script.ts';
import { runAml, WORKSPACE_FLAGS, WS } from '../aml/run-aml.ts';
import { rowOf } from '../report/verify/row-text.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';
import { type RunInEnd, runIn } from './run-in.ts';

/** A name that a terminal, a build server and a JSON parser each misread: ESC, CSI in one byte, RLO, a tag, a command. */
const HOSTILE = 'a\u001B[31m\u009B0m\u202E\u{E0041}\u200B##[error]::warning::.jpg';

const ROW = `${JSON.stringify(rowOf(`2020/08/07/${HOSTILE}`, {}))}\n`;

async function folderWithRows(): Promise<string> {
  const folder = await temporaryFolder();
  for (const name of ['rows.jsonl', 'more.jsonl']) await writeFile(join(folder, name), ROW);
  return folder;
}

/** The one document on standard output. */
function documentOf({ out }: RunInEnd): unknown {
  expect(out).toMatch(/^\{\n[^]*\n\}\n$/);
  expect(out).not.toMatch(/(?!\n)\p{C}|##\[/u);
  return JSON.parse(out) as unknown;
}

describe('--json', () => {
  it.each([
    [
      'merge',
      ['more.jsonl', '--into', 'rows.jsonl'],
      { into: 'rows.jsonl', added: 0, replaced: 0, unchanged: 1 },
    ],
    ['report', ['rows.jsonl'], { output: 'report.html' }],
    [
      'export',
      ['rows.jsonl', '--output', `${HOSTILE}.csv`],
      { output: `${HOSTILE}.csv`, table: 'rows', format: 'csv', records: 1, cut_texts: 0, broken_lines: 0 },
    ],
    ['verify', ['rows.jsonl'], { ok: true, lines: 1 }],
  ])('%s prints its result', async (command, argv, result) => {
    const folder = await folderWithRows();
    const run = await runIn(folder, [command, ...argv, '--json']);
    const paths = Object.entries(result).map(([name, value]) =>
      name === 'into' || name === 'output' ? [name, join(folder, String(value))] : [name, value],
    );
    expect({ ...run, out: documentOf(run) }).toMatchObject({
      code: 0,
      out: Object.fromEntries(paths),
      err: '',
    });
  });

  it('returns the same data, whatever is in a name', async () => {
    const folder = await folderWithRows();
    await writeFile(join(folder, 'twice.jsonl'), ROW.repeat(2));
    const run = await runIn(folder, ['verify', 'twice.jsonl', '--json']);
    expect(documentOf(run)).toMatchObject({
      identical_duplicates: { first: [{ file: `2020/08/07/${HOSTILE}` }] },
    });
  });

  it('init names what it has written', async () => {
    const folder = await temporaryFolder();
    const run = await runIn(folder, ['init', 'new', '--engine', 'offline', '--json']);
    expect({ ...run, out: documentOf(run) }).toMatchObject({
      code: 0,
      err: '',
      out: {
        folder: join(folder, 'new'),
        files: expect.arrayContaining(['parallel-run-ocr.config.json', 'images/']),
        example_names: { container: 'images' },
      },
    });
  });

  it('models install says that nothing is installed, where that is optional', async () => {
    const folder = await temporaryFolder();
    const argv = ['models', 'install', '--folder', 'models', '--optional', '--json'];
    const run = await runIn(folder, argv, { env: { PATH: '/nowhere' } });
    expect(run.code).toBe(0);
    expect(documentOf(run)).toEqual({ installed: false, name: 'PP-OCRv6-small', path: null });
  });
});

describe('aml … --json', () => {
  const pipeline = '11111111-2222-3333-4444-555555555555';
  const region: Script = { [`GET ${WS}`]: { body: { location: 'westeurope', properties: {} } } };
  const cancelling = (): Script => ({ [`POST ${WS}/jobs/job-1/cancel`]: { status: 200, body: {} } });

  it.each<[string, readonly string[], (url: string) => Script, unknown]>([
    ['check', [], () => HEALTHY, { ok: true, steps: expect.any(Array) }],
    ['cancel', ['job-1'], cancelling, { job: 'job-1', cancellation: 'accepted' }],
    [
      'submit',
      [...DAY, '--detach'],
      (url) => jobScript(url, ['Completed']),
      { job: expect.any(String), studio: 'https://ml.azure.com/runs/x', rows: expect.any(String) },
    ],
    ['submit', [...DAY, '--dry_run'], () => region, { requests: [{ method: 'PUT' }] }],
    ['submit', ['--attach', 'job-1'], () => ({}), { job: 'job-1', studio: null, rows: null }],
    [
      'invoke',
      ['--pipeline', pipeline, '--dry_run'],
      () => region,
      { requests: [{ method: 'POST', body: expect.any(Object) }] },
    ],
    [
      'publish',
      ['--dry_run'],
      () => region,
      {
        resources: expect.any(Array),
        requests: [{ method: 'PUT' }, { method: 'PUT' }, { method: 'PUT' }, { method: 'PUT' }],
      },
    ],
    [
      'adf',
      ['--pipeline', pipeline],
      () => region,
      { files: expect.arrayContaining([expect.stringMatching(/json$/)]) },
    ],
  ])(
    '%s %j prints its result, with the exit code that it has without',
    async (command, argv, script, result) => {
      const [plain, run] = await Promise.all(
        [[], ['--json']].map(async (flags) => {
          const { env } = await startAzure(script);
          return runAml([command, ...WORKSPACE_FLAGS, ...argv, ...flags], { env });
        }),
      );

      if (plain === undefined || run === undefined) throw new Error('two runs were started');
      expect(documentOf(run)).toMatchObject(result as object);
      expect(run.code).toBe(plain.code);
    },
  );

  it('provision lists each resource, also when one fails', async () => {
    const { env } = await startAzure(empty);
    const done = documentOf(await runAml([...EVERYTHING, '--json'], { env }));
    expect(done).toMatchObject({
      resources: { length: 6, 0: "Datastore 'ocr_images' created" },
      requests: [],
    });
    const broken = await startAzure((url) => {
      const script: Record<string, unknown> = { ...empty(url) };
      delete script[`PUT ${WS}/computes/ocr-cluster`];
      return script as Script;
    });
    const failed = await runAml([...EVERYTHING, '--json'], { env: broken.env });
    expect(failed.code).toBe(3);
    expect(documentOf(failed)).toMatchObject({ resources: { length: 2 } });
  });
});
