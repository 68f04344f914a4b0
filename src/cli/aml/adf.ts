import { mlAudience } from '../../azure/audiences.ts';
import { writeFile } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import { makeFolder } from '../../files/make-folder.ts';
import { invokeEndpoint } from '../../aml/data-factory/adf-web-activities.ts';
import { executePipeline } from '../../aml/data-factory/execute-pipeline.ts';
import type { FactoryFile } from '../../aml/data-factory/resource.ts';
import { dailyTrigger } from '../../aml/data-factory/trigger.ts';
import { readEndpointAddress } from '../../aml/invoke/invoke-batch-endpoint.ts';
import { ConfigurationError } from '../../contract/errors.ts';
import type { ParsedOptions } from '../../config/parse-options.ts';
import { ADF_OPTIONS } from './options/adf-options.ts';
import { toEndpointUri } from './batch-call.ts';
import type { AmlCommand } from './command.ts';
import type { AmlTools } from './open-session.ts';
import { toPairs } from '../command/name-value.ts';
import { EXIT } from '../command/exit-codes.ts';
import { printJson } from '../command/json-output.ts';

/** `parallel-run-ocr aml adf` */
export const adfCommand: AmlCommand<typeof ADF_OPTIONS> = {
  about:
    "Writes the JSON of a Data Factory pipeline that reads the images of one partition, and of a daily trigger that passes the day's partition. For a batch endpoint, the pipeline submits a job and polls it with Web activities. For a published pipeline of SDK v1, it has an Execute Pipeline activity and its linked service.",
  options: ADF_OPTIONS,
  examples: [
    [
      '--endpoint parallel-run-ocr --images azureml://datastores/ocr_images/paths/ --value kv_readapi=readapisecret',
      'for a batch endpoint; its address is read from the workspace',
    ],
    [
      '--pipeline_endpoint 11111111-2222-3333-4444-555555555555 --output factory',
      'for a v1 pipeline endpoint; sends no request',
    ],
  ],
  notes: [
    'The files have the layout of a factory stored in Git; "az datafactory" accepts them as well. The trigger is created stopped.',
    'The managed identity of the factory needs the role AzureML Data Scientist on the workspace.',
  ],
  exitCodes: ['failed', 'interrupted'],
  async run({ values }, tools) {
    const { session, context } = tools;
    const today = new Date(session.clock.now()).toISOString().slice(0, 10);
    const trigger = { pipeline: values.name, time: values.time, start: values.start ?? today };
    const files = [...(await pipelineFiles(values, tools)), dailyTrigger(trigger)];
    const folder = resolve(context.currentFolder, values.output);
    await write(folder, files, values.overwrite);
    const paths = files.map(({ path }) => join(folder, path));
    if (values.json) printJson(context.terminal, { files: paths });
    else context.terminal.out(paths.map((path) => `${path}\n`).join(''));
    return EXIT.ok;
  },
};

async function pipelineFiles(
  values: ParsedOptions<typeof ADF_OPTIONS>,
  { session, signal }: AmlTools,
): Promise<readonly FactoryFile[]> {
  const { workspace, cloud } = session;
  const { name, endpoint, pipeline, pipeline_endpoint: pipelineEndpoint, images, experiment } = values;
  const given = toPairs('value', values.value);
  if ('input_partition' in given) {
    throw new ConfigurationError([
      '--value input_partition is not accepted: the pipeline passes its own parameter, partition, which the daily trigger sets. Leave it out.',
    ]);
  }
  if ([endpoint, pipeline, pipelineEndpoint].filter((one) => one !== undefined).length !== 1) {
    throw new ConfigurationError(['Give one of --endpoint, --pipeline and --pipeline_endpoint.']);
  }
  if (endpoint === undefined) {
    const target =
      pipeline === undefined
        ? {
            kind: 'endpoint' as const,
            id: pipelineEndpoint ?? '',
            version: values.pipeline_version ?? null,
          }
        : { kind: 'pipeline' as const, id: pipeline };
    return executePipeline(workspace, { name, target, experiment, parameters: given });
  }
  if (images === undefined) {
    throw new ConfigurationError(['--images is missing: --endpoint needs the folder that its jobs read.']);
  }
  return invokeEndpoint(workspace, {
    name,
    scoringUri: await readEndpointAddress(session, endpoint, signal),
    deployment: values.deployment ?? null,
    experiment,
    images: toEndpointUri(workspace, images),
    literals: given,
    armEndpoint: cloud.armEndpoint,
    mlAudience: mlAudience(cloud),
  });
}

async function write(folder: string, files: readonly FactoryFile[], overwrite: boolean): Promise<void> {
  for (const { path, content } of files) {
    const file = join(folder, path);
    await makeFolder(dirname(file));
    try {
      await writeFile(file, `${JSON.stringify(content, null, 2)}\n`, { flag: overwrite ? 'w' : 'wx' });
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
      throw new ConfigurationError([`${file} already exists: give --overwrite, or another --output.`]);
    }
  }
}
