import { cancelJob } from '../../aml/jobs/cancel-job.ts';
import { ConfigurationError } from '../../contract/errors.ts';
import { resourceName } from './options/asset-options.ts';
import type { AmlCommand } from './command.ts';
import { HELP_FLAG, WORKSPACE_OPTIONS } from './options/workspace-options.ts';
import { EXIT } from '../command/terminal.ts';

/** `parallel-run-ocr aml cancel` */
export const cancelCommand: AmlCommand = {
  name: 'cancel',
  about: 'Cancels a job and waits until Azure has taken note. Rows that were appended stay where they are.',
  options: { values: WORKSPACE_OPTIONS, flags: HELP_FLAG, positional: 'JOB' },
  examples: [['cancel parallel-run-ocr-1a2b3c4d', 'the job that aml submit named']],
  notes: [],
  async run({ alone: [job] }, { session, context, signal }) {
    if (job === undefined || resourceName(job) !== null) {
      throw new ConfigurationError([
        `JOB is ${job === undefined ? 'missing' : JSON.stringify(job)}: give the name of the job, as aml submit printed it.`,
      ]);
    }
    await cancelJob(session, job, (state) => context.terminal.err(`${state}\n`), signal);
    context.terminal.out(`${job} is being cancelled\n`);
    return EXIT.ok;
  },
};
