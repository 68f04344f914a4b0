import { NotRowsError } from '../../report/verify/reject-other-files.ts';
import { ConfigurationError, WorkerError } from '../../contract/errors.ts';
import { unexplainedLimit } from '../../files/machine-error.ts';
import { CannotStartError } from '../../files/cannot-start.ts';
import type { ConfigFile } from '../config-file/read-config.ts';
import { withConfig } from '../config-file/with-config.ts';
import { CommandDetails } from '../printing/command-details.ts';
import type { Command } from './command.ts';
import { toInput } from './command-input.ts';
import type { CommandWords } from './command-words.ts';
import { EXIT } from './exit-codes.ts';
import type { Interrupts } from './interrupts.ts';
import type { CommandContext } from './terminal.ts';
import { reportUsageError } from './usage-error.ts';

/**
 * Runs a command with the words of its command line.
 *
 * @param name with the program's name, for example `parallel-run-ocr aml check`
 * @param config values of options that are not given
 * @returns the exit code
 */
export async function runCommand(
  name: string,
  command: Command,
  words: CommandWords,
  context: CommandContext,
  config: () => Promise<ConfigFile | null> = () => Promise.resolve(null),
): Promise<number> {
  const details = new CommandDetails(name, context.terminal);
  const exitCode = await runToExitCode(name, command, words, context, config, details);
  details.end(exitCode);
  return exitCode;
}

async function runToExitCode(
  name: string,
  command: Command,
  words: CommandWords,
  context: CommandContext,
  config: () => Promise<ConfigFile | null>,
  details: CommandDetails,
): Promise<number> {
  const { terminal } = context;
  let interrupts: Interrupts | null = null;
  const watchInterrupts = (): Interrupts => (interrupts ??= context.watchInterrupts());
  try {
    const defaults = await config();
    details.config(defaults);
    const all = defaults === null ? words : withConfig(command, words, defaults);
    return await command.run(toInput(name, command, all), { ...context, watchInterrupts });
  } catch (error) {
    if (isInterrupted(interrupts)) return EXIT.interrupted;
    if (error instanceof WorkerError) details.error(error);
    if (error instanceof ConfigurationError) return reportUsageError(error.problems, name, terminal);
    const known = error instanceof WorkerError ? error : unexplainedLimit(error);
    if (known === null) throw error;
    terminal.err(`${known.message}\n`, 'bad');
    if (known instanceof NotRowsError) return EXIT.error;
    return known instanceof CannotStartError ? EXIT.usage : EXIT.failed;
  }
}

function isInterrupted(interrupts: Interrupts | null): boolean {
  return interrupts?.drain.aborted === true;
}
