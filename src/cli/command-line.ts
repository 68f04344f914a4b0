import { EXIT, type CommandContext } from './command/terminal.ts';
import { packageVersion } from './command/version.ts';

type RunCommand = (argv: readonly string[], context: CommandContext) => Promise<number>;

interface Command {
  readonly name: string;
  readonly summary: string;
  /** @returns the exit code */
  load(): Promise<RunCommand>;
}

/** One file per command, loaded when it is asked for. */
const COMMANDS: readonly Command[] = [
  {
    name: 'replay',
    summary: 'run mini-batches on this machine as Azure Machine Learning would',
    load: async () => (await import('./replay/replay.ts')).replayCommand,
  },
  {
    name: 'verify',
    summary: 'say whether the rows of a job or a replay are whole; write each once',
    load: async () => (await import('./rows/verify.ts')).verifyCommand,
  },
  {
    name: 'report',
    summary: 'make one HTML page of the rows of a job or a replay',
    load: async () => (await import('./rows/report.ts')).reportCommand,
  },
  {
    name: 'emulate',
    summary: "serve Azure's OCR services on this machine, for tests",
    load: async () => (await import('./emulate/emulate.ts')).emulateCommand,
  },
  {
    name: 'check',
    summary: 'sign in, read each secret and call each service once; say what to fix',
    load: async () => (await import('./check/check.ts')).checkCommand,
  },
  {
    name: 'aml',
    summary: 'check a workspace, provision it, submit and publish jobs, invoke endpoints',
    load: async () => (await import('./aml/aml.ts')).amlCommand,
  },
];

/** @returns the exit code */
export async function runCommandLine(argv: readonly string[], context: CommandContext): Promise<number> {
  const [name, ...rest] = argv;
  const { terminal } = context;
  if (name === '--version') {
    terminal.out(`${await packageVersion()}\n`);
    return EXIT.ok;
  }
  if (name === '--help') {
    terminal.out(help());
    return EXIT.ok;
  }
  if (name === undefined) {
    terminal.err(help());
    return EXIT.usage;
  }
  const command = COMMANDS.find((candidate) => candidate.name === name);
  if (command === undefined) {
    terminal.err(`There is no command ${JSON.stringify(name)}.\n\n${help()}`);
    return EXIT.usage;
  }
  try {
    return await (
      await command.load()
    )(rest, context);
  } catch (error) {
    terminal.err(`${describe(error)}\n`);
    return EXIT.unexpected;
  }
}

function help(): string {
  const commands = COMMANDS.map(({ name, summary }) => `  ${name.padEnd(12)}${summary}\n`).join('');
  return `parallel-run-ocr COMMAND [options]

Commands:
${commands}
  parallel-run-ocr COMMAND --help    the options of a command, with examples
  parallel-run-ocr --version
`;
}

/** An error that says what to do needs no stack; a defect does. */
function describe(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  return error.name === 'AppendError' ? error.message : `Unexpected error: ${error.stack ?? error.message}`;
}
