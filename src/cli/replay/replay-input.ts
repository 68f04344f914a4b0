import { resolve } from 'node:path';
import { FileFilter } from '../../replay/input/file-filter.ts';
import { type Input, openInput } from '../../replay/input/input-files.ts';
import { isOfTables } from '../../replay/input/task-file.ts';
import { failedFiles } from '../../replay/journal/failed-files.ts';
import { journalPaths } from '../../replay/journal/journal-paths.ts';
import { readJournalState } from '../../replay/journal/journal-state.ts';
import { readAppendRowFileName } from '../../replay/results/output-folder.ts';
import type { ReplayArguments } from './arguments.ts';

export interface ReplayInput {
  readonly input: Input;
  readonly notes: readonly string[];
}

const NOTHING: Input = {
  paths: [],
  root: null,
  filter: new FileFilter({ include: [], exclude: [] }),
  problems: [],
};

/** What is to be replayed: INPUT, or the files that failed in an earlier replay. */
export async function replayInput(
  { inputs, failedOf, globs }: ReplayArguments,
  currentFolder: string,
): Promise<ReplayInput> {
  if (failedOf === null)
    return { input: await openInput(inputs, currentFolder, new FileFilter(globs)), notes: [] };
  if (inputs.length > 0) return rejected('INPUT and --failed_of exclude each other: give one of them.');
  const folder = resolve(currentFolder, failedOf);
  const state = await readJournalState(journalPaths(folder).events);
  const rows = await readAppendRowFileName(folder);
  if (state === null || rows === null) {
    return rejected(
      `--failed_of: ${folder} is not the output folder of a replay; give one that has a journal.`,
    );
  }
  if (!state.ended) {
    return rejected(`--failed_of: the replay in ${folder} has not ended; continue it with --resume first.`);
  }
  if (await isOfTables(journalPaths(folder).input)) {
    return rejected(
      `--failed_of: the replay in ${folder} was of tables, whose rows it cannot select: replay the tables instead.`,
    );
  }
  const { files, unexplained } = await failedFiles(folder, rows);
  if (files.length === 0) return rejected(`--failed_of: nothing failed in ${folder}.`);
  const notes = unexplained.map(
    (index) =>
      `mini-batch ${index} returned too few rows without saying for which files: all of them are replayed`,
  );
  const paths = files.map((path) => ({ path, isFolder: false }));
  return { input: { ...NOTHING, paths, root: state.started.input_root ?? null }, notes };
}

function rejected(problem: string): ReplayInput {
  return { input: { ...NOTHING, problems: [problem] }, notes: [] };
}
