import { describe, expect, it } from 'vitest';
import type { CommandGroup } from '../../src/cli/command/command.ts';
import { AppendError } from '../../src/replay/results/append-error.ts';
import { runIn } from './run-in.ts';

const run = (...argv: string[]) => runIn('/', argv);

/** A command `fail` that throws. */
function failing(error: Error): CommandGroup {
  const command = {
    about: '',
    options: {},
    examples: [],
    notes: [],
    exitCodes: [],
    run: () => Promise.reject(error),
  };
  const entry = { name: 'fail', summary: '', load: () => Promise.resolve(command) };
  return { name: 'parallel-run-ocr', summary: '', about: '', commands: [entry] };
}

describe('parallel-run-ocr', () => {
  it.each([['--help'], ['-h'], ['help']])('lists its commands with %s', async (argument) => {
    const { code, out } = await run(argument);
    expect(out).toMatch(
      /^parallel-run-ocr COMMAND[^]*\n {2}replay +\w[^]*\n {2}aml +\w[^]*\n {2}completion /,
    );
    expect(code).toBe(0);
  });

  it('lists them on standard error without a command', async () => {
    const { code, out, err } = await run();
    expect(err).toBe((await run('--help')).out);
    expect({ code, out }).toEqual({ code: 2, out: '' });
  });

  it.each([
    [['replay', '-h', 'in']],
    [['replay', 'in', '--output', '--help']],
    [['replay', '--help=true']],
    [['aml', 'submit', '--detach', '-h']],
  ])('shows all of the help wherever it is asked for: %j', async (argv) => {
    const path = argv[0] === 'aml' ? argv.slice(0, 2) : argv.slice(0, 1);
    expect(await run(...argv)).toEqual(await run(...path, '--help'));
  });

  it('wraps its help at 80 columns where the terminal gives its width as 0', async () => {
    expect(await runIn('/', ['--help'], { columns: 0 })).toEqual(await run('--help'));
  });

  it.each([[['-V']], [['--version']], [['aml', 'check', '-V']]])('prints its version: %j', async (argv) => {
    expect(await run(...argv)).toEqual({ code: 0, out: expect.stringMatching(/^\d+\.\d+\.\d+\n$/), err: '' });
  });

  it.each([
    [['replya'], 'Unknown command "replya": did you mean replay? Accepted: init, plan, replay, verify, '],
    [['frobnicate'], 'Unknown command "frobnicate". Accepted: init, plan, '],
    [['help', 'frobnicate'], 'Unknown command "frobnicate". Accepted: init, plan, '],
    [['aml', 'subnit', '--help'], 'Unknown command "subnit": did you mean submit? Accepted: check, '],
    [['--frobnicate'], 'Unknown option --frobnicate. Accepted: --quiet, --verbose, --help, --version.'],
  ])('rejects %j', async (argv, message) => {
    const { code, out, err } = await run(...argv);
    expect(err.startsWith(message)).toBe(true);
    expect({ code, out }).toEqual({ code: 2, out: '' });
  });
});

describe('what a command throws', () => {
  it('is a defect, with its stack, unless it is an error of ours', async () => {
    const { code, err } = await runIn('/', ['fail'], { commands: failing(new TypeError('no such thing')) });
    expect(err).toMatch(/^Unexpected error: TypeError: no such thing\n +at /);
    expect(code).toBe(1);
  });

  it('is said without a stack when it is an error of ours', async () => {
    const error = new AppendError('rows', new Error('disk full'));
    const { code, err } = await runIn('/', ['fail'], { commands: failing(error) });
    expect(err).toMatch(/^Cannot append rows to rows: disk full; [^\n]*\n$/);
    expect(code).toBe(3);
  });
});

describe('completion', () => {
  it('has a script that asks this program', async () => {
    const { code, out } = await run('completion');
    expect(out).toContain('parallel-run-ocr --get-yargs-completions');
    expect(code).toBe(0);
  });

  it.each([
    [[''], ['replay', 'verify', 'merge', 'report', 'emulate', 'check', 'aml', 'completion', 'help']],
    [
      ['aml', 's'],
      ['submit', 'provision'],
    ],
    [
      ['replay', '--mini'],
      ['--mini_batch_size', '--help'],
    ],
    [
      ['aml', 'submit', '--ima'],
      ['--images', '--subscription'],
    ],
    [
      ['replay', '--output_action', ''],
      ['append_row', 'summary_only'],
    ],
    [['replay', 'in', '--', '--eng'], ['--engine']],
    [
      ['replay', 'in', '--', '--engine', ''],
      ['read', 'offline'],
    ],
    [
      ['check', '--eng'],
      ['--engine', '--json'],
    ],
  ])('completes %j', async (words, expected) => {
    const { code, out } = await run('--get-yargs-completions', 'parallel-run-ocr', ...words);
    const found = out
      .trimEnd()
      .split('\n')
      .map((line) => line.split(':')[0]);
    expect(found).toEqual(expect.arrayContaining(expected));
    expect(code).toBe(0);
  });

  it('keeps the options before and after -- apart', async () => {
    const before = await run('--get-yargs-completions', 'parallel-run-ocr', 'replay', '--e');
    const after = await run('--get-yargs-completions', 'parallel-run-ocr', 'replay', '--', '--m');
    expect(before.out).toContain('--mini_batch_size');
    expect(before.out).not.toContain('--engine');
    expect(after.out).toContain('--engine');
    expect(after.out).not.toContain('--mini_batch_size');
  });
});
