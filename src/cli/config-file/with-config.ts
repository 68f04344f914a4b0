import { findProblem } from '../../config/parse-options.ts';
import { ConfigurationError } from '../../contract/errors.ts';
import type { Command } from '../command/command.ts';
import type { CommandWords } from '../command/command-words.ts';
import { entryOptions } from '../command/describe-command.ts';
import type { ConfigFile } from './read-config.ts';

/**
 * The words of a command line with the values of a config file, as if these had been typed before them. Options of other
 * commands are passed over.
 *
 * @throws ConfigurationError with every value that the command does not accept
 */
export function withConfig(
  command: Command,
  words: CommandWords,
  { file, values }: ConfigFile,
): CommandWords {
  const entry = entryOptions(command);
  const problems: string[] = [];
  const options: Record<string, readonly string[]> = {};
  const entryArguments: string[] = [];
  for (const [name, texts] of values) {
    const option = command.options[name] ?? entry[name];
    if (option === undefined) continue;
    problems.push(...texts.flatMap((text) => findProblem(`${file}: ${name}`, option.type, text)));
    if (name in command.options) options[name] = texts;
    else entryArguments.push(...texts.map((text) => `--${name}=${text}`));
  }
  if (problems.length > 0) throw new ConfigurationError(problems);
  const isLenient = command.entryArguments === 'anywhere';
  return {
    ...words,
    options: { ...options, ...words.options },
    ...(isLenient
      ? { before: [...entryArguments, ...words.before] }
      : { after: [...entryArguments, ...words.after] }),
  };
}
