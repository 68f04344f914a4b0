import type { Stats } from 'node:fs';
import { stat } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import { anyText, matching } from '../../config/option.ts';
import { grouped } from '../../config/parse-options.ts';
import { ConfigurationError } from '../../contract/errors.ts';
import { FAILED_ITEMS_FOLDER } from '../../rows/failed-items-file.ts';
import type { CommandContext } from '../command/terminal.ts';

/** The input of a command that works on a file of rows; paths are absolute. */
export interface RowsInput {
  readonly rows: string;
  readonly failedItems: string;
}

export const ROWS = { name: 'ROWS', type: matching(/./s, 'the file with the rows') } as const;

export const ROWS_OPTIONS = grouped('Input', {
  failed_items: {
    value: 'DIR',
    description: 'The folder with the reasons for images without a row',
    defaultDescription: `${FAILED_ITEMS_FOLDER} beside ROWS`,
    type: anyText,
  },
});

/** @throws ConfigurationError when the file or the folder does not exist */
export async function findRows(
  given: string,
  failedItemsFolder: string | undefined,
  { currentFolder }: CommandContext,
): Promise<RowsInput> {
  const rows = resolve(currentFolder, given);
  const failedItems =
    failedItemsFolder === undefined ? besideRows(rows) : resolve(currentFolder, failedItemsFolder);
  const problems = [
    ...(await findMissing(rows, 'a file with rows', (entry) => entry.isFile())),
    ...(failedItemsFolder === undefined ? [] : await findMissing(failedItems, 'a folder', isFolder)),
  ];
  if (problems.length > 0) throw new ConfigurationError(problems);
  return { rows, failedItems };
}

/** Where the worker writes the reasons. */
export function besideRows(rows: string): string {
  return join(dirname(rows), FAILED_ITEMS_FOLDER);
}

/** @returns the problem when `path` does not exist or `accepts` rejects it */
export async function findMissing(
  path: string,
  accepted: string,
  accepts: (entry: Stats) => boolean,
): Promise<string[]> {
  const entry = await stat(path).catch(() => null);
  if (entry === null) return [`${path} cannot be found: give ${accepted}.`];
  return accepts(entry) ? [] : [`${path} is not accepted: give ${accepted}.`];
}

export const isFolder = (entry: Stats): boolean => entry.isDirectory();
