import { splitAtDashes } from '../command/command-words.ts';

/** Looked for in the current folder. */
export const CONFIG_FILE = 'parallel-run-ocr.config.json';

/** Shown in every help; the option is taken out of the command line before it is parsed. */
export const CONFIG_OPTION = {
  name: 'config',
  description: `A JSON file with values of options; the command line wins [FILE] [default: ${CONFIG_FILE}, where there is one]`,
} as const;

export interface TakenConfig {
  /** The command line without `--config`. */
  readonly argv: readonly string[];
  /** The last value given; an empty text where it is missing, null without the option. */
  readonly file: string | null;
}

/** Takes `--config FILE` and `--config=FILE` out of the words before `--`. */
export function takeConfigOption(argv: readonly string[]): TakenConfig {
  const { before } = splitAtDashes(argv);
  const rest: string[] = [];
  let file: string | null = null;
  for (let index = 0; index < before.length; index += 1) {
    const word = before[index] ?? '';
    if (word === '--config') {
      index += 1;
      file = before[index] ?? '';
    } else if (word.startsWith('--config=')) file = word.slice('--config='.length);
    else rest.push(word);
  }
  return { argv: [...rest, ...argv.slice(before.length)], file };
}
