import type { Options } from 'yargs';
import type { Option } from '../../config/option.ts';
import type { OptionTable } from '../../config/parse-options.ts';

/** The options as yargs parses them. All but flags are texts to it, so that our own messages can quote the value received. */
export function toParsedOptions(table: OptionTable): Record<string, Options> {
  return mapped(table, (option) => ({ type: parsedType(option), hidden: true }));
}

/** The options as yargs parses and shows them. */
export function toShownOptions(table: OptionTable): Record<string, Options> {
  return mapped(table, (option) => ({
    type: parsedType(option),
    describe: describe(option).replaceAll('`', ''),
    group: `${option.group ?? 'Options'}:`,
  }));
}

/** The options as yargs completes them: with their choices. */
export function toCompletedOptions(table: OptionTable): Record<string, Options> {
  return mapped(table, ({ description, type: { choices } }) => ({
    describe: description,
    ...(choices !== undefined && { choices }),
  }));
}

function mapped(table: OptionTable, change: (option: Option) => Options): Record<string, Options> {
  return Object.fromEntries(Object.entries(table).map(([name, option]) => [name, change(option)]));
}

function parsedType({ type }: Option): 'boolean' | 'string' {
  return type.kind === 'flag' ? 'boolean' : 'string';
}

/** The description, with type and default appended: the separate columns of yargs leave no room at a width of 80. */
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
