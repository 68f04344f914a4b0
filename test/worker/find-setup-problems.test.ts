import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { findSetupProblems } from '../../src/worker/find-setup-problems.ts';
import { emulated, KEY } from '../emulator/emulated.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';

const READ = ['--kv_readapi', 'ocr', '--secrets', 'env'];
const ENV = { PARALLEL_RUN_OCR_SECRET_OCR: KEY };

describe('what every init() would reject', () => {
  it.each<[string, string[], Record<string, string>, RegExp]>([
    [
      'an endpoint that is no address',
      [...READ, '--read_endpoint', 'nonsense'],
      ENV,
      /read_endpoint is not a URL/,
    ],
    ['a plain http endpoint', [...READ, '--read_endpoint', 'http://a.example'], ENV, /plain http/],
    [
      'a missing secret',
      [...READ, '--read_endpoint', 'https://a.example'],
      {},
      /Secret 'ocr' is not in the env/,
    ],
    ['an unknown language', ['--engine', 'offline', '--language', 'xx'], {}, /"xx" is not a language/],
    [
      'a language that is not installed',
      ['--engine', 'offline', '--language', 'jpn'],
      {},
      /npm install --ignore-scripts/,
    ],
    ['no engine', [], {}, /No engine is chosen/],
    ['a value', ['--engine', 'offline', '--row_format', 'xml'], {}, /--row_format is "xml"/],
    ['no metadata', ['--engine', 'offline', '--metadata', '/none.csv'], {}, /none\.csv/],
  ])('is found: %s', async (_case, argv, env, problem) => {
    expect(await findSetupProblems(argv, env)).toEqual([expect.stringMatching(problem)]);
  });

  it('is nothing when the arguments are good', async () => {
    const emulator = await emulated();
    expect(await findSetupProblems([...READ, '--read_endpoint', emulator.url], ENV)).toEqual([]);
    expect(await findSetupProblems(['--engine', 'offline'], {})).toEqual([]);
  });

  it('is read from the side input as well', async () => {
    const file = join(await temporaryFolder(), 'm.csv');
    await writeFile(file, 'name,site\na.jpg,1\n');
    const argv = ['--engine', 'offline', '--metadata', file];
    expect(await findSetupProblems(argv, {})).toEqual([
      expect.stringContaining('has the columns name, site'),
    ]);
    expect(await findSetupProblems([...argv, '--metadata_key', 'name'], {})).toEqual([]);
  });
});
