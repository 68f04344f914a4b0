import type { OptionTable } from '../../config/parse-options.ts';
import type { Command, CommandInput } from '../command/command.ts';
import { WORKSPACE_OPTIONS } from './options/workspace-options.ts';
import type { AmlDependencies, AmlTools } from './open-session.ts';

/** One of `parallel-run-ocr aml …`. */
export interface AmlCommand<T extends OptionTable> extends Omit<Command<T>, 'entryArguments' | 'run'> {
  /** @returns the exit code */
  run(input: CommandInput<T>, tools: AmlTools): Promise<number>;
}

/** The command with the options that name the workspace, which it gets opened. */
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
