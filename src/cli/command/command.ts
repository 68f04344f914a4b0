import type { OptionType } from '../../config/option.ts';
import type { GivenTexts, OptionTable, ParsedOptions } from '../../config/parse-options.ts';
import type { ExitCodeName } from './exit-codes.ts';
import type { CommandContext } from './terminal.ts';

/** A command: its help, its arguments and its implementation. */
export interface Command<T extends OptionTable = OptionTable> {
  readonly about: string;
  readonly options: T;
  readonly positional?: Positional;
  /** Where the arguments of the entry script are given; undefined when the command takes none. */
  readonly entryArguments?: 'after --' | 'anywhere';
  /** Arguments without the name of the command, each with a description. */
  readonly examples: readonly (readonly [args: string, what: string])[];
  /** Paragraphs below the examples. */
  readonly notes: readonly string[];
  /** Exit codes other than success, wrong usage and unexpected errors. */
  readonly exitCodes: readonly ExitCodeName[];
  /**
   * @returns the exit code
   * @throws ConfigurationError for wrong usage, another WorkerError when the work fails
   */
  run(input: CommandInput<T>, context: CommandContext): Promise<number>;
}

/** A positional argument, which is required unless one of the options that stand for it is given. */
export interface Positional {
  /** As in the usage line, for example `JOB`. */
  readonly name: string;
  readonly type: OptionType<string>;
  readonly many?: true;
  readonly unless?: readonly string[];
}

/** A command line, checked and parsed. */
export interface CommandInput<T extends OptionTable = OptionTable> {
  readonly values: ParsedOptions<T>;
  /** The values as they were typed, without defaults. */
  readonly given: GivenTexts;
  /** At least one where the command has a positional and no option stands for it. */
  readonly positionals: readonly string[];
  readonly entryArguments: readonly string[];
}

/** A command by its name; its module is loaded when the command runs or its help is shown. */
export interface CommandEntry {
  readonly name: string;
  readonly summary: string;
  load(): Promise<Command>;
}

/** Commands below one name. */
export interface CommandGroup {
  readonly name: string;
  readonly summary: string;
  readonly about: string;
  readonly commands: readonly CommandNode[];
  /** The command that runs when none is named; undefined shows the help. */
  readonly standard?: string;
}

export type CommandNode = CommandEntry | CommandGroup;
