import { dirname, join, relative, resolve } from 'node:path';
import { anyText, flag, oneOf } from '../../config/option.ts';
import { grouped } from '../../config/parse-options.ts';
import { ConfigurationError } from '../../contract/errors.ts';
import { TABLE_NAMES } from '../../report/export/tables.ts';
import type { Command } from '../command/command.ts';
import { EXIT } from '../command/exit-codes.ts';
import { findMissing, findRows, isFolder, ROWS, ROWS_OPTIONS } from './rows-input.ts';

const OPTIONS = {
  ...ROWS_OPTIONS,
  ...grouped('Output', {
    table: {
      value: 'TABLE',
      description: 'What a record is: a row, a line of text, a plate, or an image that failed',
      default: 'rows',
      type: oneOf(TABLE_NAMES),
    },
    format: { value: 'FORMAT', description: 'The format of the file', default: 'csv', type: oneOf(['csv']) },
    deduplicated: flag('Only the first row of each image'),
    output: {
      value: 'FILE',
      description: 'The file to write; an existing file is replaced',
      defaultDescription: 'TABLE.csv beside ROWS',
      type: anyText,
    },
  }),
};

/** `parallel-run-ocr export` */
export const exportCommand: Command<typeof OPTIONS> = {
  about:
    'Writes a table of a file of rows (JSON Lines or CSV) for other programs: CSV with a header, in UTF-8 that Excel opens right, its formulas escaped.',
  positional: ROWS,
  options: OPTIONS,
  examples: [
    ['output/parallel_run_step.txt --table plates', 'each plate on a line, in output/plates.csv'],
    ['out/rows --deduplicated --output rows.csv', 'each image once'],
  ],
  notes: ['Broken lines are left out, and the exit code is 3 then.'],
  exitCodes: ['failed', 'interrupted'],
  async run({ values, positionals: [given = ''] }, context) {
    const { table, deduplicated } = values;
    const { rows, failedItems } = await findRows(given, values.failed_items, context);
    const output = resolve(
      context.currentFolder,
      values.output ?? join(dirname(rows), `${table}.${values.format}`),
    );
    const problems = [
      ...(output === rows ? ['--output names ROWS itself: give another file.'] : []),
      ...(await findMissing(dirname(output), '--output a file in a folder that exists', isFolder)),
    ];
    if (problems.length > 0) throw new ConfigurationError(problems);
    const { exportTable } = await import('../../report/export/export-table.ts');
    const { drain: signal } = context.watchInterrupts();
    const { records, brokenLines } = await exportTable(
      { rows, failedItems, table, deduplicated, output },
      signal,
    );
    const short = relative(context.currentFolder, output);
    context.terminal.out(
      `${short.startsWith('..') ? output : short}: ${records} ${records === 1 ? 'record' : 'records'}\n`,
    );
    if (brokenLines === 0) return EXIT.ok;
    context.terminal.err(`${brokenLines} broken lines are left out: parallel-run-ocr verify lists them.\n`);
    return EXIT.failed;
  },
};
