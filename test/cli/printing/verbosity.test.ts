import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { takeVerbosity } from '../../../src/cli/printing/verbosity.ts';
import { formatJsonRow } from '../../../src/rows/json-row.ts';
import { rowOf } from '../../report/verify/row-text.ts';
import { temporaryFolder } from '../../support/temporary-folder.ts';
import { runIn } from '../run-in.ts';

describe('takeVerbosity', () => {
  it.each([
    [['verify', 'rows', '-q'], 'quiet', ['verify', 'rows']],
    [['--verbose', 'verify', 'rows'], 'verbose', ['verify', 'rows']],
    [['-v', 'aml', 'check', '--verbose'], 'verbose', ['aml', 'check']],
    [['replay', 'in', '--', '-q', '--verbose'], 'usual', ['replay', 'in', '--', '-q', '--verbose']],
    [['replay', '-q', 'in', '--', '-v'], 'quiet', ['replay', 'in', '--', '-v']],
    [['verify', '-V', '--quietly'], 'usual', ['verify', '-V', '--quietly']],
  ] as const)('takes it out of the words before --: %j', (given, verbosity, argv) => {
    expect(takeVerbosity(given)).toEqual({ argv, verbosity, problem: null });
  });
});

/** A folder with an image without text, and an entry argument that nobody knows. */
async function plan(...options: readonly string[]) {
  const folder = await temporaryFolder();
  await mkdir(join(folder, 'in'));
  await writeFile(join(folder, 'in/a.pdf'), '%PDF-1.4 <</Type/Page>>');
  const entry = ['--engine', 'offline', '--langage', 'en'];
  return runIn(folder, [...options, 'plan', 'in', '--', ...entry]);
}

describe('the options of all commands', () => {
  it('--quiet leaves the result, and warnings', async () => {
    const { code, out, err } = await plan('--quiet');
    expect(out).toContain('What would go wrong:');
    expect(err).toBe(
      'Warning: the entry script does not have, and ignores, --langage (did you mean --language?)\n',
    );
    expect(code).toBe(0);
  });

  it('--quiet leaves errors', async () => {
    const { code, err } = await runIn('/', ['verify', 'no-such-file', '-q']);
    expect({ code, err }).toEqual({ code: 2, err: expect.stringContaining('cannot be found') });
  });

  it('--verbose tells what runs, where options come from, and how it ended', async () => {
    const folder = await temporaryFolder();
    await writeFile(join(folder, 'parallel-run-ocr.config.json'), '{"table": "plates"}');
    await writeFile(join(folder, 'rows.txt'), `${formatJsonRow(rowOf('a.jpg', { plates: [] }))}\n{`);
    const { code, out, err } = await runIn(folder, ['export', 'rows.txt', '-v']);
    expect({ code, out }).toEqual({ code: 3, out: 'plates.csv: 0 records\n' });
    expect(err).toMatch(/^parallel-run-ocr export: version \d+\.\d+\.\d+, Node \d/);
    expect(err).toContain('Options from parallel-run-ocr.config.json: table\n');
    expect(err).toMatch(/\nExit code 3 after \d+\.\d s\n$/);
  });

  it('--verbose shows where an error comes from', async () => {
    const argv = ['verify', 'no-such-file'];
    const stack = /ConfigurationError: [^]*\n +at findRows /;
    expect((await runIn('/', [...argv, '-v'])).err).toMatch(stack);
    expect((await runIn('/', argv)).err).not.toMatch(stack);
  });

  it('exclude each other', async () => {
    const { code, out, err } = await runIn('/', ['verify', 'rows', '-q', '-v']);
    expect({ code, out }).toEqual({ code: 2, out: '' });
    expect(err).toContain('--quiet and --verbose exclude each other: give one of them.');
  });
});
