import type { PipelineTarget } from '../../aml/invoke/published-pipeline.ts';
import { ConfigurationError } from '../../contract/errors.ts';
import { isGuid } from '../../contract/is-guid.ts';
import type { GivenTexts, ParsedOptions } from '../../config/parse-options.ts';
import type { TARGET_OPTIONS } from './options/invoke-options.ts';

type InvokeTarget = PipelineTarget | { readonly kind: 'batch'; readonly endpoint: string };

const TARGETS = ['endpoint', 'pipeline', 'pipeline_endpoint'] as const;
const V2_ONLY = ['deployment', 'input', 'input_file', 'literal', 'output', 'follow'];
const V1_ONLY = ['parameter', 'data_path', 'dataset'];

/** @throws ConfigurationError unless exactly one target is given, or when an option of the other SDK version is given */
export function chooseTarget(values: ParsedOptions<typeof TARGET_OPTIONS>, given: GivenTexts): InvokeTarget {
  const named = TARGETS.filter((name) => values[name] !== undefined);
  const [kind] = named;
  if (kind === undefined || named.length > 1) {
    throw new ConfigurationError([
      `${named.length === 0 ? 'No target is given' : `${named.map((name) => `--${name}`).join(' and ')} exclude each other`}: give one of --endpoint, --pipeline and --pipeline_endpoint.`,
    ]);
  }
  const isV2 = kind === 'endpoint';
  const foreign = [
    ...(isV2 ? V1_ONLY : V2_ONLY),
    ...(kind === 'pipeline_endpoint' ? [] : ['pipeline_version']),
  ].filter((name) => name in given);
  if (foreign.length > 0) {
    throw new ConfigurationError(foreign.map((name) => `--${name} cannot be combined with --${kind}.`));
  }
  return toTarget(kind, values[kind] ?? '', values.pipeline_version ?? null);
}

function toTarget(kind: (typeof TARGETS)[number], given: string, version: string | null): InvokeTarget {
  if (kind === 'endpoint') return { kind: 'batch', endpoint: given };
  if (kind === 'pipeline') return { kind: 'pipeline', id: given };
  return isGuid(given)
    ? { kind: 'endpoint_id', id: given, version }
    : { kind: 'endpoint_name', name: given, version };
}
