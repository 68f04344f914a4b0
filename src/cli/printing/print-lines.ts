import type { TonedLine } from '../../logging/toned-line.ts';
import type { Terminal } from '../command/terminal.ts';

/** Prints lines as `how` says, each in its tone. */
export function printLines(
  terminal: Terminal,
  how: 'out' | 'note' | 'err',
  lines: readonly TonedLine[],
): void {
  for (const line of lines) {
    if (typeof line === 'string') terminal[how](`${line}\n`);
    else terminal[how](`${line.text}\n`, line.tone);
  }
}
