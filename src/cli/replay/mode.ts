import type { Mode } from '../../replay/aml-mode.ts';
import type { InputFormat } from '../../replay/input/mini-batch-size.ts';

interface Defaults {
  readonly mini_batch_size?: string;
  readonly process_count_per_node?: number;
  readonly run_max_try?: number;
  readonly run_invocation_timeout?: number;
  readonly append_row_file_name?: string;
}

/**
 * Defaults that differ from those of v1. A batch deployment retries three times, which are four attempts.
 *
 * Sources: https://learn.microsoft.com/azure/machine-learning/reference-yaml-job-parallel,
 * https://learn.microsoft.com/azure/machine-learning/reference-yaml-deployment-batch
 */
export function defaultsOf(mode: Mode, format: InputFormat): Defaults {
  switch (mode) {
    case 'v1':
      return {};
    case 'v2':
      return format === 'file' ? { mini_batch_size: '1' } : {};
    case 'batch_endpoint':
      return {
        process_count_per_node: 1,
        run_max_try: 4,
        run_invocation_timeout: 30,
        append_row_file_name: 'predictions.csv',
      };
  }
}

/** What a batch deployment does not have, a sentence each. */
export function findModeProblems(mode: Mode, format: InputFormat): string[] {
  if (mode !== 'batch_endpoint' || format === 'file') return [];
  return [
    '--mode batch_endpoint takes files only, so --input_format tabular does not go with it: give one of them.',
  ];
}

/** What an entry script may miss. */
export function noteMode(mode: Mode, env: NodeJS.ProcessEnv): string[] {
  if (mode !== 'batch_endpoint' || env['AZUREML_MODEL_DIR'] !== undefined) return [];
  return [
    'a batch deployment has the folder of its model in AZUREML_MODEL_DIR: set it if the entry script needs it',
  ];
}
