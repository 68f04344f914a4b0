import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { fileNameOf, V6 } from '../../../src/ocr/offline/models/catalogue.ts';
import { temporaryFolder } from '../../support/temporary-folder.ts';
import { runIn } from '../run-in.ts';

/** The folder of a `python3` that is a line of shell. */
async function pythonThat(folder: string, line: string): Promise<string> {
  const bin = join(folder, 'bin');
  await mkdir(bin);
  await writeFile(join(bin, 'python3'), `#!/bin/sh\n${line}\n`, { mode: 0o755 });
  return bin;
}

const NO_PYTHON = { PATH: '/nowhere' };

describe('models', () => {
  it('lists each model with its licence, checksum and place', async () => {
    const folder = await temporaryFolder();
    const env = { PARALLEL_RUN_OCR_MODELS: folder };
    const { code, out } = await runIn(folder, ['models'], { env });
    expect(code).toBe(0);
    expect(out).toMatch(
      /PP-OCRv6-small, --model v6\n +state +not installed: parallel-run-ocr models install\n/,
    );
    expect(out).toContain(`licence  Apache-2.0\n`);
    expect(out).toContain(`sha256   ${V6.sha256}\n`);
    expect(out).toMatch(/PP-OCRv4-mobile, --model v4\n +state +installed\n +file +\S+\.onnx\n/);
    expect(await runIn(folder, ['models', 'list'], { env })).toEqual({ code: 0, out, err: '' });
    const { models } = JSON.parse((await runIn(folder, ['models', 'list', '--json'], { env })).out);
    expect(models).toMatchObject([{ version: 'v6', state: 'missing', path: null }, { version: 'v4' }]);
  });

  it('says that a file is corrupt', async () => {
    const folder = await temporaryFolder();
    const path = join(folder, fileNameOf(V6));
    await writeFile(path, 'half of it');
    const { out } = await runIn(folder, ['models'], { env: { PARALLEL_RUN_OCR_MODELS: folder } });
    expect(out).toMatch(
      / +state +corrupt, and not used; install it again: parallel-run-ocr models install\n/,
    );
    expect(out).toContain(path);
  });

  it('suggests a command for one that it does not know', async () => {
    const { code, err } = await runIn('/', ['models', 'instal']);
    expect({ code, err }).toEqual({ code: 2, err: expect.stringContaining('install') });
  });
});

describe('models install', () => {
  it('fails where it cannot install', async () => {
    const folder = await temporaryFolder();
    const { code, err } = await runIn(folder, ['models', 'install', '--folder', 'models'], {
      env: NO_PYTHON,
    });
    expect({ code, err }).toEqual({ code: 3, err: expect.stringContaining('python3 is not on the PATH') });
  });

  it('says in one line which model reads instead, when it is optional', async () => {
    const folder = await temporaryFolder();
    const env = { ...NO_PYTHON, HOME: folder };
    const { code, err } = await runIn(folder, ['models', 'install', '--optional'], { env });
    expect(code).toBe(0);
    expect(err).toMatch(/^PP-OCRv4-mobile reads, for PP-OCRv6-small cannot be installed\. .*python3.*\n$/);
  });

  it.each([
    [
      'gives up at once where there is no network, when it is optional',
      ['--optional'],
      '--timeout 2 --retries 0',
    ],
    ['tries a request again otherwise', [], '--timeout 10 --retries 1'],
  ])('%s', async (_, options, expected) => {
    const folder = await temporaryFolder();
    const bin = await pythonThat(folder, `echo "$@" > '${folder}/asked'; exit 1`);
    const env = { PATH: `${bin}:${process.env['PATH']}` };
    await runIn(folder, ['models', 'install', '--folder', 'models', ...options], { env });
    expect(await readFile(join(folder, 'asked'), 'utf8')).toContain(expected);
  });

  it('ends at its time limit', async () => {
    const folder = await temporaryFolder();
    const bin = await pythonThat(folder, 'exec sleep 60');
    const argv = ['models', 'install', '--folder', 'models', '--time_limit', '1'];
    const { code, err } = await runIn(folder, argv, { env: { PATH: `${bin}:${process.env['PATH']}` } });
    expect({ code, err }).toEqual({ code: 3, err: expect.stringContaining('was not there after 1 seconds') });
  });
});
