import { batchDeployment, batchEndpoint } from '../../aml/assets/batch-endpoint-spec.ts';
import { componentVersion } from '../../aml/assets/component.ts';
import { ensure } from '../../aml/assets/ensure.ts';
import { pipelineComponentSpec } from '../../aml/assets/pipeline-component.ts';
import { readWorkspace } from '../../azure/read-workspace.ts';
import { flag, matching } from '../../config/option.ts';
import { grouped } from '../../config/parse-options.ts';
import { assetName, COMPONENT, COMPUTE } from './options/asset-options.ts';
import type { AmlCommand } from './command.ts';
import { DRY_RUN, reportEnsured } from './ensure-report.ts';
import { NODE_OPTIONS, toNodeSettings } from './options/node-options.ts';
import { EXIT } from '../command/exit-codes.ts';
import { JSON_OUTPUT } from '../command/json-output.ts';

/** https://learn.microsoft.com/azure/machine-learning/how-to-use-batch-pipeline-deployments */
const endpointName = matching(
  /^[a-z](?:[a-z0-9-]{1,30})[a-z0-9]$/i,
  '3 to 32 letters, digits and dashes, starting with a letter',
);

const OPTIONS = {
  ...JSON_OUTPUT,
  ...grouped('Endpoint', {
    endpoint: {
      value: 'NAME',
      description: 'The batch endpoint; must be unique in the region',
      default: 'parallel-run-ocr',
      type: endpointName,
    },
    deployment: {
      value: 'NAME',
      description: 'The deployment',
      default: 'parallel-run-ocr-1',
      type: endpointName,
    },
    keep_default: flag("Leave the endpoint's default deployment unchanged"),
    dry_run: DRY_RUN,
  }),
  ...grouped('Pipeline', {
    component: COMPONENT,
    pipeline_component: {
      value: 'NAME:VERSION',
      description: 'The pipeline component that contains the component',
      default: 'parallel_run_ocr_pipeline:1',
      type: assetName,
    },
    compute: COMPUTE,
  }),
  ...NODE_OPTIONS,
};

/** `parallel-run-ocr aml publish` */
export const publishCommand: AmlCommand<typeof OPTIONS> = {
  about:
    'Publishes the component as a batch endpoint (v2): a pipeline component with the single step, the endpoint, and a deployment, which becomes the default. Existing resources are left unchanged or updated.',
  options: OPTIONS,
  examples: [
    ['', 'with the default names of aml provision'],
    [
      '--deployment parallel-run-ocr-2 --pipeline_component parallel_run_ocr_pipeline:2 --timeout 900 --keep_default',
      'a second deployment, to test with aml invoke --deployment',
    ],
  ],
  notes: ['Published pipelines of SDK v1 can be run (aml invoke) but not created here.'],
  exitCodes: ['failed', 'interrupted'],
  async run({ values }, tools) {
    const { session, signal } = tools;
    const { workspace } = session;
    const { endpoint, deployment: name, compute, pipeline_component: component } = values;
    const { region } = await readWorkspace(session, signal);
    const spec = pipelineComponentSpec(workspace, values.component, compute, toNodeSettings(values));
    const wanted = [
      componentVersion(workspace, component, spec),
      batchEndpoint(workspace, endpoint, region, null),
      batchDeployment(workspace, { endpoint, name, region, component, compute }),
      ...(values.keep_default ? [] : [batchEndpoint(workspace, endpoint, region, name)]),
    ];
    await reportEnsured(tools, values, async (report) => {
      for (const one of wanted) await ensure(session, one, report, signal);
    });
    return EXIT.ok;
  },
};
