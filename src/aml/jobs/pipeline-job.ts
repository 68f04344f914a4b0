import type { Workspace } from '../../azure/workspace.ts';
import type { AssetName } from '../asset-name.ts';
import { resourceId } from '../workspace-paths.ts';
import { IMAGES, type NodeSettings, parallelNode, ROWS_OUTPUT, STEP } from './parallel-node.ts';
import { PROJECT_TAGS } from '../project-tags.ts';

export interface PipelineJob {
  readonly name: string;
  readonly experiment: string;
  readonly component: AssetName;
  readonly compute: string;
  /** A datastore path, a URL or the id of a data asset. */
  readonly images: string;
  /** A datastore path, a URL or the id of a data asset; null without metadata. */
  readonly metadata: string | null;
  /** Arguments of the worker by name, as texts. */
  readonly literals: Readonly<Record<string, string>>;
  /** Where the rows go: a datastore path of a file. */
  readonly rows: string;
  readonly settings: NodeSettings;
}

/**
 * The body of `PUT …/jobs/NAME`.
 *
 * https://learn.microsoft.com/rest/api/azureml/jobs/create-or-update
 */
export function pipelineJobBody(workspace: Workspace, job: PipelineJob) {
  const { name, experiment, component, compute, images, metadata, literals, rows, settings } = job;
  const inputs = {
    [IMAGES]: { jobInputType: 'uri_folder', uri: images, mode: 'ReadOnlyMount' },
    ...(metadata !== null && {
      metadata: { jobInputType: 'uri_file', uri: metadata, mode: 'ReadOnlyMount' },
    }),
    ...Object.fromEntries(
      Object.entries(literals).map(([key, value]) => [key, { jobInputType: 'literal', value }]),
    ),
  };
  const node = { component, compute: null, inputs: Object.keys(inputs), settings };
  return {
    properties: {
      jobType: 'Pipeline',
      displayName: name,
      experimentName: experiment,
      tags: PROJECT_TAGS,
      settings: {
        default_compute: resourceId(workspace, 'computes', compute),
        // There is only one step, so no other could continue.
        continue_on_step_failure: false,
        // Never reuse the rows of an earlier run with the same inputs: the folder may have new images.
        force_rerun: true,
        _source: 'REST',
      },
      inputs,
      outputs: { [ROWS_OUTPUT]: { jobOutputType: 'uri_file', uri: rows, mode: 'ReadWriteMount' } },
      jobs: { [STEP]: parallelNode(workspace, node) },
    },
  };
}
