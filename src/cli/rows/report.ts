import { dirname, join, relative, resolve } from 'node:path';
import { anyText } from '../../config/option.ts';
import { grouped } from '../../config/parse-options.ts';
import { ConfigurationError } from '../../contract/errors.ts';
import type { Command } from '../command/command.ts';
import { EXIT } from '../command/exit-codes.ts';
import { findMissing, findRows, isFolder, ROWS, ROWS_OPTIONS } from './rows-input.ts';

/** The default name of the page. */
export const REPORT_NAME = 'report.html';

const OPTIONS = {
  ...ROWS_OPTIONS,
  ...grouped('Input', {
    images: {
      value: 'FOLDER',
      description: 'Show the images below FOLDER, each found by the file of its row',
      type: anyText,
    },
  }),
  ...grouped('Output', {
    output: {
      value: 'FILE.html',
      description: 'The page to write; an existing file is replaced',
      defaultDescription: `${REPORT_NAME} beside ROWS`,
      type: anyText,
    },
  }),
};

/** `parallel-run-ocr report` */
export const reportCommand: Command<typeof OPTIONS> = {
  about:
    'Creates one HTML page from a file of rows (JSON Lines or CSV): totals, failures by reason, the least certain rows, and the rows in the order of the file. The page is self-contained and runs no script.',
  positional: ROWS,
  options: OPTIONS,
  examples: [
    ['output/parallel_run_step.txt', 'a page without images'],
    ['output/parallel_run_step.txt --images samples', 'with images'],
  ],
  notes: [
    'The page shows at most 1000 rows, the 100 least certain of all rows, and 200 images. Broken lines and duplicates are counted; parallel-run-ocr verify lists them.',
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
