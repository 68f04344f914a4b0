import { cancelJob } from '../../aml/jobs/cancel-job.ts';
import { text } from '../../config/option.ts';
import type { AmlCommand } from './command.ts';
import { resourceName } from './options/asset-options.ts';
import { EXIT } from '../command/exit-codes.ts';
import { JSON_OUTPUT, printJson } from '../command/json-output.ts';

/** `parallel-run-ocr aml cancel` */
export const cancelCommand: AmlCommand<typeof JSON_OUTPUT> = {
  about:
    'Cancels a job and waits until Azure has accepted the cancellation. Rows that were already written are kept.',
  options: JSON_OUTPUT,
  positional: {
    name: 'JOB',
    type: text((name) =>
      resourceName.check(name) === null ? null : 'the name of the job, as printed by aml submit',
    ),
  },
  examples: [['parallel-run-ocr-1a2b3c4d', 'a job started by aml submit']],
  notes: [],
  exitCodes: ['failed', 'interrupted'],
  async run({ values: { json }, positionals: [job = ''] }, { session, context, signal }) {
    await cancelJob(session, job, (state) => context.terminal.note(`${state}\n`), signal);
    if (json) printJson(context.terminal, { job, cancellation: 'accepted' });
    else context.terminal.out(`${job} is being cancelled\n`);
    return EXIT.ok;
  },
};
