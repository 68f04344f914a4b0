import { describe, expect, it } from 'vitest';
import { parseReplayArguments } from '../../../src/cli/replay/arguments.ts';
import { replayHelp } from '../../../src/cli/replay/help.ts';
import { REPLAY_FLAGS, REPLAY_OPTIONS } from '../../../src/cli/replay/options.ts';

const parsed = (...argv: string[]) => {
  const result = parseReplayArguments(argv);
  return result.kind === 'replay' ? result.arguments : result;
};
const problems = (...argv: string[]) => {
  const result = parseReplayArguments(argv);
  return result.kind === 'problems' ? result.problems : [];
};

describe('parseReplayArguments', () => {
  it("has AML's defaults", () => {
    expect(parsed('in')).toMatchObject({
      inputs: ['in'],
      miniBatchSize: 10,
      runMaxTry: 3,
      runInvocationTimeout: 60,
      errorThreshold: -1,
      outputAction: 'append_row',
      appendRowFileName: 'parallel_run_step.txt',
      overwrite: false,
      entryArguments: [],
    });
  });

  it.each(['--mini_batch_size=7', '--mini-batch-size=7', '--mini_batch_size 7', '--mini-batch-size 7'])(
    'takes %s',
    (option) => {
      expect(parsed('in', ...option.split(' '))).toMatchObject({ miniBatchSize: 7 });
    },
  );

  it.each([
    ['-1', -1],
    ['0', 0],
    ['2.5', 3],
    ['-1.0', -1],
  ])('takes --error_threshold %s as %i, as AML does', (text, threshold) => {
    expect(parsed('in', '--error_threshold', text)).toMatchObject({ errorThreshold: threshold });
  });

  it('leaves everything after the first -- to the entry script', () => {
    expect(parsed('in', '--', '--engine', 'offline', '--', '-x')).toMatchObject({
      inputs: ['in'],
      entryArguments: ['--engine', 'offline', '--', '-x'],
    });
  });

  it('keeps inputs that look like numbers as they are, and lower-cases the file name', () => {
    expect(parsed('007', '1e3', '--append_row_file_name', 'Rows.TXT')).toMatchObject({
      inputs: ['007', '1e3'],
      appendRowFileName: 'rows.txt',
    });
  });

  it.each([
    [['in', '--min', '3'], '--min is no option'],
    [['in', '--no_overwrite'], '--no_overwrite is no option'],
    [['in', '-x'], '-x is no option'],
    [[], 'INPUT is missing'],
    [['in', '--mini_batch_size'], '--mini_batch_size has no value'],
    [['in', '--mini_batch_size', '0'], '--mini_batch_size is "0": give a whole number from 1 to'],
    [['in', '--mini_batch_size', '1e2'], 'is "1e2"'],
    [['in', '--error_threshold', '-2'], '--error_threshold is "-2": give a number of items, or -1'],
    [['in', '--run_invocation_timeout', '259201'], 'from 1 to 259200'],
    [['in', '--output_action', 'append'], 'give one of append_row, summary_only'],
    [['in', '--host', 'ruby'], 'give one of python, node'],
    [['in', '--output', ''], '--output has no value'],
  ])('refuses %j', (argv, message) => {
    expect(problems(...argv)).toEqual([expect.stringContaining(message)]);
  });

  it.each(['help', 'version'])('lets --%s win over problems', (kind) => {
    expect(parseReplayArguments(['--bogus', `--${kind}`])).toEqual({ kind });
  });

  it('leaves --help after the -- to the entry script', () => {
    expect(parsed('in', '--', '--help')).toMatchObject({ entryArguments: ['--help'] });
  });
});

describe('the help', () => {
  it('names every option and the exit codes', async () => {
    const help = await replayHelp(100);
    for (const name of [...Object.keys(REPLAY_OPTIONS), ...Object.keys(REPLAY_FLAGS)]) {
      expect(help).toContain(`--${name} `);
    }
    expect(help).toContain('42 AML would fail it');
  });
});
