import { type OptionType, text } from '../../config/option.ts';
import { partitionType } from '../../config/partition-text.ts';
import { ConfigurationError } from '../../contract/errors.ts';

const FORM = /^([A-Za-z_]\w*)=(.*)$/s;

const anything = text(() => null);

/** `NAME=VALUE`, with a value that `typeOf` the name accepts. */
const pair = (typeOf: (name: string) => OptionType<string>): OptionType<string> =>
  text((given) => {
    const [, name, value = ''] = FORM.exec(given) ?? [];
    const accepted = name === undefined ? '' : typeOf(name).check(value);
    if (accepted === null) return null;
    return `NAME=VALUE, NAME of letters, digits and underscores${accepted === '' ? '' : `, VALUE ${accepted}`}`;
  });

/** `NAME=VALUE`, with a value that `type` accepts. */
export const nameValue = (type: OptionType<string>): OptionType<string> => pair(() => type);

/** `NAME=VALUE` with any value; a partition is checked here, before a job is started that would skip every image. */
export const pipelineInput: OptionType<string> = pair((name) =>
  name === 'input_partition' ? partitionType : anything,
);

/** For texts that passed `nameValue`; no name may come twice. */
export function toPairs(option: string, texts: readonly string[]): Readonly<Record<string, string>> {
  const pairs = texts.map((given) => [FORM.exec(given)?.[1] ?? '', FORM.exec(given)?.[2] ?? ''] as const);
  const names = pairs.map(([name]) => name);
  const twice = names.filter((name, index) => names.indexOf(name) < index);
  if (twice.length > 0) {
    throw new ConfigurationError(twice.map((name) => `--${option} gives ${name} twice: give it once.`));
  }
  return Object.fromEntries(pairs);
}
