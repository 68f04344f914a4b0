import { createHash } from 'node:crypto';
import { open } from 'node:fs/promises';
import { setImmediate } from 'node:timers/promises';
import { machineError } from '../../files/machine-error.ts';
import { readLines } from '../../report/verify/read-lines.ts';
import { itemCount, type MiniBatchTask } from './split.ts';
import { type ListedFile, type ListedTask, parseTaskLine, toTaskLine } from './task-line.ts';
import type { TaskSource } from './task-source.ts';

const BUFFERED_CHARACTERS = 256 * 1024;

/** What a file of mini-batches holds. */
export interface TaskFileContent {
  readonly miniBatches: number;
  readonly items: number;
  /** Of the whole file, names, sizes and times included: equal for equal input. */
  readonly sha256: string;
}

/**
 * Writes mini-batches to a file as they are found, a line each, so that none has to be kept in memory.
 *
 * @throws the reason of the signal; MachineError when the file cannot be written
 */
export async function writeTaskFile(
  file: string,
  tasks: AsyncIterable<MiniBatchTask>,
  signal: AbortSignal,
): Promise<TaskFileContent> {
  const hash = createHash('sha256');
  const handle = await open(file, 'w');
  let miniBatches = 0;
  let items = 0;
  let buffered = '';
  const flush = async (): Promise<void> => {
    hash.update(buffered);
    await handle.writeFile(buffered).catch((error: unknown) => {
      throw machineError(`The list of the input cannot be written to ${file}`, error) ?? error;
    });
    buffered = '';
    // Signals are noticed between turns of the event loop only.
    await setImmediate();
    signal.throwIfAborted();
  };
  try {
    for await (const task of tasks) {
      buffered += toTaskLine(task);
      miniBatches += 1;
      items += itemCount(task);
      if (buffered.length >= BUFFERED_CHARACTERS) await flush();
    }
    await flush();
    await handle.datasync();
  } finally {
    await handle.close();
  }
  return { miniBatches, items, sha256: hash.digest('hex') };
}

/** The mini-batches of a file, read as they are needed. */
export function taskFile(file: string, { miniBatches, items }: TaskFileContent): TaskSource {
  return {
    miniBatches,
    items,
    async *tasks() {
      let index = 0;
      for await (const { files, ...task } of listedTasks(file)) {
        yield { index, files: files.map(({ path }) => path), ...task };
        index += 1;
      }
    },
  };
}

/** The files of each mini-batch in turn. */
export async function* listedFiles(file: string): AsyncGenerator<readonly ListedFile[]> {
  for await (const { files } of listedTasks(file)) yield files;
}

/** Whether the mini-batches of a file are rows of tables. */
export async function isOfTables(file: string): Promise<boolean> {
  for await (const { table } of listedTasks(file)) return table !== undefined;
  return false;
}

async function* listedTasks(file: string): AsyncGenerator<ListedTask> {
  for await (const lines of readLines(file, new AbortController().signal)) {
    for (const line of lines) yield parseTaskLine(line.toString());
  }
}
