import type { JsonObject } from '../../contract/is-record.ts';
import { type NodeSettings, parallelNode, ROWS_OUTPUT, STEP } from '../jobs/parallel-node.ts';
import type { Workspace } from '../../azure/workspace.ts';
import { TEXT_INPUTS } from '../worker-inputs.ts';
import type { AssetName } from '../asset-name.ts';
import { componentInputs } from './parallel-component.ts';

/** A pipeline component with the single step: a batch endpoint runs it, and callers set its inputs. */
export function pipelineComponentSpec(
  workspace: Workspace,
  component: AssetName,
  compute: string,
  settings: NodeSettings,
): JsonObject {
  const inputs = componentInputs(TEXT_INPUTS.map(([name]) => name));
  const node = { component, compute, inputs: Object.keys(inputs), settings };
  return {
    $schema: 'https://azuremlschemas.azureedge.net/latest/pipelineComponent.schema.json',
    type: 'pipeline',
    display_name: 'Read the text of images',
    is_deterministic: false,
    inputs,
    outputs: { [ROWS_OUTPUT]: { type: 'uri_file', mode: 'rw_mount' } },
    jobs: { [STEP]: parallelNode(workspace, node) },
  };
}
