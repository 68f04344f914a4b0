import { basename, isAbsolute } from 'node:path';
import type { MetadataOptions } from '../config/worker-options.ts';
import { ConfigurationError, ItemError } from '../contract/errors.ts';
import type { Row } from '../contract/row.ts';
import { storedFile } from '../files/read-fault.ts';
import type { FileFacts } from '../files/read-once.ts';
import { type PatientReadTools, readPatiently } from '../files/read-patiently.ts';
import { neverEnding } from '../flow/time-scope.ts';

export type MetadataOf = (key: string) => Row['metadata'];

export const noMetadata: MetadataOf = () => null;

/**
 * Reads the side input once: a CSV with a header, one line per image. An image's line is found by its full relative
 * path, or by its base name.
 *
 * @throws TransientError when its storage or the machine failed, a few times in a row
 * @throws ConfigurationError when the file cannot be read, is not a CSV file, lacks the key column or names an image twice
 */
export async function readMetadata(
  { file, key }: MetadataOptions,
  tools: PatientReadTools,
): Promise<MetadataOf> {
  const [header = [], ...lines] = await parseCsv(await readText(file, tools), file);
  const keyColumn = header.indexOf(key);
  if (keyColumn === -1) {
    const has =
      header.length === 0 ? 'is empty' : `has the columns ${header.join(', ')} but no ${JSON.stringify(key)}`;
    throw problem(file, has, 'name the column with the image names with --metadata_key');
  }
  const byKey = new Map<string, Readonly<Record<string, string>>>();
  for (const line of lines) {
    const name = line[keyColumn] ?? '';
    if (byKey.has(name))
      throw problem(file, `names ${JSON.stringify(name)} twice`, 'leave one line per image');
    const columns = header.map((column, index) => [column, line[index] ?? ''] as const);
    byKey.set(name, Object.fromEntries(columns.filter((_, index) => index !== keyColumn)));
  }
  return (image) => byKey.get(image) ?? byKey.get(basename(image)) ?? null;
}

async function readText(file: string, tools: PatientReadTools): Promise<string> {
  try {
    return (await readPatiently(file, tools, (facts) => checkIsFile(file, facts), neverEnding())).toString(
      'utf8',
    );
  } catch (error) {
    if (!(error instanceof ItemError)) throw error;
    const remedy = isAbsolute(file)
      ? 'give a readable CSV file'
      : 'give an absolute path, because AML runs the entry script in a folder of its own';
    throw new ConfigurationError([`--metadata: ${error.message.replace(/\.$/, '')}; ${remedy}.`], {
      cause: error,
    });
  }
}

function checkIsFile(file: string, facts: FileFacts): void {
  if (!facts.isFile()) throw new ItemError('not_a_file', `${storedFile(file)} is not a file.`);
}

async function parseCsv(text: string, file: string): Promise<string[][]> {
  const { parse } = await import('csv-parse/sync');
  try {
    return parse(text, { bom: true, skip_empty_lines: true });
  } catch (cause) {
    const message = cause instanceof Error ? cause.message : '';
    throw problem(file, `is not a CSV file (${message})`, 'give a CSV with a header', cause);
  }
}

function problem(file: string, what: string, remedy: string, cause?: unknown): ConfigurationError {
  return new ConfigurationError([`--metadata ${JSON.stringify(file)} ${what}: ${remedy}.`], { cause });
}
