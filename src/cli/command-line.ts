import { randomUUID } from 'node:crypto';
import { unexplainedLimit } from '../files/machine-error.ts';
import { systemClock } from '../flow/clock.ts';
import { amlCommands } from './aml/aml.ts';
import { cleanTerminal } from './clean-terminal.ts';
import type { CommandGroup } from './command/command.ts';
import { EXIT } from './command/exit-codes.ts';
import { runProgram } from './command/run-program.ts';
import { reportUsageError } from './command/usage-error.ts';
import { takeVerbosity } from './printing/verbosity.ts';
import { modelCommands } from './models/models.ts';
import type { ProgramContext } from './command/terminal.ts';

/** One module per command, loaded when it runs or its help is shown. */
export const COMMANDS: CommandGroup = {
  name: 'parallel-run-ocr',
  summary: '',
  about:
    'Reads the text of images inside Azure Machine Learning, and replays mini-batches on this machine as it would run them.',
  commands: [
    {
      name: 'init',
      summary: 'write a folder to begin with: a config file, the files of AML with your names',
      load: async () => (await import('./init/init.ts')).initCommand,
    },
    {
      name: 'plan',
      summary: 'tell before a run what it would read, cost and take, and what would go wrong',
      load: async () => (await import('./plan/plan.ts')).planCommand,
    },
    {
      name: 'replay',
      summary: 'run mini-batches on this machine as Azure Machine Learning would',
      load: async () => (await import('./replay/replay.ts')).replayCommand,
    },
    {
      name: 'verify',
      summary: 'check that the rows of a job or a replay are complete; write each row once',
      load: async () => (await import('./rows/verify.ts')).verifyCommand,
    },
    {
      name: 'merge',
      summary: 'put the rows of a second attempt into those of the first',
      load: async () => (await import('./rows/merge.ts')).mergeCommand,
    },
    {
      name: 'report',
      summary: 'create one HTML page from the rows of a job or a replay',
      load: async () => (await import('./rows/report.ts')).reportCommand,
    },
    {
      name: 'export',
      summary: 'write the rows, lines, plates or failed images of a job as a table',
      load: async () => (await import('./rows/export.ts')).exportCommand,
    },
    {
      name: 'emulate',
      summary: "serve Azure's OCR services on this machine, for tests",
      load: async () => (await import('./emulate/emulate.ts')).emulateCommand,
    },
    {
      name: 'check',
      summary: 'sign in, read each secret and call each service once; report what to fix',
      load: async () => (await import('./check/check.ts')).checkCommand,
    },
    modelCommands,
    amlCommands({
      createCredential: async (env, cloud) =>
        (await import('../azure/credential.ts')).createCredential(env, cloud),
      clock: systemClock,
      newId: randomUUID,
    }),
  ],
};

/** @returns the exit code */
export async function runCommandLine(
  given: readonly string[],
  context: ProgramContext,
  commands: CommandGroup = COMMANDS,
): Promise<number> {
  const { argv, verbosity, problem } = takeVerbosity(given);
  const terminal = cleanTerminal(context.terminal, verbosity);
  try {
    if (problem !== null) return reportUsageError([problem], commands.name, terminal);
    return await runProgram(argv, commands, { ...context, terminal });
  } catch (error) {
    // A command that ran has explained its own; this one could not be loaded.
    const limit = unexplainedLimit(error);
    if (limit !== null) {
      terminal.err(`${limit.message}\n`, 'bad');
      return EXIT.usage;
    }
    const stack = error instanceof Error ? (error.stack ?? error.message) : String(error);
    terminal.err(`Unexpected error: ${stack}\n`, 'bad');
    return EXIT.error;
  }
}
