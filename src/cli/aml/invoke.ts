import { readWorkspace } from '../../azure/read-workspace.ts';
import {
  batchRequest,
  invokeBatchEndpoint,
  readEndpointAddress,
} from '../../aml/invoke/invoke-batch-endpoint.ts';
import {
  type PipelineCall,
  pipelineRequest,
  type PipelineTarget,
  runPublishedPipeline,
} from '../../aml/invoke/published-pipeline.ts';
import type { ParsedOptions } from '../../config/parse-options.ts';
import type { AmlCommand } from './command.ts';
import { followToTheEnd } from './follow.ts';
import { INVOKE_OPTIONS, ON_DATASTORE } from './options/invoke-options.ts';
import { chooseTarget } from './invoke-target.ts';
import type { AmlTools } from './open-session.ts';
import { toBatchCall } from './batch-call.ts';
import { toPairs } from '../command/name-value.ts';
import { printRequest } from './print-request.ts';
import { EXIT } from '../command/exit-codes.ts';
import { printJson } from '../command/json-output.ts';

type InvokeValues = ParsedOptions<typeof INVOKE_OPTIONS>;

/** `parallel-run-ocr aml invoke` */
export const invokeCommand: AmlCommand<typeof INVOKE_OPTIONS> = {
  about: 'Runs a batch endpoint (v2), or a published pipeline or pipeline endpoint of SDK v1.',
  options: INVOKE_OPTIONS,
  examples: [
    [
      '--endpoint parallel-run-ocr --input images=azureml://datastores/ocr_images/paths/ --literal input_partition=2020/08/07',
      'a batch endpoint, one day',
    ],
    [
      '--pipeline 11111111-2222-3333-4444-555555555555 --parameter input_partition=2020/08/07',
      'a published pipeline',
    ],
    [
      '--pipeline_endpoint ocr --pipeline_version 2 --data_path images=ocr_images/2020/08/07',
      'version 2 of a pipeline endpoint',
    ],
  ],
  notes: [
    'A batch endpoint needs a token for https://ml.azure.com, a v1 pipeline a token for https://management.azure.com.',
    'A batch job runs as the identity that invokes it. A call whose response is lost is not repeated, because its job may have started.',
  ],
  exitCodes: ['failed', 'jobFailed', 'interrupted'],
  async run({ values, given }, tools) {
    const target = chooseTarget(values, given);
    if (target.kind !== 'batch') return runPipeline(target, values, tools);
    const { session, signal } = tools;
    const call = toBatchCall(target.endpoint, values, session.workspace);
    const request = batchRequest(session, call, await readEndpointAddress(session, target.endpoint, signal));
    if (values.dry_run) {
      printRequest(request, values.json, tools.context.terminal);
      return EXIT.ok;
    }
    const job = await invokeBatchEndpoint(session, request, signal);
    printJob(job, values, tools);
    return values.follow ? followToTheEnd(job, null, tools) : EXIT.ok;
  },
};

async function runPipeline(target: PipelineTarget, values: InvokeValues, tools: AmlTools): Promise<number> {
  const { session, context, signal } = tools;
  const call = toPipelineCall(target, values);
  const { region } = await readWorkspace(session, signal);
  const request = pipelineRequest(session, call, region);
  if (values.dry_run) printRequest(request, values.json, context.terminal);
  else printJob(await runPublishedPipeline(session, request, signal), values, tools);
  return EXIT.ok;
}

function printJob(job: string, { json }: InvokeValues, { context: { terminal } }: AmlTools): void {
  if (json) printJson(terminal, { job });
  else terminal.out(`${job}\n`);
}

function toPipelineCall(target: PipelineTarget, values: InvokeValues): PipelineCall {
  const paths = Object.entries(toPairs('data_path', values.data_path));
  return {
    target,
    experiment: values.experiment,
    parameters: toPairs('parameter', values.parameter),
    dataPaths: Object.fromEntries(
      paths.map(([name, value]) => {
        const [, datastore = '', path = ''] = ON_DATASTORE.exec(value) ?? [];
        return [name, { datastore, path }];
      }),
    ),
    dataSets: toPairs('dataset', values.dataset),
  };
}
