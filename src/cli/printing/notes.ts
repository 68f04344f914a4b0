import { toPrintableLine } from '../../logging/printable.ts';
import type { Terminal } from '../command/terminal.ts';

/** Prints what somebody may want to know. */
export function printNote(terminal: Terminal, text: string): void {
  terminal.note(`Note: ${toPrintableLine(text)}\n`, 'note');
}

/** Prints what is probably not as it was meant, also with `--quiet`. */
export function printWarning(terminal: Terminal, text: string): void {
  terminal.err(`Warning: ${toPrintableLine(text)}\n`, 'warning');
}
