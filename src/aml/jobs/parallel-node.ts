import type { AssetName } from '../asset-name.ts';
import { assetId, resourceId } from '../workspace-paths.ts';
import type { LoggingLevel } from '../../logging/logger.ts';
import type { Workspace } from '../../azure/workspace.ts';

/** Settings of a run that override its component's; null leaves the component's. */
export interface NodeSettings {
  readonly instanceCount: number | null;
  readonly miniBatchSize: number | null;
  readonly maxConcurrencyPerInstance: number | null;
  readonly errorThreshold: number;
  readonly miniBatchErrorThreshold: number | null;
  readonly maxRetries: number | null;
  /** Seconds that one `run()` may take. */
  readonly timeout: number | null;
  readonly loggingLevel: LoggingLevel;
}

/** The names of the single step, its input and its output. */
export const STEP = 'read_text';
export const IMAGES = 'images';
export const ROWS_OUTPUT = 'rows';

/** Number of images without a row that a run tolerates by default. */
export const DEFAULT_ERROR_THRESHOLD = 100;

export interface ParallelNode {
  readonly component: AssetName;
  /** Null is the pipeline's default. */
  readonly compute: string | null;
  /** Names of the pipeline's inputs; the component has them under the same names. */
  readonly inputs: readonly string[];
  readonly settings: NodeSettings;
}

/**
 * The step as the service takes it: names in snake_case, inside a body that is camelCase. Shape:
 * https://github.com/Azure/azure-sdk-for-python/blob/main/sdk/ml/azure-ai-ml/azure/ai/ml/entities/_builders/parallel.py
 */
export function parallelNode(workspace: Workspace, { component, compute, inputs, settings }: ParallelNode) {
  const { instanceCount, maxRetries, timeout } = settings;
  return {
    type: 'parallel',
    name: STEP,
    componentId: assetId(workspace, 'components', component),
    ...(compute !== null && { computeId: resourceId(workspace, 'computes', compute) }),
    inputs: Object.fromEntries(
      inputs.map((name) => [name, { job_input_type: 'literal', value: `\${{parent.inputs.${name}}}` }]),
    ),
    outputs: { [ROWS_OUTPUT]: { type: 'literal', value: `\${{parent.outputs.${ROWS_OUTPUT}}}` } },
    // The cluster's managed identity: without it the worker cannot open the vault.
    identity: { identity_type: 'Managed' },
    // A node does not inherit these two from its component.
    error_threshold: settings.errorThreshold,
    logging_level: settings.loggingLevel,
    ...given('mini_batch_size', settings.miniBatchSize),
    ...given('max_concurrency_per_instance', settings.maxConcurrencyPerInstance),
    ...given('mini_batch_error_threshold', settings.miniBatchErrorThreshold),
    ...(instanceCount !== null && { resources: { instance_count: instanceCount } }),
    ...((maxRetries !== null || timeout !== null) && {
      retry_settings: { ...given('max_retries', maxRetries), ...given('timeout', timeout) },
    }),
    _source: 'REMOTE.WORKSPACE.COMPONENT',
  };
}

function given(name: string, value: number | null): Readonly<Record<string, number>> {
  return value === null ? {} : { [name]: value };
}
