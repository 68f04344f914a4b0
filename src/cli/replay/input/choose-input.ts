import { resolve } from 'node:path';
import { FileFilter } from '../../../replay/input/file-filter.ts';
import { openInput } from '../../../replay/input/input-files.ts';
import { isOfTables } from '../../../replay/input/task-file.ts';
import { journalPaths } from '../../../replay/journal/journal-paths.ts';
import { readJournalState } from '../../../replay/journal/journal-state.ts';
import { readAppendRowFileName } from '../../../replay/results/output-folder.ts';
import type { ReplayArguments } from '../arguments.ts';
import { NO_INPUT, rejected, type ReplayInput } from './replay-input.ts';

/** What says which files are read. */
export type InputArguments = Pick<
  ReplayArguments,
  'inputs' | 'failedOf' | 'manifest' | 'inputRoot' | 'globs' | 'given' | 'entryArguments'
>;

/** What is to be replayed: INPUT, the files that failed in an earlier replay, or the mini-batch of a manifest. */
export async function chooseInput(args: InputArguments, currentFolder: string): Promise<ReplayInput> {
  const { inputs, failedOf, manifest, inputRoot, globs } = args;
  const given = [
    ...(inputs.length > 0 ? ['INPUT'] : []),
    ...(failedOf === null ? [] : ['--failed_of']),
    ...(manifest === null ? [] : ['--manifest']),
  ];
  if (given.length > 1) return rejected(`${given.join(' and ')} exclude each other: give one of them.`);
  if (manifest !== null) {
    const { manifestInput } = await import('./manifest-input.ts');
    return manifestInput(manifest, args, currentFolder);
  }
  if (inputRoot !== null)
    return rejected(
      '--input_root is for --manifest; as an argument of the entry script it is given after --.',
    );
  if (failedOf === null)
    return { input: await openInput(inputs, currentFolder, new FileFilter(globs)), notes: [] };
  return failedInput(failedOf, currentFolder);
}

async function failedInput(failedOf: string, currentFolder: string): Promise<ReplayInput> {
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
  const { failedFiles } = await import('../../../replay/journal/failed-files.ts');
  const { files, unexplained } = await failedFiles(folder, rows);
  if (files.length === 0) return rejected(`--failed_of: nothing failed in ${folder}.`);
  const notes = unexplained.map(
    (index) =>
      `mini-batch ${index} returned too few rows without saying for which files: all of them are replayed`,
  );
  const paths = files.map((path) => ({ path, isFolder: false }));
  return { input: { ...NO_INPUT, paths, root: state.started.input_root ?? null }, notes };
}
