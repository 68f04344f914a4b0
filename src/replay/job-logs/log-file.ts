import { appendFileSync, mkdirSync } from 'node:fs';
import { dirname } from 'node:path';

/** Appends a line to a log, whose folder is made; a line that cannot be written, as on a full disk, is dropped. */
export function logLine(file: string, line: string): void {
  const append = (): void => appendFileSync(file, `${line}\n`);
  try {
    try {
      append();
    } catch {
      mkdirSync(dirname(file), { recursive: true });
      append();
    }
  } catch {
    // The rows and the summary tell what became of the job.
  }
}
