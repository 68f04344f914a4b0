import { ConfigurationError } from '../../contract/errors.ts';
import { TABLE_EXTENSIONS, type TableFormat, tableFormatOf } from './table-format.ts';

/** A table that cannot be read. */
export class TableError extends ConfigurationError {
  constructor(path: string, why: string) {
    super([`${path} is no table that can be read: ${why.replace(/\.$/, '')}.`]);
  }
}

/** @throws TableError for a file that is no table by its name */
export function tableFormatOrThrow(path: string): TableFormat {
  const format = tableFormatOf(path);
  if (format !== null) return format;
  const known = TABLE_EXTENSIONS.join(', ');
  throw new TableError(path, `its name does not end in ${known}. Leave it out with --include or --exclude`);
}

/** Of a table without a column of `--partition_keys`. */
export function noColumn(path: string, key: string, columns: readonly string[]): TableError {
  return new TableError(path, `it has no column ${key} for --partition_keys; it has ${columns.join(', ')}`);
}

export const noRow = (): ConfigurationError =>
  new ConfigurationError(['INPUT: the tables have no row; give one that has.']);
