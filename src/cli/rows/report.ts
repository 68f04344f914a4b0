import { dirname, join, resolve } from 'node:path';
import { anyText, type OptionType } from '../../config/option.ts';
import { grouped } from '../../config/parse-options.ts';
import type { RowRange } from '../../report/html/report-content.ts';
import { ConfigurationError } from '../../contract/errors.ts';
import type { Command } from '../command/command.ts';
import { EXIT } from '../command/exit-codes.ts';
import { JSON_OUTPUT, printJson } from '../command/json-output.ts';
import { shownPath } from '../printing/shown-path.ts';
import { findMissing, findRows, isFolder, ROWS, ROWS_OPTIONS } from './rows-input.ts';

/** The default name of the page. */
export const REPORT_NAME = 'report.html';

/** `500`: the first 500; `501-1000`. */
const rowRange: OptionType<RowRange> = {
  check: (given) => {
    const { from, to } = toRange(given);
    return from >= 1 && to >= from ? null : 'a number of rows, or the first and the last: 1000, or 1001-2000';
  },
  parse: toRange,
};

function toRange(text: string): RowRange {
  const [, from = '1', to = '0'] = /^(?:(\d{1,9})-)?(\d{1,9})$/.exec(text) ?? [];
  return { from: Number(from), to: Number(to) };
}

/** Rows that a page shows without `--rows`. */
export const FIRST_ROWS: RowRange = { from: 1, to: 1000 };

const OPTIONS = {
  ...ROWS_OPTIONS,
  ...grouped('Input', {
    images: {
      value: 'FOLDER',
      description: 'Show the images below FOLDER, each found by the file of its row',
      type: anyText,
    },
  }),
  ...JSON_OUTPUT,
  ...grouped('Output', {
    rows: {
      value: 'COUNT|FROM-TO',
      description: 'The rows to show one by one; all rows are counted, and all failures are shown',
      default: String(FIRST_ROWS.to),
      type: rowRange,
    },
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
    'Creates one HTML page from a file of rows (JSON Lines or CSV): totals, failures by reason, plates and rows to search and filter, images with their boxes. The page is self-contained.',
  positional: ROWS,
  options: OPTIONS,
  examples: [
    ['output/parallel_run_step.txt', 'a page without images'],
    ['output/parallel_run_step.txt --images samples', 'with images'],
  ],
  notes: [
    'The page shows the rows of --rows, the 100 least certain of all rows, all failures, and 200 images. Broken lines and duplicates are counted; parallel-run-ocr verify lists them.',
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
    const { REPORT_PRICES } = await import('./report-prices.ts');
    const { reportRows } = await import('../../report/html/report-rows.ts');
    await reportRows(
      { rows, failedItems, range: values.rows, images, prices: REPORT_PRICES, output },
      context.watchInterrupts().drain,
    );
    if (values.json) printJson(terminal, { output });
    else terminal.out(`${shownPath(output, currentFolder)}\n`);
    return EXIT.ok;
  },
};
