import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { temporaryFolder } from '../../support/temporary-folder.ts';
import { fixtureHosts } from './start-hosts.ts';

const signal = new AbortController().signal;

/** A process with a module of Node, past its `init()`. */
async function started(folder: string, module: string) {
  const script = join(folder, 'entry.mjs');
  await writeFile(script, module);
  const host = fixtureHosts(script, folder).start(1);
  onTestFinished(async () => {
    host.kill();
    await host.exited;
  });
  await host.init(signal);
  return host;
}

it('fails an attempt of a module that returns what is no text, and goes on', async () => {
  const module = 'export const run = ([path]) => [path === "/odd" ? Object.create(null) : path];\n';
  const host = await started(await temporaryFolder(), module);
  await expect(host.run(['/odd'], { minibatch_index: 0 }, signal)).rejects.toMatchObject({
    reason: 'EntryScriptRunException',
    message: expect.stringContaining('TypeError'),
  });
  expect(await host.run(['/even'], { minibatch_index: 1 }, signal)).toEqual(['/even']);
});

it('gives a module of Node the rows of a table as records', async () => {
  const folder = await temporaryFolder();
  const path = join(folder, 't.csv');
  await writeFile(path, 'file,n\na.jpg,1\nb.jpg,\n');
  const host = await started(
    folder,
    'export const run = (rows) => rows.map((row) => JSON.stringify(row));\n',
  );
  const source = { path, format: 'csv', header: [0, 7], ranges: [[7, 23]] } as const;
  const table = { rows: 2, sources: [source] };
  expect(await host.run({ table }, { minibatch_index: 0 }, signal)).toEqual([
    '{"file":"a.jpg","n":"1"}',
    '{"file":"b.jpg","n":null}',
  ]);
});
