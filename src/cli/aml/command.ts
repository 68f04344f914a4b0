import { ConfigurationError, WorkerError } from '../../contract/errors.ts';
import {
  type OptionTable,
  optionParser,
  parseOptions,
  type ParsedOptions,
} from '../command/option-parser.ts';
import { type AmlDependencies, type AmlTools, openSession } from './session.ts';
import { type CommandContext, EXIT } from '../command/terminal.ts';

/** One of `parallel-run-ocr aml …`. */
export interface AmlCommand {
  readonly name: string;
  readonly about: string;
  readonly options: OptionTable;
  readonly examples: readonly (readonly [command: string, what: string])[];
  readonly notes: readonly string[];
  /** @returns the exit code */
  run(options: ParsedOptions, tools: AmlTools): Promise<number>;
}

const DEFAULT_COLUMNS = 100;

export async function runAmlCommand(
  command: AmlCommand,
  argv: readonly string[],
  context: CommandContext,
  dependencies: AmlDependencies,
): Promise<number> {
  const { terminal } = context;
  const options = parseOptions(argv, command.options);
  if ('problems' in options) return refuse(command, options.problems, context);
  if (options.flags['help'] === true) {
    terminal.out(await helpOf(command, terminal.outColumns ?? DEFAULT_COLUMNS));
    return EXIT.ok;
  }
  const { drain } = context.watchInterrupts();
  try {
    return await command.run(options, await openSession(options, context, dependencies, drain));
  } catch (error) {
    if (drain.aborted) return EXIT.interrupted;
    if (error instanceof ConfigurationError) return refuse(command, error.problems, context);
    if (!(error instanceof WorkerError)) throw error;
    terminal.err(`${error.message}\n`);
    return EXIT.azureRefused;
  }
}

function refuse({ name }: AmlCommand, problems: readonly string[], { terminal }: CommandContext): number {
  const lines = problems.length === 1 ? problems : problems.map((problem) => `- ${problem}`);
  terminal.err(`${lines.join('\n')}\nSee parallel-run-ocr aml ${name} --help\n`);
  return EXIT.usage;
}

async function helpOf(command: AmlCommand, columns: number): Promise<string> {
  const { name, about, options, examples, notes } = command;
  const positional = options.positional === undefined ? '' : ` ${options.positional}`;
  const parser = optionParser(options)
    .wrap(Math.min(columns, 110))
    .usage(`parallel-run-ocr aml ${name}${positional} [options]`)
    .usage('')
    .usage(about)
    .epilogue([...notes, '', EXIT_CODES].join('\n'));
  for (const [line, what] of examples) parser.example(`parallel-run-ocr aml ${line}`, what);
  return `${await parser.getHelp()}\n`;
}

const EXIT_CODES =
  'Exit codes: 0 done, 2 wrong usage, 3 Azure refuses or something is missing, 42 the job failed, 130 interrupted, 1 unexpected.';
