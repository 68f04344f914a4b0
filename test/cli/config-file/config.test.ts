import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { PlanReport } from '../../../src/plan/plan-report.ts';
import { temporaryFolder } from '../../support/temporary-folder.ts';
import { runIn } from '../run-in.ts';

const FILE = 'parallel-run-ocr.config.json';

/** A folder with an image and a config file. */
async function folderWith(config: unknown, file = FILE): Promise<string> {
  const folder = await temporaryFolder();
  await mkdir(join(folder, 'in'));
  await writeFile(join(folder, 'in/a.pdf'), '%PDF-1.4 <</Type/Page>>');
  await writeFile(join(folder, file), typeof config === 'string' ? config : JSON.stringify(config));
  return folder;
}

async function planned(folder: string, ...argv: string[]): Promise<PlanReport> {
  const { code, out, err } = await runIn(folder, ['plan', 'in', '--json', ...argv]);
  expect({ code, err }).toEqual({ code: 0, err: '' });
  return JSON.parse(out) as PlanReport;
}

describe('the config file', () => {
  it('gives values to options of the command and arguments to the entry script', async () => {
    const folder = await folderWith({ mini_batch_size: 7, kv_readapi: 'x', tier: 'free', price: ['read=2'] });
    const { time, bill } = await planned(folder);
    expect(time.settings.mini_batch_size).toBe(7);
    expect(bill).toMatchObject({ tier: 'free', prices: null });
  });

  it('is overruled by the command line, before and after --', async () => {
    const folder = await folderWith({ 'mini-batch-size': 7, kv_readapi: 'x', tier: 'free' });
    const { time, bill } = await planned(folder, '--mini_batch_size', '8', '--', '--tier', 'paid');
    expect(time.settings.mini_batch_size).toBe(8);
    expect(bill).toMatchObject({ tier: 'paid' });
  });

  it.each([
    [['--config', 'my.json', 'plan', 'in', '--json']],
    [['plan', 'in', '--config=my.json', '--json']],
    [['plan', '--json', '--config', 'none.json', 'in', '--config', 'my.json']],
  ])('is the one that is named: %j', async (argv) => {
    const folder = await folderWith({ kv_readapi: 'x', node_count: 3 }, 'my.json');
    await writeFile(join(folder, FILE), 'not read');
    const { code, out } = await runIn(folder, argv);
    expect(code).toBe(0);
    expect((JSON.parse(out) as PlanReport).time.nodes).toBe(3);
  });

  it('may have options of other commands, and flags', async () => {
    const folder = await folderWith({ kv_readapi: 'x', compute: 'c', output: 'o', json: true });
    const { out } = await runIn(folder, ['plan', 'in']);
    expect(JSON.parse(out)).toMatchObject({ version: 1 });
    expect((await runIn(folder, ['plan', 'in', '--json=false'])).out).toContain('Best settings');
  });

  it('serves the arguments of a command that takes them anywhere', async () => {
    const folder = await folderWith({ engine: 'read-container' });
    const { code, err } = await runIn(folder, ['check']);
    expect({ code, err }).toEqual({ code: 2, err: expect.stringContaining('--read_endpoint') });
    expect((await runIn(folder, ['check', '--engine', 'unknown'])).err).toContain('--engine is "unknown"');
  });

  it('is read for a command only', async () => {
    const folder = await folderWith('{');
    for (const argv of [['--version'], ['plan', '--help'], ['help', 'plan']]) {
      expect((await runIn(folder, argv)).code).toBe(0);
    }
    expect((await runIn(folder, ['plan', '--help'])).out).toMatch(/--config +\w/);
  });
});

describe('a config file is rejected', () => {
  it.each<[unknown, string]>([
    ['{', 'is not a JSON object'],
    [[], 'is not a JSON object'],
    [{ mini_batch_sise: 1 }, 'no command has the option "mini_batch_sise": did you mean "mini_batch_size"?'],
    [{ row_fromat: 'csv' }, 'did you mean "row_format"?'],
    [{ zzzzzzzzzz: 1 }, 'the help of each command names its options'],
    [{ mini_batch_size: 0 }, `${FILE}: mini_batch_size is "0": give a whole number`],
    [{ engine: 'of' }, `${FILE}: engine is "of": give one of read,`],
    [{ replay: { mini_batch_size: 5 } }, '"replay" is no value'],
    [{ kv_readapi: null }, '"kv_readapi" is no value'],
  ])('%j', async (config, message) => {
    const { code, out, err } = await runIn(await folderWith(config), ['plan', 'in']);
    expect({ code, out }).toEqual({ code: 2, out: '' });
    expect(err).toContain(message);
  });

  it.each([
    { key: 'hunter2' },
    { kv_readapi: '0123456789abcdef0123456789abcdef' },
    { kv_readapi: 'A1b2'.repeat(21) },
    { secret: ['name=hunter2'] },
    { store: 'https://a.blob.core.windows.net/c?sv=1&sig=hunter2' },
    { read_endpoint: 'https://user:hunter2@a.example' },
  ])('for a secret, which is not shown: %j', async (config) => {
    const { code, err } = await runIn(await folderWith(config), ['plan', 'in']);
    expect({ code, err }).toEqual({ code: 2, err: expect.stringContaining('what looks like a secret') });
    expect(err).not.toMatch(/hunter2|0123456789|A1b2/);
  });

  it.each([
    [['--config', 'none.json'], 'there is no such file'],
    [['--config', 'in'], 'cannot be read'],
    [['--config='], '--config has no value'],
  ])('where it is named and cannot be read: %j', async (argv, message) => {
    const { code, err } = await runIn(await folderWith({}), ['plan', 'in', ...argv]);
    expect({ code, err }).toEqual({ code: 2, err: expect.stringContaining(message) });
  });

  it.each([
    'ocr-key',
    'b7f1a6f0-0000-4000-8000-0123456789ab',
    './a/long/path/of/a/folder/without/any/secret/in/it',
  ])('not for %s', async (value) => {
    const { err } = await runIn(await folderWith({ subscription: value }), ['plan', 'in']);
    expect(err).toContain('No engine is chosen');
  });
});
