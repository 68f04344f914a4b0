import { EMULATE_FLAGS, EMULATE_LISTS, EMULATE_OPTIONS } from './options.ts';
import { type OptionTable, parseOptions } from '../command/option-parser.ts';

export const EMULATE_TABLE = {
  values: EMULATE_OPTIONS,
  lists: EMULATE_LISTS,
  flags: EMULATE_FLAGS,
} satisfies OptionTable;

/** The command line as texts, each of which its option accepts. */
export interface EmulateArguments {
  readonly values: Readonly<Partial<Record<keyof typeof EMULATE_OPTIONS, string>>>;
  readonly lists: Readonly<Record<keyof typeof EMULATE_LISTS, readonly string[]>>;
  readonly flags: Readonly<Record<keyof typeof EMULATE_FLAGS, boolean>>;
}

export function parseEmulateArguments(
  argv: readonly string[],
): EmulateArguments | { readonly problems: readonly string[] } {
  return parseOptions(argv, EMULATE_TABLE);
}
