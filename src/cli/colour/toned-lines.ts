import type { Terminal, Tone } from '../command/terminal.ts';

/** Prints text to standard output, line by line in the tone of each. */
export function printLines(
  terminal: Terminal,
  text: string,
  toneOf: (line: string, isLast: boolean) => Tone | undefined,
): void {
  const lines = text.replace(/\n$/, '').split('\n');
  for (const [index, line] of lines.entries()) {
    terminal.out(`${line}\n`, toneOf(line, index === lines.length - 1));
  }
}
