import { describeValue } from '../contract/describe-value.ts';
import { ItemError } from '../contract/errors.ts';
import type { TabularRow } from '../contract/mini-batch.ts';

/** `image_url` is AML's own: https://learn.microsoft.com/azure/machine-learning/reference-automl-images-schema */
const USUAL_NAMES = ['image', 'file', 'path', 'url', 'image_url'];

/**
 * The path or URL in a row of a tabular mini-batch.
 *
 * @throws ItemError `no_image_column` when no column can be chosen, `no_image` when the cell is blank
 */
export function imageOf(row: TabularRow, column: string | null): string {
  const name = column ?? usualColumn(row);
  if (name === null || !Object.hasOwn(row, name)) {
    throw new ItemError(
      'no_image_column',
      `The mini-batch has no ${name === null ? 'column with a known name for images' : `column ${JSON.stringify(name)}`}; ` +
        `its columns are ${Object.keys(row).join(', ') || 'none'}: name the one to use with --image_column.`,
    );
  }
  const value = row[name];
  if (typeof value !== 'string' || value === '' || value.includes('\0')) {
    throw new ItemError(
      'no_image',
      `Column ${JSON.stringify(name)} holds ${describeCell(value)}, not a path or URL.`,
    );
  }
  return value;
}

/** The Python entry script passes on what JSON cannot hold as a list of its type: a StreamInfo, say. */
function describeCell(value: unknown): string {
  const [type, ...others] = Array.isArray(value) ? (value as readonly unknown[]) : [];
  if (typeof type === 'string' && others.length === 0) return `an object of type ${type}`;
  return typeof value === 'string' && value !== '' ? 'bytes' : describeValue(value);
}

function usualColumn(row: TabularRow): string | null {
  const names = Object.keys(row);
  const [only] = names;
  if (names.length === 1 && only !== undefined) return only;
  for (const usual of USUAL_NAMES) {
    const name = names.find((candidate) => candidate.toLowerCase() === usual);
    if (name !== undefined) return name;
  }
  return null;
}
