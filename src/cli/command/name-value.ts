import type { Check } from '../../config/option.ts';
import { ConfigurationError } from '../../contract/errors.ts';

const FORM = /^([A-Za-z_]\w*)=(.*)$/s;

/** `NAME=VALUE`, the value as `accepted` has it. */
export const nameValue =
  (accepts: Check): Check =>
  (text) => {
    const [, name, value] = FORM.exec(text) ?? [];
    const wanted = name === undefined ? '' : accepts(value ?? '');
    if (wanted === null) return null;
    return `NAME=VALUE, NAME of letters, digits and underscores${wanted === '' ? '' : `, VALUE ${wanted}`}`;
  };

/** For texts that passed `nameValue`; no name may come twice. */
export function toPairs(option: string, texts: readonly string[]): Readonly<Record<string, string>> {
  const pairs = texts.map((text) => [FORM.exec(text)?.[1] ?? '', FORM.exec(text)?.[2] ?? ''] as const);
  const names = pairs.map(([name]) => name);
  const twice = names.filter((name, index) => names.indexOf(name) < index);
  if (twice.length > 0) {
    throw new ConfigurationError(twice.map((name) => `--${option} gives ${name} twice: give it once.`));
  }
  return Object.fromEntries(pairs);
}
