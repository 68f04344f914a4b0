import type { Options } from 'yargs';
import type { Option } from '../../config/option.ts';
import type { OptionTable } from '../../config/parse-options.ts';

/** The options as yargs parses them: texts and flags, so that our own messages can show what was received. */
export function toParserOptions(table: OptionTable): Record<string, Options> {
  return mapped(table, ({ type }) => ({ type: type.kind === 'flag' ? 'boolean' : 'string' }));
}

/** The options as yargs shows and completes them. */
export function toHelpOptions(table: OptionTable): Record<string, Options> {
  return mapped(table, (option) => ({
    describe: describe(option).replaceAll('`', ''),
    group: `${option.group ?? 'Options'}:`,
    ...(option.type.kind === 'flag' && { type: 'boolean' }),
    ...(option.type.choices !== undefined && { choices: option.type.choices }),
  }));
}

function mapped(table: OptionTable, change: (option: Option) => Options): Record<string, Options> {
  return Object.fromEntries(Object.entries(table).map(([name, option]) => [name, change(option)]));
}

/** With type and default behind it; those of yargs take a column of their own, which leaves no room at 80. */
function describe(option: Option): string {
  const { description, type } = option;
  if (type.kind === 'flag') return description;
  const shown = option.default ?? option.defaultDescription;
  return `${description} [${typeOf(option)}]${shown === undefined ? '' : ` [default: ${shown}]`}`;
}

function typeOf({ value, type, repeatable }: Option): string {
  const one = type.choices === undefined ? (type.kind ?? value) : `choices: ${type.choices.join(', ')}`;
  return repeatable === true ? `array, ${one}` : one;
}
