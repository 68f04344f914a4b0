import { takeConfigOption } from '../config-file/config-option.ts';
import type { CommandGroup } from './command.ts';
import { optionsOf } from './command-words.ts';
import { EXIT } from './exit-codes.ts';
import { COMPLETIONS } from './new-parser.ts';
import type { CommandContext } from './terminal.ts';
import { unknownCommand, unknownOption } from './unknown-name.ts';
import { reportUsageError } from './usage-error.ts';
import { BUILT_IN, parseProgram } from './yargs-program.ts';

/**
 * Runs the command that `argv` names, or prints help, the version or completions.
 *
 * @returns the exit code
 */
export async function runProgram(
  given: readonly string[],
  root: CommandGroup,
  context: CommandContext,
): Promise<number> {
  const { terminal } = context;
  if (given[0] === 'help') return runProgram([...given.slice(1), '--help'], root, context);
  const { argv, file } = given[0] === COMPLETIONS ? { argv: given, file: null } : takeConfigOption(given);
  const { exitCode, parsed, output } = await parseProgram(argv, root, context, file);
  if (exitCode !== null) return exitCode;
  const { group, path, unknown } = findGroup(root, parsed._.map(String));
  const name = [root.name, ...path].join(' ');
  const usageError = (problem: string): number => reportUsageError([problem], name, terminal);

  if (unknown !== undefined && argv[0] !== COMPLETIONS) {
    return usageError(unknownCommand(unknown, namesIn(group, root)));
  }
  if (output !== '' || argv[0] === COMPLETIONS) {
    terminal.out(`${output}\n`);
    return EXIT.ok;
  }
  if (group.standard !== undefined && argv.length === path.length) {
    return runProgram([...given, group.standard], root, context);
  }
  const [option] = Object.keys(optionsOf(parsed));
  if (option !== undefined) return usageError(unknownOption(option, ['quiet', 'verbose', 'help', 'version']));
  terminal.err(`${(await parseProgram([...path, '--help'], root, context)).output}\n`);
  return EXIT.usage;
}

interface FoundGroup {
  readonly group: CommandGroup;
  readonly path: readonly string[];
  /** The word that is not one of its commands. */
  readonly unknown?: string;
}

/** The innermost group that the words lead to. */
function findGroup(root: CommandGroup, words: readonly string[], path: readonly string[] = []): FoundGroup {
  const [word, ...rest] = words;
  const node = root.commands.find(({ name }) => name === word);
  if (node !== undefined && 'commands' in node) return findGroup(node, rest, [...path, node.name]);
  const isKnown = word === undefined || node !== undefined || (path.length === 0 && BUILT_IN.includes(word));
  return { group: root, path, ...(!isKnown && { unknown: word }) };
}

function namesIn(group: CommandGroup, root: CommandGroup): readonly string[] {
  return [...group.commands.map(({ name }) => name), ...(group === root ? BUILT_IN : [])];
}
