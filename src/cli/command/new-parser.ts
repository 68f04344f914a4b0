import { CONFIG_OPTION } from '../config-file/config-option.ts';
import { VERBOSITY_OPTIONS } from '../printing/verbosity.ts';
import yargs, { type Argv } from 'yargs';

/** The flag that the completion script passes before the words to complete. */
export const COMPLETIONS = '--get-yargs-completions';

/** Options of the program itself, for every command. */
export const PROGRAM_OPTIONS = [CONFIG_OPTION.name, 'quiet', 'verbose', 'help', 'version'] as const;

/** Missing from the published types of yargs. */
interface UsageConfiguration {
  usageConfiguration(settings: { readonly 'hide-types': boolean }): Argv;
}

/** A parser without commands: values remain texts, and it neither prints nor exits. Its help is not wrapped. */
export function newParser(name: string, version: string): Argv {
  const parser = yargs() as Argv & UsageConfiguration;
  return parser
    .usageConfiguration({ 'hide-types': true })
    .scriptName(name)
    .parserConfiguration({
      'boolean-negation': false,
      'camel-case-expansion': false,
      'dot-notation': false,
      'parse-numbers': false,
      'parse-positional-numbers': false,
      'short-option-groups': false,
    })
    .detectLocale(false)
    .exitProcess(false)
    .fail(false)
    .wrap(null)
    .help('help', 'Show this help')
    .alias('h', 'help')
    .version('version', 'Show the version', version)
    .alias('V', 'version')
    .option(CONFIG_OPTION.name, { type: 'string', describe: CONFIG_OPTION.description })
    .option('quiet', { ...VERBOSITY_OPTIONS.quiet, type: 'boolean' })
    .option('verbose', { ...VERBOSITY_OPTIONS.verbose, type: 'boolean' })
    .group([...PROGRAM_OPTIONS], 'Other:');
}

/** `--a-b=c-d` as `--a_b=c-d`. */
export function underscored(argument: string): string {
  return argument.replace(/^--[^=]+/, (flag) =>
    flag === COMPLETIONS ? flag : `--${flag.slice(2).replaceAll('-', '_')}`,
  );
}
