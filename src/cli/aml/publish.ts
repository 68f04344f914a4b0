import { batchDeployment, batchEndpoint } from '../../aml/assets/batch-endpoint.ts';
import { componentVersion } from '../../aml/assets/component.ts';
import { ensure } from '../../aml/assets/ensure.ts';
import { pipelineComponentSpec } from '../../aml/assets/pipeline-component.ts';
import { readWorkspace } from '../../azure/read-workspace.ts';
import { type Check, matching } from '../../config/option.ts';
import {
  assetName,
  CLUSTER,
  COMPONENT,
  PIPELINE_COMPONENT,
  resourceName,
  toAssetName,
} from './options/asset-options.ts';
import type { AmlCommand } from './command.ts';
import { DRY_RUN, ensureReport } from './ensure-report.ts';
import { NODE_OPTIONS, toNodeSettings } from './options/node-options.ts';
import { HELP_FLAG, WORKSPACE_OPTIONS } from './options/workspace-options.ts';
import { EXIT } from '../command/terminal.ts';

/** https://learn.microsoft.com/azure/machine-learning/how-to-use-batch-pipeline-deployments */
const endpointName: Check = matching(
  /^[a-z](?:[a-z0-9-]{1,30})[a-z0-9]$/i,
  '3 to 32 letters, digits and dashes, a letter first',
);

/** `parallel-run-ocr aml publish` */
export const publishCommand: AmlCommand = {
  name: 'publish',
  about:
    'Puts the component behind a batch endpoint (v2): a pipeline component of the one step, the endpoint, a deployment, and makes that the default. What is there already is left or brought up to date.',
  options: {
    values: {
      endpoint: {
        value: 'NAME',
        description: 'New in the region',
        default: 'parallel-run-ocr',
        check: endpointName,
      },
      deployment: {
        value: 'NAME',
        description: 'The deployment',
        default: 'parallel-run-ocr-1',
        check: endpointName,
      },
      component: {
        value: 'NAME:VERSION',
        description: 'The parallel component, as aml provision has made it',
        default: COMPONENT,
        check: assetName,
      },
      pipeline_component: {
        value: 'NAME:VERSION',
        description: 'The pipeline around it',
        default: PIPELINE_COMPONENT,
        check: assetName,
      },
      compute: { value: 'NAME', description: 'The cluster', default: CLUSTER, check: resourceName },
      ...NODE_OPTIONS,
      ...WORKSPACE_OPTIONS,
    },
    flags: {
      keep_default: "Leave the endpoint's default deployment as it is",
      dry_run: DRY_RUN,
      ...HELP_FLAG,
    },
  },
  examples: [
    ['publish', 'component, cluster and names as aml provision makes them'],
    [
      'publish --deployment parallel-run-ocr-2 --pipeline_component parallel_run_ocr_pipeline:2 --timeout 900 --keep_default',
      'a second deployment beside the first, to be tried with aml invoke --deployment',
    ],
  ],
  notes: ['Published pipelines of SDK v1 can be run (aml invoke) but not made here.'],
  async run(options, tools) {
    const { session, signal } = tools;
    const { workspace } = session;
    const { values, flags } = options;
    const report = ensureReport(tools, flags['dry_run'] === true);
    const { region } = await readWorkspace(session, signal);
    const endpoint = values['endpoint'] ?? 'parallel-run-ocr';
    const name = values['deployment'] ?? 'parallel-run-ocr-1';
    const compute = values['compute'] ?? CLUSTER;
    const component = toAssetName(values['pipeline_component'] ?? PIPELINE_COMPONENT);
    const step = toAssetName(values['component'] ?? COMPONENT);
    const spec = pipelineComponentSpec(workspace, step, compute, toNodeSettings(options));
    const wanted = [
      componentVersion(workspace, component, spec),
      batchEndpoint(workspace, endpoint, region, null),
      batchDeployment(workspace, { endpoint, name, region, component, compute }),
      ...(flags['keep_default'] === true ? [] : [batchEndpoint(workspace, endpoint, region, name)]),
    ];
    for (const one of wanted) await ensure(session, one, report, signal);
    return EXIT.ok;
  },
};
