import type { OptionTable } from '../../config/parse-options.ts';
import type { Command, CommandInput } from '../command/command.ts';
import { WORKSPACE_OPTIONS } from './options/workspace-options.ts';
import type { AmlDependencies, AmlTools } from './open-session.ts';

/** A command of `parallel-run-ocr aml`. */
export interface AmlCommand<T extends OptionTable> extends Omit<Command<T>, 'entryArguments' | 'run'> {
  /** @returns the exit code */
  run(input: CommandInput<T>, tools: AmlTools): Promise<number>;
}

/** Adds the options that select the workspace, and opens a session on it before the command runs. */
export function onWorkspace<T extends OptionTable>(
  command: AmlCommand<T>,
  dependencies: AmlDependencies,
): Command {
  return {
    ...command,
    options: { ...command.options, ...WORKSPACE_OPTIONS },
    async run(input, context) {
      const { values } = input as CommandInput<T & typeof WORKSPACE_OPTIONS>;
      const { openSession } = await import('./open-session.ts');
      const tools = await openSession(values, context, dependencies);
      return command.run(input as CommandInput<T>, tools);
    },
  };
}
