import type { Argv, CommandModule } from 'yargs';
import { PACKAGE_VERSION } from '../../contract/package-version.ts';
import { type ConfigFile, readConfig } from '../config-file/read-config.ts';
import type { Command, CommandEntry, CommandGroup, CommandNode } from './command.ts';
import { splitAtDashes, toWords, type YargsArguments } from './command-words.ts';
import { allOptions, describeCommand, describeGroup, entryOptions } from './describe-command.ts';
import { COMPLETIONS, newParser, underscored } from './new-parser.ts';
import { runCommand } from './run-command.ts';
import type { CommandContext } from './terminal.ts';
import { wrapHelp } from './wrap-words.ts';
import { toCompletedOptions, toParsedOptions } from './yargs-options.ts';

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

/**
 * Parses the command line with yargs and runs its command. Prints nothing itself.
 *
 * @param configFile given by `--config`; null looks for the usual one
 */
export async function parseProgram(
  argv: readonly string[],
  root: CommandGroup,
  context: CommandContext,
  configFile: string | null = null,
): Promise<ProgramEnd> {
  const columns = Math.min(context.terminal.outColumns || COLUMNS_WITHOUT_TERMINAL, MAX_COLUMNS);
  const isCompleting = argv[0] === COMPLETIONS;
  const words = isCompleting ? argv : splitAtDashes(argv).before;
  const isHelp = words.some((word) => /^(?:-h|--help)/.test(word));
  const config = (): Promise<ConfigFile | null> =>
    readConfig(configFile, context.currentFolder, () => allOptionNames(root));
  const program: Program = { argv, context, config, columns, isCompleting, isHelp, exitCode: null };

  // Only the completion script needs the name; in help it would precede each command.
  const scriptName = words[0] === 'completion' ? root.name : '';
  const parser = addCommands(newParser(scriptName, PACKAGE_VERSION), root, [root.name], program)
    .completion('completion', 'print the completion script for bash or zsh')
    .command('help [COMMAND..]', 'show the help of a command');
  let output = '';
  const parsed = await parser.parseAsync(words.map(underscored), {}, (_error, _parsed, text) => {
    output ||= wrapHelp(text, columns);
  });
  return { exitCode: program.exitCode, output, parsed };
}

/** One use of the command line. */
interface Program {
  readonly argv: readonly string[];
  readonly context: CommandContext;
  readonly config: () => Promise<ConfigFile | null>;
  /** Of help. */
  readonly columns: number;
  readonly isCompleting: boolean;
  readonly isHelp: boolean;
  /** Set by the command that runs. */
  exitCode: number | null;
}

/** @param path the names of the program and of its groups down to this one */
function addCommands(parser: Argv, group: CommandGroup, path: readonly string[], program: Program): Argv {
  for (const node of group.commands) parser.command(toModule(node, [...path, node.name], program));
  return describeGroup(parser, path.join(' '), group);
}

function toModule(node: CommandNode, path: readonly string[], program: Program): CommandModule {
  if (!('commands' in node)) return commandModule(node, path, program);
  return {
    command: node.name,
    describe: node.summary,
    builder: (parser) => addCommands(parser, node, path, program),
    handler: () => {},
  };
}

function commandModule(entry: CommandEntry, path: readonly string[], program: Program): CommandModule {
  const { argv, context, config, columns, isCompleting, isHelp } = program;
  const name = path.join(' ');
  let command: Command;
  return {
    command: entry.name,
    describe: entry.summary,
    // yargs calls it before the handler, and for help and completion without the handler.
    builder: async (parser: Argv) => {
      command = await entry.load();
      if (isCompleting) return parser.options(toCompletedOptions(completed(argv, command)));
      if (isHelp) return describeCommand(parser, name, command, columns);
      // yargs lays the help out also when it only runs the command, which takes a tenth of a second where there is much to show.
      return parser.options(toParsedOptions(allOptions(command)));
    },
    handler: async (parsed) => {
      program.exitCode = await runCommand(
        name,
        command,
        toWords(path.slice(1), argv, parsed),
        context,
        config,
      );
    },
  };
}

async function allOptionNames(group: CommandGroup): Promise<string[]> {
  const names = group.commands.map(async (node) =>
    'commands' in node ? allOptionNames(node) : Object.keys((await node.load()).options),
  );
  return (await Promise.all(names)).flat();
}

/** The options that can complete a command line. */
function completed(argv: readonly string[], command: Command) {
  const isAfterDashes = argv.slice(1, -1).includes('--');
  return isAfterDashes || command.entryArguments === 'anywhere'
    ? { ...(isAfterDashes ? {} : command.options), ...entryOptions(command) }
    : command.options;
}
