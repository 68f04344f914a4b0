import type { OptionTable } from '../../config/parse-options.ts';
import type { CommandWords } from './command-words.ts';

/**
 * The words of a command line in which a value that may be missing is not confused with what follows it: of
 * `--inspect images`, `images` is no port, so the option has no value and `images` is an argument of its own.
 */
export function withOptionalValues(table: OptionTable, words: CommandWords): CommandWords {
  const options = { ...words.options };
  const positionals = [...words.positionals];
  for (const [name, { type }] of Object.entries(table)) {
    if (type.check('') !== null || type.kind === 'flag') continue;
    options[name] = (options[name] ?? []).map((text) => {
      if (type.check(text) === null || !isWordOfItsOwn(name, text, words.before)) return text;
      positionals.unshift(text);
      return '';
    });
    if (options[name].length === 0) delete options[name];
  }
  return { ...words, options, positionals };
}

function isWordOfItsOwn(name: string, text: string, before: readonly string[]): boolean {
  return before.some(
    (word, index) => word.replaceAll('-', '_') === `__${name}` && before[index + 1] === text,
  );
}
