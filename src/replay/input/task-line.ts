import { posix } from 'node:path';
import { statSync } from 'node:fs';
import { parseJson } from '../../contract/parse-json.ts';
import { toFileSystemPath } from '../../files/file-system-path.ts';
import type { MiniBatchTask } from './split.ts';

/** A file as it was when it was listed: bytes and milliseconds since 1970; -1 where it could not be found. */
export interface ListedFile {
  readonly path: string;
  readonly size: number;
  readonly modified: number;
}

/** A mini-batch without its index. */
export interface ListedTask extends Omit<MiniBatchTask, 'index' | 'files'> {
  readonly files: readonly ListedFile[];
}

type Line = readonly [
  directory: string,
  files: readonly (readonly [string, number, number])[],
  ...more: Pick<MiniBatchTask, 'table' | 'partition'>[],
];

/** One mini-batch as a line of JSON, with the size and the time of each file. */
export function toTaskLine({ files, table, partition }: MiniBatchTask): string {
  const directory = posix.dirname(files[0] ?? '');
  const prefix = directory === '/' ? '/' : `${directory}/`;
  const listed = files.map((file) => {
    const name = file.startsWith(prefix) ? file.slice(prefix.length) : file;
    const { size, mtimeMs } = find(file);
    return [name, size, mtimeMs] as const;
  });
  const more = { ...(table !== undefined && { table }), ...(partition !== undefined && { partition }) };
  const line: Line = [prefix, listed, ...(Object.keys(more).length === 0 ? [] : [more])];
  return `${JSON.stringify(line)}\n`;
}

/** @throws Error for a line that is none, which is a defect or a damaged disk */
export function parseTaskLine(text: string): ListedTask {
  const line = parseJson(text) as Line | undefined;
  if (!Array.isArray(line)) throw new Error(`not a mini-batch of a replay: ${text.slice(0, 200)}`);
  const [prefix, named, more] = line as Line;
  const files = named.map(([name, size, modified]) => ({
    path: name.startsWith('/') ? name : prefix + name,
    size,
    modified,
  }));
  return { ...more, files };
}

function find(file: string): { size: number; mtimeMs: number } {
  try {
    return statSync(toFileSystemPath(file));
  } catch {
    return { size: -1, mtimeMs: -1 };
  }
}
