import type { Row } from '../../contract/row.ts';
import { ConfigurationError } from '../../contract/errors.ts';
import { readJsonRow } from './read-json-row.ts';

export type { Row } from '../../contract/row.ts';

type ParsedRow = Row & Required<Pick<Row, 'plates'>>;

/**
 * A line of `--row_format jsonl` as a row; `plates` is there for rows of older versions too.
 *
 * @throws ConfigurationError when the line is torn, is not JSON or is not a row: the message names the field
 */
export function parseRow(line: string): ParsedRow {
  const parsed = readJsonRow(line.replace(/\r?\n?$/, ''));
  if (parsed.kind === 'broken') throw new ConfigurationError([`The line is not a row: ${parsed.problem}.`]);
  return parsed.row as ParsedRow;
}
