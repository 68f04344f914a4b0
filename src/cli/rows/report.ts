import { dirname, join, relative, resolve } from 'node:path';
import { anyText } from '../../config/option.ts';
import { grouped } from '../../config/parse-options.ts';
import { ConfigurationError } from '../../contract/errors.ts';
import type { Command } from '../command/command.ts';
import { EXIT } from '../command/exit-codes.ts';
import { findMissing, findRows, isFolder, ROWS, ROWS_OPTIONS } from './rows-input.ts';

/** The page's name beside the rows. */
export const REPORT_NAME = 'report.html';

const OPTIONS = {
  ...ROWS_OPTIONS,
  ...grouped('Input', {
    images: {
      value: 'FOLDER',
      description: "Show the images that are found at their row's file below FOLDER",
      type: anyText,
    },
  }),
  ...grouped('Output', {
    output: {
      value: 'FILE.html',
      description: 'The page; an existing file is replaced',
      defaultDescription: `${REPORT_NAME} beside ROWS`,
      type: anyText,
    },
  }),
};

/** `parallel-run-ocr report` */
export const reportCommand: Command<typeof OPTIONS> = {
  about:
    'Makes one HTML page of a file of rows, JSON Lines or CSV: totals, failures by reason, and the rows, sortable by confidence. The page loads nothing else and runs no script.',
  positional: ROWS,
  options: OPTIONS,
  examples: [
    ['output/parallel_run_step.txt', 'a page without images'],
    ['output/parallel_run_step.txt --images samples', 'with images'],
  ],
  notes: [
    'At most 1000 rows are shown, the 100 least certain of all, and 200 images. Broken lines and duplicates are counted; parallel-run-ocr verify names them.',
  ],
  exitCodes: ['interrupted'],
  async run({ values, positionals: [given = ''] }, context) {
    const { terminal, currentFolder } = context;
    const { rows, failedItems } = await findRows(given, values.failed_items, context);
    const output = resolve(currentFolder, values.output ?? join(dirname(rows), REPORT_NAME));
    const images = values.images === undefined ? null : resolve(currentFolder, values.images);
    const problems = [
      ...(output === rows ? ['--output names ROWS itself: give another file.'] : []),
      ...(await findMissing(dirname(output), '--output a file in a folder that exists', isFolder)),
      ...(images === null ? [] : await findMissing(images, '--images a folder', isFolder)),
    ];
    if (problems.length > 0) throw new ConfigurationError(problems);
    const { reportRows } = await import('../../report/html/report-rows.ts');
    await reportRows({ rows, failedItems, images, output }, context.watchInterrupts().drain);
    const short = relative(currentFolder, output);
    terminal.out(`${short.startsWith('..') ? output : short}\n`);
    return EXIT.ok;
  },
};
