import type { JsonObject } from '../../contract/is-record.ts';
import { DEFAULT_ERROR_THRESHOLD, IMAGES, ROWS_OUTPUT } from '../jobs/parallel-node.ts';
import { TEXT_INPUTS } from '../worker-inputs.ts';

export interface ParallelComponent {
  /** ARM ids. */
  readonly environment: string;
  readonly code: string;
}

/** AML's own arguments of the step: https://learn.microsoft.com/azure/machine-learning/reference-yaml-job-parallel */
const STEP_ARGUMENTS = [
  // Seconds added to the timeout for loading and recording; documented as 30 and as 600.
  '--task_overhead_timeout 120',
  // The job fails when no mini-batch ends within this time: three attempts.
  '--progress_update_timeout 2160',
  // A mount with millions of files takes longer to list than the default of 600.
  '--first_task_creation_timeout 3600',
  // Not used: mini_batch_error_threshold takes effect earlier.
  '--allowed_failed_percent 100',
  // Adds the progress overview to the logs of the pipeline.
  '--copy_logs_to_parent True',
  '--resource_monitor_interval 60',
];

/**
 * The specification of the parallel step. `$[[…]]` drops a flag whose optional input is not given.
 *
 * https://learn.microsoft.com/azure/machine-learning/reference-yaml-job-parallel
 */
export function parallelComponentSpec({ environment, code }: ParallelComponent): JsonObject {
  const texts = TEXT_INPUTS.map(([name]) => name);
  const optional = [...texts, 'metadata'].map((name) => `$[[--${name} \${{inputs.${name}}}]]`);
  return {
    $schema: 'https://azuremlschemas.azureedge.net/latest/parallelComponent.schema.json',
    type: 'parallel',
    display_name: 'Read the text of images',
    // By default the service reuses the rows of an earlier run with the same arguments, even when the folder has new
    // images.
    is_deterministic: false,
    inputs: componentInputs(texts),
    outputs: { [ROWS_OUTPUT]: { type: 'uri_file', mode: 'rw_mount' } },
    input_data: `\${{inputs.${IMAGES}}}`,
    mini_batch_size: '50',
    max_concurrency_per_instance: 2,
    resources: { instance_count: 2 },
    retry_settings: { max_retries: 2, timeout: 600 },
    error_threshold: DEFAULT_ERROR_THRESHOLD,
    mini_batch_error_threshold: 5,
    logging_level: 'INFO',
    task: {
      type: 'run_function',
      code: `azureml:${code}`,
      entry_script: 'entry/parallel_run_entry.py',
      environment: `azureml:${environment}`,
      append_row_to: `\${{outputs.${ROWS_OUTPUT}}}`,
      program_arguments: [...STEP_ARGUMENTS, `--input_root \${{inputs.${IMAGES}}}`, ...optional].join(' '),
    },
  };
}

/** The inputs of the step and of the pipeline that contains it. */
export function componentInputs(texts: readonly string[]): JsonObject {
  return {
    [IMAGES]: { type: 'uri_folder', mode: 'ro_mount' },
    metadata: { type: 'uri_file', mode: 'ro_mount', optional: true },
    ...Object.fromEntries(texts.map((name) => [name, { type: 'string', optional: true }])),
  };
}
