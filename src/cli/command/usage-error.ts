import { EXIT } from './exit-codes.ts';
import type { Terminal } from './terminal.ts';

/**
 * @param command with the program's name, for example `parallel-run-ocr aml check`
 * @returns the exit code
 */
export function reportUsageError(problems: readonly string[], command: string, terminal: Terminal): number {
  const lines = problems.length === 1 ? problems : problems.map((problem) => `- ${problem}`);
  terminal.err(`${lines.join('\n')}\n`, 'bad');
  terminal.err(`See ${command} --help\n`);
  return EXIT.usage;
}
