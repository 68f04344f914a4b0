import { dirname, resolve } from 'node:path';
import { anyText } from '../../config/option.ts';
import { grouped } from '../../config/parse-options.ts';
import { ConfigurationError } from '../../contract/errors.ts';
import { FileFilter } from '../../replay/input/file-filter.ts';
import { explainRows } from '../../replay/explain/explain-rows.ts';
import { listInputFiles } from '../../replay/input/input-files.ts';
import type { InputImages } from '../../report/verify/images.ts';
import type { Command } from '../command/command.ts';
import { EXIT } from '../command/exit-codes.ts';
import { JSON_OUTPUT, printJson } from '../command/json-output.ts';
import { printLines } from '../printing/print-lines.ts';
import { printWarning } from '../printing/notes.ts';
import type { CommandContext } from '../command/terminal.ts';
import { partitionType } from '../../config/partition-text.ts';
import { GLOB_OPTIONS, toGlobs } from '../input/glob-options.ts';
import { findMissing, findRows, isFolder, ROWS, ROWS_OPTIONS } from './rows-input.ts';
import { verifyRows } from '../../report/verify/verify-rows.ts';
import { renderVerify } from './verify-text.ts';

const OPTIONS = {
  ...grouped('Input', {
    input: {
      value: 'FOLDER|FILE|@LIST',
      description: 'The input images of the job, or a list of them with one path per line',
      type: anyText,
    },
    input_partition: {
      value: 'PATH',
      description:
        "The job's --input_partition, needed when it is not a date and the files of the rows begin with it",
      type: partitionType,
    },
  }),
  ...GLOB_OPTIONS,
  ...ROWS_OPTIONS,
  ...JSON_OUTPUT,
  ...grouped('Output', {
    deduplicated: {
      value: 'FILE',
      description:
        'Write the first row of each image to FILE, in the original order; an existing file is replaced',
      type: anyText,
    },
  }),
};

/** `parallel-run-ocr verify` */
export const verifyCommand: Command<typeof OPTIONS> = {
  about:
    'Checks that a file of rows, JSON Lines or CSV as the worker writes them, is complete: one valid row per image, and with --input a row or a failed item for each image and an image for each row.',
  positional: ROWS,
  options: OPTIONS,
  examples: [
    ['output/parallel_run_step.txt --input samples', 'a replay of samples'],
    ['out/parallel_run_step.txt --deduplicated out/rows.jsonl', "a finished job's output, each row once"],
    ['rows.csv --input @images.txt --json', 'as JSON, for a program'],
  ],
  notes: [
    "A row belongs to an image when the row's file is the image's path below --input (for @LIST, below the list's folder), its path from the partition on (--input_partition, or the first yyyy/mm/dd), or its absolute path.",
    'Two rows of one image are identical when they differ in duration_ms only; otherwise they conflict. Identical rows are a warning: AML may append a mini-batch twice.',
    'Images outside the partition of the job have a skipped row. A failed item counts only if no later attempt has read the image.',
  ],
  exitCodes: ['failed', 'interrupted'],
  async run({ values, positionals: [given = ''] }, context) {
    const { rows, failedItems } = await findRows(given, values.failed_items, context);
    const { input, input_partition: partition, deduplicated } = values;
    const target = deduplicated === undefined ? null : resolve(context.currentFolder, deduplicated);
    const images =
      input === undefined
        ? NO_IMAGES
        : await listImages(input, new FileFilter(toGlobs(values)), partition, context);
    const problems = [...images.problems, ...(await findTargetProblems(target, rows))];
    if (problems.length > 0) throw new ConfigurationError(problems);
    for (const warning of images.warnings) printWarning(context.terminal, warning);
    const { drain: signal } = context.watchInterrupts();
    const report = await verifyRows(
      { rows, failedItems, images: images.images, deduplicated: target },
      signal,
    );
    const explanations = await explainRows(dirname(rows), {
      duplicates: [...report.identical_duplicates.first, ...report.conflicting_duplicates.first].map(
        ({ file }) => file,
      ),
      missing: report.images?.missing.first ?? [],
      brokenLines: report.broken_lines.count,
    });
    if (values.json) printJson(context.terminal, { ...report, explanations });
    else {
      const { terminal } = context;
      printLines(
        terminal,
        'out',
        renderVerify(report, explanations, terminal.isVerbose ? Infinity : undefined),
      );
    }
    return report.ok ? EXIT.ok : EXIT.failed;
  },
};

interface Listing {
  readonly images: InputImages | null;
  readonly problems: readonly string[];
  readonly warnings: readonly string[];
}

const NO_IMAGES: Listing = { images: null, problems: [], warnings: [] };

async function listImages(
  input: string,
  filter: FileFilter,
  partition: string | undefined,
  { currentFolder }: CommandContext,
): Promise<Listing> {
  const { files, folders, problems, warnings } = await listInputFiles([input], currentFolder, filter);
  const given = resolve(currentFolder, input.replace(/^@/, ''));
  const roots = folders.includes(given) ? [given] : [...folders, dirname(given)];
  return { images: { files, roots, partition: partition ?? null }, problems, warnings };
}

async function findTargetProblems(target: string | null, rows: string): Promise<string[]> {
  if (target === null) return [];
  if (target === rows)
    return [`--deduplicated names ROWS itself: give another file, so that the original rows are kept.`];
  return findMissing(dirname(target), 'a file in a folder that exists', isFolder);
}
