import yargs, { type CommandModule } from 'yargs';
import { ConfigurationError } from '../contract/errors.ts';
import { EXIT, type CommandContext } from './terminal.ts';

/** Runs a command that is written as a yargs module; wrong arguments are a usage error. */
export function fromYargs<Arguments>(module: CommandModule<object, Arguments>) {
  const name = String(module.command);
  return async (argv: readonly string[], { terminal }: CommandContext): Promise<number> => {
    const parser = yargs([name, ...argv])
      .scriptName('parallel-run-ocr')
      .command(module)
      .strict()
      .detectLocale(false)
      .version(false)
      .exitProcess(false)
      .fail((message: string | null, error: Error | undefined) => {
        throw error ?? new ConfigurationError([message ?? 'wrong arguments']);
      });
    try {
      await parser.parseAsync();
      return EXIT.ok;
    } catch (error) {
      if (!(error instanceof ConfigurationError)) throw error;
      terminal.err(`${error.message}\nSee parallel-run-ocr ${name} --help\n`);
      return EXIT.usage;
    }
  };
}
