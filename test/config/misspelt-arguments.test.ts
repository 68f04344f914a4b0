import { describe, expect, it } from 'vitest';
import { foreignArguments, misspeltArguments, withSuggestion } from '../../src/config/misspelt-arguments.ts';

/** https://learn.microsoft.com/azure/machine-learning/reference-yaml-job-parallel and what AML's driver adds. */
const AMLS = [
  '--client_sdk_version',
  '--scoring_module_name',
  '--mini_batch_size',
  '--error_threshold',
  '--allowed_failed_count',
  '--allowed_failed_percent',
  '--output_action',
  '--run_invocation_timeout',
  '--run_max_try',
  '--create_snapshot_at_runtime',
  '--append_row_file_name',
  '--process_count_per_node',
  '--input_fds_0',
  '--input_ds_0',
  '--input_asset_0',
  '--partition_keys',
  '--task_overhead_timeout',
  '--progress_update_timeout',
  '--first_task_creation_timeout',
  '--resource_monitor_interval',
  '--node_count',
];

describe('arguments that the entry script does not have', () => {
  it.each([
    ['--row_fromat', '--row_format'],
    ['--row-fromat', '--row_format'],
    ['--langage', '--language'],
    ['--kv_readap', '--kv_readapi'],
  ])('takes %s for %s', (given, meant) => {
    expect(withSuggestion(given)).toBe(`${given} (did you mean ${meant}?)`);
    expect(misspeltArguments(['--client_sdk_version', given])).toEqual([given]);
  });

  it("takes none of AML's own for one of ours", () => {
    expect(misspeltArguments(AMLS)).toEqual([]);
  });

  it("are named without what AML's driver reads itself", () => {
    const given = [
      '--engine',
      'offline',
      '--task-overhead-timeout',
      '90',
      '--frobnicate=1',
      '--copy_logs_to_parent',
    ];
    expect(foreignArguments(given)).toEqual(['--frobnicate']);
  });

  it('leaves a name that is near to none as it is', () => {
    expect(withSuggestion('--frobnicate')).toBe('--frobnicate');
  });
});
