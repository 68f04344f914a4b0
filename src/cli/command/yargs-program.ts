import type { Argv, CommandModule } from 'yargs';
import type { Command, CommandEntry, CommandGroup, CommandNode } from './command.ts';
import { splitAtDashes, toWords, type YargsArguments } from './command-words.ts';
import { describeCommand, describeGroup, entryOptions } from './describe-command.ts';
import { COMPLETIONS, newParser, underscored } from './new-parser.ts';
import { runCommand } from './run-command.ts';
import type { CommandContext } from './terminal.ts';
import { packageVersion } from './version.ts';
import { toCompletedOptions } from './yargs-options.ts';

/** Commands of the program itself. */
export const BUILT_IN: readonly string[] = ['completion', 'help'];

const MAX_COLUMNS = 110;
const COLUMNS_WITHOUT_TERMINAL = 80;

export interface ProgramEnd {
  /** Null when no command has run. */
  readonly exitCode: number | null;
  /** Help, the version, the script for the shell or completions. */
  readonly output: string;
  readonly parsed: YargsArguments;
}

/** Parses the command line with yargs and runs its command. Prints nothing itself. */
export async function parseProgram(
  argv: readonly string[],
  root: CommandGroup,
  context: CommandContext,
): Promise<ProgramEnd> {
  const columns = Math.min(context.terminal.outColumns ?? COLUMNS_WITHOUT_TERMINAL, MAX_COLUMNS);
  const isCompleting = argv[0] === COMPLETIONS;
  const words = isCompleting ? argv : splitAtDashes(argv).before;
  let exitCode: number | null = null;
  let output = '';

  const configure = (parser: Argv, name: string, command: Command): Argv =>
    isCompleting
      ? parser.options(toCompletedOptions(completed(argv, command)))
      : describeCommand(parser, name, command, columns);
  const toModule = (node: CommandNode, path: readonly string[]): CommandModule =>
    'commands' in node ? groupModule(node, path) : commandModule(node, path);
  const commandModule = (entry: CommandEntry, path: readonly string[]): CommandModule => {
    const name = [root.name, ...path].join(' ');
    let command: Command;
    return {
      command: entry.name,
      describe: entry.summary,
      builder: async (parser: Argv) => configure(parser, name, (command = await entry.load())),
      handler: async (parsed) => {
        exitCode = await runCommand(name, command, toWords(path, argv, parsed), context);
      },
    };
  };
  const groupModule = (group: CommandGroup, path: readonly string[]): CommandModule => ({
    command: group.name,
    describe: group.summary,
    builder: (parser) => addCommands(parser, group, path),
    handler: () => {},
  });
  const addCommands = (parser: Argv, group: CommandGroup, path: readonly string[]): Argv => {
    for (const node of group.commands) parser.command(toModule(node, [...path, node.name]));
    return describeGroup(parser, [root.name, ...path].join(' '), group);
  };

  // Only the completion script needs the name; in help it would precede each command.
  const scriptName = words[0] === 'completion' ? root.name : '';
  const parser = addCommands(newParser(scriptName, await packageVersion(), columns), root, [])
    .completion('completion', 'print the completion script for bash or zsh')
    .command('help [COMMAND..]', 'show the help of a command');
  const parsed = await parser.parseAsync(words.map(underscored), {}, (_error, _parsed, text) => {
    output ||= text;
  });
  return { exitCode, output, parsed };
}

/** The options that can complete a command line. */
function completed(argv: readonly string[], command: Command) {
  const isAfterDashes = argv.slice(1, -1).includes('--');
  return isAfterDashes || command.entryArguments === 'anywhere'
    ? { ...(isAfterDashes ? {} : command.options), ...entryOptions(command) }
    : command.options;
}
