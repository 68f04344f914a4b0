import type { Stats } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';
import { anyText } from '../../config/option.ts';
import { HELP_FLAG } from '../aml/options/workspace-options.ts';
import { reportRows } from '../../report/html/report-rows.ts';
import { FAILED_ITEMS_OPTION, findMissing, type RowsCommand, runRowsCommand } from './rows-command.ts';
import { type CommandContext, EXIT } from '../command/terminal.ts';

/** The page's name beside the rows. */
export const REPORT_NAME = 'report.html';

const isFolder = (entry: Stats): boolean => entry.isDirectory();

const COMMAND: RowsCommand = {
  name: 'report',
  about:
    'Makes one HTML page of a file of rows, JSON Lines or CSV: totals, failures by reason, the rows, the least certain first on demand. The page asks for nothing else and runs no script.',
  options: {
    positional: 'ROWS',
    values: {
      output: {
        value: 'FILE.html',
        description: 'The page; it is replaced',
        default: `${REPORT_NAME} beside ROWS`,
        check: anyText,
      },
      ...FAILED_ITEMS_OPTION,
      images: {
        value: 'FOLDER',
        description: "Show the images, those of them that are at the row's file below FOLDER",
        check: anyText,
      },
    },
    flags: HELP_FLAG,
  },
  examples: [
    ['report output/parallel_run_step.txt', 'a page without pictures'],
    ['report output/parallel_run_step.txt --images samples', 'with them'],
  ],
  notes: [
    'At most 1000 rows are shown, the 100 least certain of all, and 200 pictures. Lines that are no row and duplicates are counted; parallel-run-ocr verify names them.',
    '',
    'Exit codes: 0 written, 1 unexpected, 2 wrong usage, 130 interrupted.',
  ],
  async run({ values }, { rows, failedItems, context, signal }) {
    const { terminal, currentFolder } = context;
    const output = resolve(currentFolder, values['output'] ?? join(dirname(rows), REPORT_NAME));
    const images = values['images'] === undefined ? null : resolve(currentFolder, values['images']);
    const problems = [
      ...(output === rows ? ['--output names ROWS itself: give another file.'] : []),
      ...(await findMissing(dirname(output), '--output a file in a folder that exists', isFolder)),
      ...(images === null ? [] : await findMissing(images, '--images a folder', isFolder)),
    ];
    if (problems.length > 0) return problems;
    await reportRows({ rows, failedItems, images, output }, signal);
    const short = relative(currentFolder, output);
    terminal.out(`${short.startsWith('..') ? output : short}\n`);
    return EXIT.ok;
  },
};

/** `parallel-run-ocr report` */
export function reportCommand(argv: readonly string[], context: CommandContext): Promise<number> {
  return runRowsCommand(COMMAND, argv, context);
}
