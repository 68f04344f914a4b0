import { closeSync, fstatSync, openSync, readSync } from 'node:fs';

const TAIL_BYTES = 4096;

/** The last lines of a log file, to say why a process died; nothing when the file cannot be read. */
export function lastLines(file: string, count = 10): string[] {
  try {
    const descriptor = openSync(file, 'r');
    try {
      const { size } = fstatSync(descriptor);
      const tail = Buffer.alloc(Math.min(size, TAIL_BYTES));
      readSync(descriptor, tail, 0, tail.length, size - tail.length);
      return tail.toString('utf8').split('\n').filter(Boolean).slice(-count);
    } finally {
      closeSync(descriptor);
    }
  } catch {
    return [];
  }
}
