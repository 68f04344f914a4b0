import { readdir, readFile, realpath, rm, writeFile } from 'node:fs/promises';
import { basename, dirname, join, sep } from 'node:path';
import { ConfigurationError } from '../../contract/errors.ts';
import { machineError } from '../../files/machine-error.ts';
import { makeFolder } from '../../files/make-folder.ts';
import { checkAppendRowFileName } from './append-row-file-name.ts';
import { isAbandoned, isHere, ownerName } from '../host/process-owner.ts';
import { JOURNAL_FOLDER, journalPaths } from '../journal/journal-paths.ts';
import { readJournalState } from '../journal/journal-state.ts';
import { HIDDEN_SUFFIXES, hiddenName } from './hidden-name.ts';
import { leftoverName } from './leftover-rows.ts';
import { FAILED_ITEMS_FOLDER } from '../../rows/failed-items-file.ts';

/** Marks a folder that a replay made; lists the names in it that are its own. */
const MARKER = '.parallel-run-ocr-replay.json';
const FOLDERS = ['logs', FAILED_ITEMS_FOLDER, JOURNAL_FOLDER];

/** What to do with an earlier replay in the output folder. */
export type Earlier = 'reject' | 'overwrite' | 'resume';

interface Marker {
  readonly version: 1;
  readonly append_row_file_name: string;
}

/**
 * Checks, without changing anything, that the output may go to this folder.
 *
 * @returns problems, one sentence each
 */
export async function checkOutputFolder(
  output: string,
  inputs: { readonly files: readonly string[]; readonly folders: readonly string[] },
  earlier: Earlier,
): Promise<string[]> {
  const target = await realPathOf(output);
  for (const folder of inputs.folders) {
    const input = await realPathOf(folder);
    if (isInside(input, target))
      return [`--output: ${output} holds the input ${folder}; choose another folder`];
    if (isInside(target, input)) {
      return [
        `--output: ${output} is inside the input ${folder}, the next replay would read it; choose another`,
      ];
    }
  }
  const file = inputs.files.find((path) => isInside(path, target) || isInside(path, output));
  if (file !== undefined) return [`--output: ${output} holds the input ${file}; choose another folder`];
  return await checkContent(output, earlier);
}

async function checkContent(output: string, earlier: Earlier): Promise<string[]> {
  let names: string[];
  try {
    names = await readdir(output);
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException;
    if (code === 'ENOENT') return [];
    if (code === 'ENOTDIR') return [`--output: ${output} is a file; a folder is needed`];
    return [`--output: ${output} cannot be used: ${message}`];
  }
  if (names.length === 0) return [];
  if ((await readMarker(output)) === null) {
    return [
      `--output: ${output} is not empty and no replay made it; nothing was removed, choose an empty or a new folder`,
    ];
  }
  const problem = await checkEarlier(output, earlier);
  return problem === null ? [] : [`--output: ${output} ${problem}`];
}

async function checkEarlier(output: string, earlier: Earlier): Promise<string | null> {
  const state = await readJournalState(journalPaths(output).events);
  const unfinished = state !== null && !state.ended;
  if (unfinished && isRunning(state.owner))
    return 'is in use by a replay that is still running; wait until it ends, or choose another folder';
  if (earlier === 'overwrite') return null;
  if (earlier === 'resume') {
    if (state === null || unfinished) return null;
    return 'holds a replay that has ended, nothing is left to resume; give --overwrite to replace it, or choose another folder';
  }
  if (!unfinished) return 'holds an earlier replay; give --overwrite to replace it, or choose another folder';
  const { miniBatches } = state.started.input;
  return `holds a replay that was interrupted after ${state.processed} of ${miniBatches} mini-batches; give --resume to continue it, --overwrite to start again, or choose another folder`;
}

/** False where that cannot be known, as for a process of another machine or container. */
function isRunning(owner: string): boolean {
  return owner !== ownerName() && isHere(owner) && !isAbandoned(owner);
}

/**
 * Makes the folder, and removes what an earlier replay left in it.
 *
 * @throws ConfigurationError when it cannot be written
 * @returns other entries of the folder, which are left unchanged
 */
export async function prepareOutputFolder(output: string, appendRowFileName: string): Promise<string[]> {
  try {
    return await prepare(output, appendRowFileName);
  } catch (error) {
    const failure = machineError(`--output: ${output} cannot be written`, error);
    throw failure === null ? error : new ConfigurationError([failure.message], { cause: error });
  }
}

async function prepare(output: string, appendRowFileName: string): Promise<string[]> {
  await makeFolder(output);
  const marker = await readMarker(output);
  if (marker !== null) {
    const rows = join(output, marker.append_row_file_name);
    const files = [
      rows,
      leftoverName(rows),
      ...HIDDEN_SUFFIXES.map((suffix) => hiddenName(rows, suffix)),
      join(output, 'summary.json'),
    ];
    for (const file of files) await rm(file, { force: true });
    for (const folder of FOLDERS) await rm(join(output, folder), { recursive: true, force: true });
  }
  const content: Marker = { version: 1, append_row_file_name: appendRowFileName };
  await writeFile(join(output, MARKER), `${JSON.stringify(content)}\n`);
  return (await readdir(output)).filter((name) => name !== MARKER);
}

/** The name of the file of rows of the replay that made a folder; null when none did. */
export async function readAppendRowFileName(output: string): Promise<string | null> {
  return (await readMarker(output))?.append_row_file_name ?? null;
}

async function readMarker(output: string): Promise<Marker | null> {
  try {
    const marker = JSON.parse(await readFile(join(output, MARKER), 'utf8')) as Partial<Marker> | null;
    const name = marker?.append_row_file_name;
    if (marker?.version !== 1 || typeof name !== 'string' || checkAppendRowFileName(name) !== null)
      return null;
    return { version: 1, append_row_file_name: name };
  } catch {
    return null;
  }
}

/** With links resolved as far as the path exists. */
async function realPathOf(path: string): Promise<string> {
  try {
    return await realpath(path);
  } catch {
    const parent = dirname(path);
    return parent === path ? path : join(await realPathOf(parent), basename(path));
  }
}

function isInside(path: string, folder: string): boolean {
  return path === folder || path.startsWith(folder.endsWith(sep) ? folder : folder + sep);
}
