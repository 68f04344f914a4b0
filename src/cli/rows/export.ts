import { dirname, join, resolve } from 'node:path';
import { anyText, flag, oneOf } from '../../config/option.ts';
import { grouped } from '../../config/parse-options.ts';
import { ConfigurationError } from '../../contract/errors.ts';
import { formatOfName, EXPORT_FORMATS } from '../../report/export/export-format.ts';
import { TABLE_NAMES } from '../../report/export/tables.ts';
import type { Command } from '../command/command.ts';
import { EXIT } from '../command/exit-codes.ts';
import { JSON_OUTPUT, printJson } from '../command/json-output.ts';
import { shownPath } from '../printing/shown-path.ts';
import { findMissing, findRows, isFolder, ROWS, ROWS_OPTIONS } from './rows-input.ts';

const OPTIONS = {
  ...ROWS_OPTIONS,
  ...JSON_OUTPUT,
  ...grouped('Output', {
    table: {
      value: 'TABLE',
      description: 'What a record is: a row, a line of text, a plate, or an image that failed',
      default: 'rows',
      type: oneOf(TABLE_NAMES),
    },
    format: {
      value: 'FORMAT',
      description: 'The format of the file',
      defaultDescription: 'the ending of --output, or csv',
      type: oneOf(EXPORT_FORMATS),
    },
    deduplicated: flag('Only the first row of each image'),
    output: {
      value: 'FILE',
      description: 'The file to write; an existing file is replaced',
      defaultDescription: 'TABLE.FORMAT beside ROWS',
      type: anyText,
    },
  }),
};

/** `parallel-run-ocr export` */
export const exportCommand: Command<typeof OPTIONS> = {
  about:
    'Writes a table of a file of rows (JSON Lines or CSV) for other programs: CSV that Excel opens right, Parquet, or an Excel workbook. No text in it is run as a formula.',
  positional: ROWS,
  options: OPTIONS,
  examples: [
    ['output/parallel_run_step.txt --table plates', 'each plate on a line, in output/plates.csv'],
    ['out/rows --deduplicated --output rows.parquet', 'each image once, as Parquet'],
  ],
  notes: [
    'Broken lines are left out, and the exit code is 3 then.',
    'A sheet of xlsx holds 1,048,575 records and 32,767 characters in a cell: a larger table is rejected, a longer text cut, with a warning.',
  ],
  exitCodes: ['failed', 'interrupted'],
  async run({ values, positionals: [given = ''] }, context) {
    const { table, deduplicated } = values;
    const { rows, failedItems } = await findRows(given, values.failed_items, context);
    const format = values.format ?? formatOfName(values.output ?? '') ?? 'csv';
    const output = resolve(context.currentFolder, values.output ?? join(dirname(rows), `${table}.${format}`));
    const problems = [
      ...(output === rows ? ['--output names ROWS itself: give another file.'] : []),
      ...(await findMissing(dirname(output), '--output a file in a folder that exists', isFolder)),
    ];
    if (problems.length > 0) throw new ConfigurationError(problems);
    const { exportTable } = await import('../../report/export/export-table.ts');
    const { drain: signal } = context.watchInterrupts();
    const { records, brokenLines, cutTexts } = await exportTable(
      { rows, failedItems, table, deduplicated, format, output },
      signal,
    );
    if (values.json) {
      const counts = { records, cut_texts: cutTexts, broken_lines: brokenLines };
      printJson(context.terminal, { output, table, format, ...counts });
    } else {
      context.terminal.out(
        `${shownPath(output, context.currentFolder)}: ${records} ${records === 1 ? 'record' : 'records'}\n`,
      );
    }
    if (cutTexts > 0) context.terminal.err(`${describeCut(cutTexts)}\n`, 'warning');
    if (brokenLines === 0) return EXIT.ok;
    context.terminal.err(
      `${brokenLines === 1 ? '1 broken line is' : `${brokenLines} broken lines are`} left out: parallel-run-ocr verify lists them.\n`,
      'bad',
    );
    return EXIT.failed;
  },
};

function describeCut(texts: number): string {
  const subject = texts === 1 ? '1 text is' : `${texts} texts are`;
  const verb = texts === 1 ? 'is' : 'are';
  return `${subject} longer than the 32,767 characters of a cell and ${verb} cut: --format parquet or csv keeps them whole.`;
}
