import { describe, expect, it } from 'vitest';
import { type ReplayArguments, toReplayArguments } from '../../../src/cli/replay/arguments.ts';
import { REPLAY_OPTIONS } from '../../../src/cli/replay/options.ts';
import { replayCommand } from '../../../src/cli/replay/replay.ts';
import { runIn } from '../run-in.ts';

async function parse(...argv: string[]): Promise<{ asked: ReplayArguments | null; err: string }> {
  let asked: ReplayArguments | null = null;
  const command = {
    ...replayCommand,
    run(input: Parameters<typeof replayCommand.run>[0]) {
      asked = toReplayArguments(input);
      return Promise.resolve(0);
    },
  };
  const entry = { name: 'replay', summary: '', load: () => Promise.resolve(command) };
  const commands = { name: 'parallel-run-ocr', summary: '', about: '', commands: [entry] };
  const { err } = await runIn('/', ['replay', ...argv], { commands });
  return { asked, err };
}

const parsed = async (...argv: string[]) => (await parse(...argv)).asked;
/** Without the last line, which names the help. */
const problems = async (...argv: string[]) => (await parse(...argv)).err.split('\n').slice(0, -2);

describe('the arguments of replay', () => {
  it("have AML's defaults [J04] [O08] [T08]", async () => {
    expect(await parsed('in')).toMatchObject({
      inputs: ['in'],
      inputFormat: 'file',
      miniBatchSize: { text: '10', size: 10 },
      runMaxTry: 3,
      runInvocationTimeout: 60,
      errorThreshold: -1,
      outputAction: 'append_row',
      appendRowFileName: 'parallel_run_step.txt',
      overwrite: false,
      entryArguments: [],
    });
  });

  it.each([
    ['v2', 'v2', { miniBatchSize: { text: '1', size: 1 }, runMaxTry: 3, runInvocationTimeout: 60 }],
    [
      'a batch endpoint',
      'batch_endpoint',
      {
        miniBatchSize: { size: 10 },
        processCountPerNode: 1,
        runMaxTry: 4,
        runInvocationTimeout: 30,
        appendRowFileName: 'predictions.csv',
      },
    ],
  ])('have the defaults of %s', async (_name, mode, defaults) => {
    expect(await parsed('in', '--mode', mode)).toMatchObject(defaults);
  });

  it('have the defaults of v2 [J01], and of batch endpoints [J03] [O11], only where they are not given', async () => {
    expect(await parsed('in', '--mode', 'v2', '--mini_batch_size', '7')).toMatchObject({
      miniBatchSize: { size: 7 },
    });
    const given = ['--run-max-try', '2', '--append_row_file_name', 'rows.txt'];
    expect(await parsed('in', '--mode', 'batch_endpoint', ...given)).toMatchObject({
      runMaxTry: 2,
      appendRowFileName: 'rows.txt',
      runInvocationTimeout: 30,
    });
    expect(await parsed('t.csv', '--mode', 'v2', '--input_format', 'tabular')).toMatchObject({
      miniBatchSize: { text: '1MB' },
    });
  });

  it('may have the names of v2, whose retries do not count the first attempt [J02]', async () => {
    const names = ['--max_retries', '0', '--timeout', '7', '--mini_batch_error_threshold', '-1'];
    const nodes = ['--instance_count', '2', '--max_concurrency_per_instance', '3'];
    expect(await parsed('in', '--mode', 'batch_endpoint', ...names, ...nodes)).toMatchObject({
      runMaxTry: 1,
      runInvocationTimeout: 7,
      allowedFailedCount: -1,
      nodeCount: 2,
      processCountPerNode: 3,
      nameProblems: [],
    });
    expect(await parsed('in', '--timeout', '7', '--run_invocation_timeout', '8')).toMatchObject({
      nameProblems: ['--timeout is what v2 calls --run_invocation_timeout: give one of them.'],
    });
  });

  it.each(['--mini_batch_size=7', '--mini-batch-size=7', '--mini_batch_size 7', '--mini-batch-size 7'])(
    'may be written as %s',
    async (option) => {
      expect(await parsed('in', ...option.split(' '))).toMatchObject({ miniBatchSize: { size: 7 } });
    },
  );

  it('let the last of two win', async () => {
    expect(await parsed('in', '--run_max_try', '2', '--run-max-try=5')).toMatchObject({ runMaxTry: 5 });
  });

  it.each([
    ['-1', -1],
    ['0', 0],
    ['2.5', 3],
    ['-1.0', -1],
  ])('take --error_threshold %s as %i, as AML does [T03]', async (text, threshold) => {
    expect(await parsed('in', '--error_threshold', text)).toMatchObject({ errorThreshold: threshold });
  });

  it('leave everything after the first -- to the entry script', async () => {
    expect(await parsed('in', '--', '--engine', 'offline', '--', '-x')).toMatchObject({
      inputs: ['in'],
      entryArguments: ['--engine', 'offline', '--', '-x'],
    });
  });

  it('keep inputs that look like numbers as they are, and lower-case the file name', async () => {
    expect(await parsed('007', '1e3', '--append_row_file_name', 'Rows.TXT')).toMatchObject({
      inputs: ['007', '1e3'],
      appendRowFileName: 'rows.txt',
    });
  });

  it.each([
    [['in', '--min', '3'], 'Unknown option --min.'],
    [['in', '--minibatch_size', '3'], 'Unknown option --minibatch_size: did you mean --mini_batch_size?'],
    [['in', '--no_overwrite'], 'Unknown option --no_overwrite: did you mean --overwrite?'],
    [['in', '-x'], 'Unknown option -x'],
    [['in', '-x'], 'Arguments of the entry script go after --.'],
    [[], 'INPUT is missing: give a folder, files, or @list.txt.'],
    [['in', '--mini_batch_size'], '--mini_batch_size has no value'],
    [['in', '--mini_batch_size', '0'], '--mini_batch_size is "0": give a whole number from 1 to'],
    [['in', '--mini_batch_size', '1e2'], 'is "1e2"'],
    [['in', '--error_threshold', '-2'], '--error_threshold is "-2": give a number of items, or -1'],
    [['in', '--run_invocation_timeout', '259201'], 'from 1 to 259200'],
    [['in', '--output_action', 'append'], 'give one of append_row, summary_only'],
    [['in', '--host', 'ruby'], 'give one of python, node'],
    [['in', '--output', ''], '--output has no value'],
  ])('are rejected: %j', async (argv, message) => {
    expect(await problems(...argv)).toEqual([expect.stringContaining(message)]);
  });

  it.each([
    [['in', '--engine', 'offline'], 'in -- --engine offline'],
    [
      ['--engine', 'offline', 'in', '--row-format=csv', '--run_max_try', '1'],
      'in --run_max_try 1 -- --engine offline --row-format=csv',
    ],
    [['my folder', '--input_partition', '2020', '--', '-x'], "'my folder' -- --input_partition 2020 -x"],
  ])('say where those of the entry script belong: %j', async (argv, line) => {
    expect((await problems(...argv)).join('\n')).toMatch(
      /^--engine.* of the entry script: give (it|them) after --|^--input_partition is an argument of the entry script/,
    );
    expect((await problems(...argv)).at(-1)).toBe(`  parallel-run-ocr replay ${line}`);
  });

  it('lets --help win over problems', async () => {
    const { code, out } = await runIn('/', ['replay', '--bogus', '--help']);
    expect(out).toMatch(/^parallel-run-ocr replay INPUT…/);
    expect(code).toBe(0);
  });

  it('lets --version win over problems', async () => {
    const { code, out } = await runIn('/', ['replay', '--bogus', '--version']);
    expect(out).toMatch(/^\d+\.\d+\.\d+\n$/);
    expect(code).toBe(0);
  });

  it('leaves --help after the -- to the entry script', async () => {
    expect(await parsed('in', '--', '--help')).toMatchObject({ entryArguments: ['--help'] });
  });
});

describe('the help', () => {
  it('names every option and the exit codes', async () => {
    const { out } = await runIn('/', ['replay', '--help']);
    for (const name of [...Object.keys(REPLAY_OPTIONS), 'help', 'version']) {
      expect(out).toContain(`--${name} `);
    }
    expect(out).toMatch(/\n {2}42 +the job failed, or AML would fail it\n/);
  });
});
