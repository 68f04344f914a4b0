import { OPTIONS } from '../../config/options.ts';
import { findProblem, parseOptions } from '../../config/parse-options.ts';
import { ConfigurationError } from '../../contract/errors.ts';
import type { Command, CommandInput } from './command.ts';
import type { CommandWords } from './command-words.ts';
import { withOptionalValues } from './optional-values.ts';
import { misplacedArguments } from './misplaced-arguments.ts';
import { PROGRAM_OPTIONS } from './new-parser.ts';
import { dashed, unknownOption } from './unknown-name.ts';

/**
 * @param name with the program's name
 * @throws ConfigurationError with every problem of the command line
 */
export function toInput(name: string, command: Command, given: CommandWords): CommandInput {
  const words = withOptionalValues(command.options, given);
  const { entryArguments, positional } = command;
  const isLenient = entryArguments === 'anywhere';
  const positionals =
    entryArguments === undefined ? [...words.positionals, ...words.after] : words.positionals;
  const { values, problems } = parseOptions(command.options, words.options);
  const all = [
    ...(isLenient ? [] : findUnexpected(name, command, { ...words, positionals })),
    ...problems,
    ...(positional === undefined ? [] : findPositionalProblems(positional, positionals, words)),
  ];
  if (all.length > 0) throw new ConfigurationError(all);
  return {
    values,
    given: words.options,
    positionals: isLenient ? [] : positionals,
    entryArguments: [...(isLenient ? foreignWords(command, words.before) : []), ...words.after],
  };
}

function findUnexpected(name: string, command: Command, words: CommandWords): string[] {
  const known = [...Object.keys(command.options), ...PROGRAM_OPTIONS];
  const unknown = Object.keys(words.options).filter((option) => !known.includes(option));
  const entry = command.entryArguments === undefined ? [] : unknown.filter((option) => option in OPTIONS);
  const { positional } = command;
  const hint = command.entryArguments === undefined ? '' : ' Arguments of the entry script go after --.';
  const extra = positional?.many === true ? [] : words.positionals.slice(positional === undefined ? 0 : 1);
  const accepted = positional === undefined ? 'options only' : `one ${positional.name}`;
  return [
    ...unknown
      .filter((option) => !entry.includes(option))
      .map((option) => unknownOption(option, known, hint)),
    ...(entry.length === 0 ? [] : [misplacedArguments(name, entry, words)]),
    ...extra.map((word) => `Unexpected argument ${JSON.stringify(word)}. Accepted: ${accepted}.`),
  ];
}

function findPositionalProblems(
  { name, type, unless }: NonNullable<Command['positional']>,
  given: readonly string[],
  { options }: CommandWords,
): string[] {
  if (given.length === 0 && unless?.some((option) => options[option] !== undefined) === true) return [];
  if (given.length === 0) return [`${name} is missing: give ${type.check('') ?? name}.`];
  return given.flatMap((word) => findProblem(name, type, word));
}

/** Words that are not flags of the command itself. */
function foreignWords({ options }: Command, words: readonly string[]): string[] {
  const own = new Set([...Object.keys(options), 'help', 'version'].map(dashed));
  return words.filter((word) => !own.has(word));
}
