import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { delimiter, dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { WorkerHost } from '../../src/replay/host/worker-host.ts';
import { fixtureHosts, SCRIPTS } from '../replay/host/start-hosts.ts';
import { pythonEnvironment } from './python-environment.ts';

const signal = new AbortController().signal;

describe.each(['pandas-1', 'pandas-2', 'pandas-3'])('a frame of %s', (name) => {
  let folder: string;
  let host: WorkerHost;

  beforeAll(async () => {
    const environment = await pythonEnvironment(name);
    if ('missing' in environment) throw new Error(environment.missing);
    const { python } = environment;
    folder = await mkdtemp(join(tmpdir(), 'frames-'));
    const write = `import sys; sys.path.insert(0, ${JSON.stringify(SCRIPTS)}); import pandas_entry; pandas_entry.write(${JSON.stringify(folder)})`;
    await promisify(execFile)(python, ['-B', '-c', write]);
    const env = { ...process.env, PATH: `${dirname(python)}${delimiter}${process.env['PATH'] ?? ''}` };
    host = fixtureHosts('pandas_entry.py', folder, [], env).start(1);
    await host.init(signal);
  });
  afterAll(async () => {
    host.kill();
    await host.exited;
    await rm(folder, { recursive: true, force: true });
  });

  const run = (frame: string) => host.run([frame], { minibatch_index: 0 }, signal);

  /** What a replay writes of a frame is what pandas writes with AML's arguments. */
  async function expectSame(frame: string): Promise<string> {
    const text = (await run(frame)).map((row) => `${row}\n`).join('');
    expect(text).toBe(await readFile(join(folder, frame), 'utf8'));
    return text;
  }

  it('has fields with a space between them, quoted where they need it [D01]', async () => {
    expect(await expectSame('texts')).toMatch(/^"a b" c,d\n/);
  });

  it('has numbers and missing ones [D02]', async () => {
    expect(await expectSame('numbers')).toBe('1.0 1\n 2\n1e-09 3\n');
  });

  it('has midnights as dates, and other times quoted [D03]', async () => {
    expect(await expectSame('midnight')).toBe('2020-01-01\n2020-01-01\n');
    expect(await expectSame('times')).toContain('"2020-01-01 00:00:00"');
  });

  it('has times with their zone [D04]', async () => {
    expect(await expectSame('times')).toContain('"2020-01-01 12:30:00+00:00"');
  });

  it('has categories, booleans, lists and dicts [D05]', async () => {
    expect(await expectSame('categories')).toBe(`x True [1]\n"y y" False "{'k': 2}"\n`);
  });

  it('has no index [D06]', async () => {
    expect(await expectSame('indexed')).toBe('1\n2\n');
  });

  it('has both columns of one name [D07]', async () => {
    expect(await expectSame('same_names')).toBe('1 2\n');
  });

  it('has nullable integers and texts [D08]', async () => {
    expect(await expectSame('nullable')).toBe('1 s\n \n');
  });

  it('that is empty is no row [D09]', async () => {
    expect(await run('empty')).toEqual([]);
    expect(await expectSame('empty')).toBe('');
  });

  it('has a line for a row of missing values [D12]', async () => {
    expect(await expectSame('only_missing')).toBe('""\n""\n');
  });

  it('is no numpy array, which is a wrong type [R09]', async () => {
    await expect(run('array')).rejects.toMatchObject({ reason: 'EntryScriptRunReturnWrongType' });
  });

  it('is no Series, which is a wrong type [R10]', async () => {
    await expect(run('series')).rejects.toMatchObject({ reason: 'EntryScriptRunReturnWrongType' });
  });
});
