import type { PipelineJob } from '../../aml/jobs/pipeline-job.ts';
import { submitJob, submitRequest } from '../../aml/jobs/submit-job.ts';
import { TEXT_INPUTS } from '../../aml/worker-inputs.ts';
import { datastoreUri } from '../../aml/workspace-paths.ts';
import { ConfigurationError } from '../../contract/errors.ts';
import { toDataUri } from './options/asset-options.ts';
import type { AmlCommand } from './command.ts';
import { type Download, followToTheEnd } from './follow.ts';
import { toNodeSettings } from './options/node-options.ts';
import type { AmlTools } from './open-session.ts';
import { SUBMIT_OPTIONS } from './options/submit-options.ts';
import type { CommandInput } from '../command/command.ts';
import { printRequest } from './print-request.ts';
import { EXIT } from '../command/exit-codes.ts';
import { printJson } from '../command/json-output.ts';

type SubmitInput = CommandInput<typeof SUBMIT_OPTIONS>;

/** `parallel-run-ocr aml submit` */
export const submitCommand: AmlCommand<typeof SUBMIT_OPTIONS> = {
  about:
    'Starts a pipeline job that runs the parallel component on a folder of images, then follows its status and its progress overview. Ctrl-C stops following; the job keeps running.',
  options: SUBMIT_OPTIONS,
  examples: [
    [
      '--images azureml://datastores/ocr_images/paths/ --input_partition 2020/08/07 --kv_readapi readapisecret',
      'one day of a datastore',
    ],
    [
      '--images ocr-images:2020-08-07 --engine offline --download out',
      'a data asset, read offline; its rows are downloaded',
    ],
    ['--attach parallel-run-ocr-1a2b3c4d --download out', 'follow a job again and download its rows'],
  ],
  notes: [
    'The progress overview comes from the run history service, which the Python SDK uses to stream a job; Microsoft publishes no reference for it.',
    '--download also verifies the rows, prints the result and writes report.html beside them. The exit code remains that of the job, but is 3 when no image was read, unless --allow_empty is given.',
  ],
  exitCodes: ['failed', 'jobFailed', 'interrupted'],
  async run(input, tools) {
    const { session, context, signal } = tools;
    const { attach, dry_run: isDryRun, detach, json } = input.values;
    const download = toDownload(input);
    if (attach !== undefined && json) printJson(context.terminal, { job: attach, studio: null, rows: null });
    if (attach !== undefined) return followToTheEnd(attach, download, tools);
    const job = toJob(input, tools);
    if (isDryRun) {
      printRequest(submitRequest(session, job), json, context.terminal);
      return EXIT.ok;
    }
    const { studio } = await submitJob(session, job, signal);
    if (json) printJson(context.terminal, { job: job.name, studio, rows: job.rows });
    else context.terminal.out(`${job.name}\n`);
    context.terminal.note(
      `Submitted ${job.name}${studio === null ? '' : `, ${studio}`}\nRows: ${job.rows}\n`,
    );
    return detach ? EXIT.ok : followToTheEnd(job.name, download, tools);
  },
};

function toDownload({ values }: SubmitInput): Download | null {
  const { download: folder, allow_empty: allowEmpty } = values;
  return folder === undefined ? null : { folder, allowEmpty };
}

function toJob({ values, given }: SubmitInput, { session, newId }: AmlTools): PipelineJob {
  const { workspace } = session;
  const { images, metadata } = values;
  if (images === undefined) {
    throw new ConfigurationError([
      '--images is missing: give the folder to read, azureml://datastores/NAME/paths/FOLDER/ or a data asset, NAME:VERSION.',
    ]);
  }
  const name = values.name ?? `parallel-run-ocr-${newId().slice(0, 8)}`;
  const literals = TEXT_INPUTS.flatMap(([key]) => {
    const value = given[key]?.at(-1);
    return value === undefined ? [] : [[key, value] as const];
  });
  return {
    name,
    experiment: values.experiment,
    component: values.component,
    compute: values.compute,
    images: toDataUri(workspace, images),
    metadata: metadata === undefined ? null : toDataUri(workspace, metadata),
    literals: Object.fromEntries(literals),
    rows: datastoreUri(workspace, values.output_datastore, `parallel-run-ocr/${name}/parallel_run_step.txt`),
    settings: toNodeSettings(values),
  };
}
