import { appendFileSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';

/** Appends a line to a log, whose folder is made; a line that cannot be written, as on a full disk, is dropped. */
export function logLine(file: string, line: string): void {
  inFolder(file, () => appendFileSync(file, `${line}\n`));
}

/** The same for a log that is written as a whole. */
export function replaceLog(file: string, lines: string): void {
  inFolder(file, () => writeFileSync(file, `${lines}\n`));
}

/** Removes what an earlier part of the same job wrote, where there is any. */
export function removeLog(file: string): void {
  orDropped(() => rmSync(file, { force: true }));
}

function inFolder(file: string, write: () => void): void {
  orDropped(() => {
    try {
      write();
    } catch {
      mkdirSync(dirname(file), { recursive: true });
      write();
    }
  });
}

/** The rows and the summary tell what became of the job. */
function orDropped(action: () => void): void {
  try {
    action();
  } catch {}
}
