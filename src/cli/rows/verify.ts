import { dirname, resolve } from 'node:path';
import { anyText } from '../../config/option.ts';
import { listInputFiles } from '../../replay/input/input-files.ts';
import type { InputImages } from '../../report/verify/images.ts';
import { HELP_FLAG } from '../aml/options/workspace-options.ts';
import { FAILED_ITEMS_OPTION, findMissing, type RowsCommand, runRowsCommand } from './rows-command.ts';
import { type CommandContext, EXIT } from '../command/terminal.ts';
import { verifyRows } from '../../report/verify/verify-rows.ts';
import { renderVerify } from './verify-text.ts';

const COMMAND: RowsCommand = {
  name: 'verify',
  about:
    'Checks that a file of rows, JSON Lines or CSV as the worker writes them, is complete: one valid row per image and, with --input, a row or a failed item for each image and an image for each row.',
  options: {
    positional: 'ROWS',
    values: {
      input: {
        value: 'FOLDER|FILE|@LIST',
        description: 'The images that the job was given, or a list of them, one path a line',
        check: anyText,
      },
      input_partition: {
        value: 'PATH',
        description: "The job's own, where it is no date and the rows begin with it",
        check: anyText,
      },
      ...FAILED_ITEMS_OPTION,
      deduplicated: {
        value: 'FILE',
        description: 'Write the rows to it, the first of each image, in their order; the file is replaced',
        check: anyText,
      },
    },
    flags: { json: 'Print one JSON object instead of the summary', ...HELP_FLAG },
  },
  examples: [
    ['verify output/parallel_run_step.txt --input samples', 'a replay of samples'],
    ['verify out/parallel_run_step.txt --deduplicated out/rows.jsonl', 'what a job has left, each row once'],
    ['verify rows.csv --input @images.txt --json', 'for a program'],
  ],
  notes: [
    "An image and a row belong together when the row's file is the image's path below --input (below the list's folder for @LIST), or from the partition in it on (--input_partition, or the first yyyy/mm/dd), or the whole path.",
    'Two rows of one image are identical when they differ in duration_ms only, and conflicting else. Identical ones are a warning: AML may append a mini-batch twice.',
    'Images outside the partition of the job have a skipped row. Failed items count where no later try has read the image.',
    '',
    'Exit codes: 0 nothing is wrong, 1 rows are broken, conflicting, missing or unmatched (or an unexpected error), 2 wrong usage, 130 interrupted.',
  ],
  async run({ values, flags }, { rows, failedItems, context, signal }) {
    const { input, input_partition: partition, deduplicated } = values;
    const target = deduplicated === undefined ? null : resolve(context.currentFolder, deduplicated);
    const images = input === undefined ? NO_IMAGES : await listImages(input, partition, context);
    const problems = [...images.problems, ...(await findTargetProblems(target, rows))];
    if (problems.length > 0) return problems;
    for (const warning of images.warnings) context.terminal.err(`Note: ${warning}\n`);
    const report = await verifyRows(
      { rows, failedItems, images: images.images, deduplicated: target },
      signal,
    );
    context.terminal.out(
      flags['json'] === true ? `${JSON.stringify(report, null, 2)}\n` : renderVerify(report),
    );
    return report.ok ? EXIT.ok : EXIT.unexpected;
  },
};

/** `parallel-run-ocr verify` */
export function verifyCommand(argv: readonly string[], context: CommandContext): Promise<number> {
  return runRowsCommand(COMMAND, argv, context);
}

interface Listing {
  readonly images: InputImages | null;
  readonly problems: readonly string[];
  readonly warnings: readonly string[];
}

const NO_IMAGES: Listing = { images: null, problems: [], warnings: [] };

async function listImages(
  input: string,
  partition: string | undefined,
  { currentFolder }: CommandContext,
): Promise<Listing> {
  const { files, folders, problems, warnings } = await listInputFiles([input], currentFolder);
  const given = resolve(currentFolder, input.replace(/^@/, ''));
  const roots = folders.includes(given) ? [given] : [...folders, dirname(given)];
  return { images: { files, roots, partition: partition ?? null }, problems, warnings };
}

async function findTargetProblems(target: string | null, rows: string): Promise<string[]> {
  if (target === null) return [];
  if (target === rows) return [`--deduplicated names ROWS itself: give another file, the rows are evidence.`];
  return findMissing(dirname(target), 'a file in a folder that exists', (entry) => entry.isDirectory());
}
