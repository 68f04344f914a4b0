import { describe, expect, it } from 'vitest';
import { checkEntryArguments, toAmlArgv } from '../../src/replay/aml-argv.ts';

const job = {
  mode: 'v1',
  entryScript: 'entry/parallel_run_entry.py',
  inputFormat: 'file',
  inputFolder: '/in',
  partitionKeys: null,
  miniBatchSize: { text: '10' },
  errorThreshold: -1,
  allowedFailedCount: null,
  allowedFailedPercent: null,
  outputAction: 'append_row',
  loggingLevel: 'INFO',
  runInvocationTimeout: 60,
  runMaxTry: 3,
  appendRowFileName: 'rows.txt',
  output: '/out',
  processCountPerNode: 4,
  entryArguments: ['--engine', 'offline'],
} as const;

describe('toAmlArgv', () => {
  it("puts the user's arguments where AML's driver puts them [V01] [V12]", () => {
    expect(toAmlArgv(job).join(' ')).toBe(
      'driver/amlbi_main.py --client_sdk_version 1.57.0 --scoring_module_name entry/parallel_run_entry.py ' +
        '--mini_batch_size 10 --error_threshold -1 --output_action append_row --logging_level INFO ' +
        '--run_invocation_timeout 60 --run_max_try 3 --create_snapshot_at_runtime True ' +
        '--append_row_file_name rows.txt --output /out --process_count_per_node 4 ' +
        '--engine offline --input_fds_0 input',
    );
  });

  it.each([
    ['v2', 'file', '/in', '--input_asset_input /in'],
    ['v2', 'tabular', '/in', '--input_asset_input /in'],
    ['v2', 'file', null, '--input_asset_input input'],
    ['batch_endpoint', 'file', '/in', '--input_asset_job_data_path /in'],
  ] as const)('ends with the mounted folder in %s [V15]: %s', (mode, inputFormat, inputFolder, end) => {
    const argv = toAmlArgv({ ...job, mode, inputFormat, inputFolder }).join(' ');
    expect(argv.endsWith(` --engine offline ${end}`)).toBe(true);
    expect(argv).not.toMatch(/--input_f?ds/);
  });

  it('names no row file when none is written [V10]', () => {
    expect(toAmlArgv({ ...job, outputAction: 'summary_only' })).not.toContain('--append_row_file_name');
  });

  it.each([
    ['--partition_keys ["user", "a b"] --engine', { partitionKeys: ['user', 'a b'] }],
    ['--engine offline --input_ds_0 input', { inputFormat: 'tabular' }],
    [
      'True --allowed_failed_count 0 --allowed_failed_percent 2.5 --append',
      { allowedFailedCount: 0, allowedFailedPercent: 2.5 },
    ],
    ['--mini_batch_size 1MB', { miniBatchSize: { text: '1MB' } }],
  ] as const)('has %s where it is asked for', (words, given) => {
    expect(toAmlArgv({ ...job, ...given }).join(' ')).toContain(words);
  });
});

describe('checkEntryArguments', () => {
  it("rejects the names that AML's SDK rejects [V05]", () => {
    expect(
      checkEntryArguments(['--output', 'x', '--run_max_try=2', '--engine', 'offline', 'output'], 'v1'),
    ).toEqual([
      expect.stringContaining('--output: AML reserves this name'),
      expect.stringContaining('--run_max_try=2: AML reserves this name'),
    ]);
  });

  it('leads to the option of the replay where the driver of v2 takes the argument', () => {
    expect(checkEntryArguments(['--error_threshold', '5'], 'v2')).toEqual([
      expect.stringContaining(
        "--error_threshold: AML's driver takes this argument for itself: give it before --",
      ),
    ]);
  });
});
