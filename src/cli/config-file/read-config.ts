import { readFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { nearest } from '../../config/nearest.ts';
import { OPTIONS } from '../../config/options.ts';
import { ConfigurationError } from '../../contract/errors.ts';
import { isRecord } from '../../contract/is-record.ts';
import { parseJson } from '../../contract/parse-json.ts';
import { CONFIG_FILE } from './config-option.ts';
import { looksSecret } from './looks-secret.ts';

/** Values of options by their names, as texts. */
export interface ConfigFile {
  /** As it was given, for messages. */
  readonly file: string;
  readonly values: ReadonlyMap<string, readonly string[]>;
}

/**
 * @param given by `--config`; null looks for the usual file
 * @param commandOptions the names of the options of all commands
 * @returns null where there is no usual file
 * @throws ConfigurationError with every problem of the file
 */
export async function readConfig(
  given: string | null,
  currentFolder: string,
  commandOptions: () => Promise<readonly string[]>,
): Promise<ConfigFile | null> {
  if (given === '') throw new ConfigurationError(['--config has no value: give a JSON file.']);
  const file = given ?? CONFIG_FILE;
  const text = await readText(resolve(currentFolder, file), file, given !== null);
  if (text === null) return null;
  const content = parseJson(text.replace(/^\uFEFF/, ''));
  if (!isRecord(content)) {
    throw new ConfigurationError([
      `${file} is not a JSON object: give {"NAME": VALUE, …} with names of options.`,
    ]);
  }
  const entries = Object.entries(content).map(([key, value]) => [key.replaceAll('-', '_'), value] as const);
  const problems = entries.flatMap(([key, value]) => findValueProblem(file, key, value));
  const unknown = await unknownKeys(
    entries.map(([key]) => key),
    commandOptions,
  );
  const all = [...unknown.map((problem) => `${file}: ${problem}`), ...problems];
  if (all.length > 0) throw new ConfigurationError(all);
  return { file, values: new Map(entries.map(([key, value]) => [key, [value].flat().map(String)])) };
}

async function readText(path: string, file: string, isGiven: boolean): Promise<string | null> {
  try {
    return await readFile(path, 'utf8');
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException;
    if (code === 'ENOENT' && !isGiven) return null;
    const what = code === 'ENOENT' ? 'there is no such file' : `it cannot be read: ${message}`;
    throw new ConfigurationError([`${isGiven ? '--config ' : ''}${file}: ${what}.`], { cause: error });
  }
}

async function unknownKeys(
  keys: readonly string[],
  commandOptions: () => Promise<readonly string[]>,
): Promise<string[]> {
  const entryOptions = Object.keys(OPTIONS);
  if (keys.every((key) => entryOptions.includes(key))) return [];
  const known = [...entryOptions, ...(await commandOptions())];
  return keys
    .filter((key) => !known.includes(key))
    .map((key) => {
      const meant = nearest(key, known);
      const question =
        meant === null
          ? 'the help of each command names its options'
          : `did you mean ${JSON.stringify(meant)}?`;
      return `no command has the option ${JSON.stringify(key)}: ${question}`;
    });
}

function findValueProblem(file: string, key: string, value: unknown): string[] {
  const values = [value].flat();
  if (!values.every((item) => ['string', 'number', 'boolean'].includes(typeof item))) {
    return [
      `${file}: ${JSON.stringify(key)} is no value: give a text, a number, true or false, or a list of texts.`,
    ];
  }
  // The value is not shown.
  return values.some((item) => looksSecret(key, String(item)))
    ? [
        `${file}: ${JSON.stringify(key)} holds what looks like a secret: name a Key Vault secret, or use an environment variable.`,
      ]
    : [];
}
