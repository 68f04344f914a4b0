import { execFile } from 'node:child_process';
import { readdir, readFile } from 'node:fs/promises';
import { delimiter, dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { expect, it } from 'vitest';
import { fixtureHosts, SCRIPTS } from '../replay/host/start-hosts.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';
import { pythonEnvironment } from './python-environment.ts';

const signal = new AbortController().signal;

it.each(['pandas-1', 'pandas-2', 'pandas-3'])(
  'a replay writes the frames of %s with the bytes that AML writes',
  async (name) => {
    const environment = await pythonEnvironment(name);
    if ('missing' in environment) throw new Error(environment.missing);
    const { python } = environment;
    const written = await temporaryFolder();
    const write = `import sys; sys.path.insert(0, ${JSON.stringify(SCRIPTS)}); import pandas_entry; pandas_entry.write(${JSON.stringify(written)})`;
    await promisify(execFile)(python, ['-B', '-c', write]);
    const env = { ...process.env, PATH: `${dirname(python)}${delimiter}${process.env['PATH'] ?? ''}` };
    const host = fixtureHosts('pandas_entry.py', await temporaryFolder(), [], env).start(1);
    try {
      await host.init(signal);
      const frames = await readdir(written);
      expect(frames.length).toBeGreaterThan(5);
      for (const frame of frames) {
        const rows = await host.run([frame], { minibatch_index: 0 }, signal);
        const text = rows.map((row) => `${row}\n`).join('');
        expect([frame, text]).toEqual([frame, await readFile(join(written, frame), 'utf8')]);
      }
    } finally {
      host.kill();
      await host.exited;
    }
  },
);
