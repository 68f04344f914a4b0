import { readFile } from 'node:fs/promises';
import { basename, isAbsolute } from 'node:path';
import type { MetadataOptions } from '../config/worker-options.ts';
import { ConfigurationError } from '../contract/errors.ts';
import type { Row } from '../contract/row.ts';

export type MetadataOf = (key: string) => Row['metadata'];

export const noMetadata: MetadataOf = () => null;

/**
 * Reads the side input once: a CSV with a header, one line per image. An image's line is found by its full relative
 * path, or by its base name.
 *
 * @throws ConfigurationError when the file cannot be read, is not a CSV file, lacks the key column or names an image twice
 */
export async function readMetadata({ file, key }: MetadataOptions): Promise<MetadataOf> {
  const [header = [], ...lines] = await parseCsv(await readText(file), file);
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

async function readText(file: string): Promise<string> {
  try {
    return await readFile(file, 'utf8');
  } catch (cause) {
    const code = cause instanceof Error && 'code' in cause ? String(cause.code) : 'unknown error';
    const remedy = isAbsolute(file)
      ? 'give a readable CSV file'
      : 'give an absolute path, because AML runs the entry script in a folder of its own';
    throw problem(file, `cannot be read (${code})`, remedy, cause);
  }
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
