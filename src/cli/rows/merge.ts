import type { Stats } from 'node:fs';
import { resolve } from 'node:path';
import { matching } from '../../config/option.ts';
import { grouped } from '../../config/parse-options.ts';
import { ConfigurationError } from '../../contract/errors.ts';
import { mergeRows } from '../../report/verify/merge-rows.ts';
import type { Command } from '../command/command.ts';
import { EXIT } from '../command/exit-codes.ts';
import { JSON_OUTPUT, printJson } from '../command/json-output.ts';
import { findMissing, ROWS } from './rows-input.ts';

const OPTIONS = {
  ...JSON_OUTPUT,
  ...grouped('Output', {
    into: {
      value: 'FILE',
      description: 'The file of rows that gets them; it is replaced in one step',
      type: matching(/./s, 'a file with rows'),
    },
  }),
};

const isFile = (entry: Stats): boolean => entry.isFile();

/** `parallel-run-ocr merge` */
export const mergeCommand: Command<typeof OPTIONS> = {
  about:
    'Puts the rows of a second attempt into the rows of the first: an image without a row gets one, a failed row is replaced by one with a result, and all others stay. No image has two rows then.',
  positional: ROWS,
  options: OPTIONS,
  examples: [
    [
      'retry/parallel_run_step.txt --into output/parallel_run_step.txt',
      'after replay --failed_of output --output retry',
    ],
  ],
  notes: [
    'Failed items that have a row now no longer count for verify. summary.json still tells of the first run.',
  ],
  exitCodes: ['interrupted'],
  async run({ values, positionals: [given = ''] }, context) {
    const { currentFolder, terminal } = context;
    const from = resolve(currentFolder, given);
    if (values.into === undefined)
      throw new ConfigurationError(['--into is missing: give a file with rows.']);
    const into = resolve(currentFolder, values.into);
    const problems = [
      ...(await findMissing(from, 'a file with rows', isFile)),
      ...(await findMissing(into, 'a file with rows', isFile)),
      ...(from === into ? ['--into names ROWS itself: give the file of the first attempt.'] : []),
    ];
    if (problems.length > 0) throw new ConfigurationError(problems);
    const { added, replaced, kept } = await mergeRows(into, from, context.watchInterrupts().drain);
    if (values.json) printJson(terminal, { into, added, replaced, unchanged: kept });
    else terminal.out(`added      ${added}\nreplaced   ${replaced}\nunchanged  ${kept}\n`);
    return EXIT.ok;
  },
};
