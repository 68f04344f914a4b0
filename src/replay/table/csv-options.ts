import type { Options } from 'csv-parse';
import { DELIMITERS } from './table-format.ts';

/**
 * How fields separated by a delimiter are read: quotes as in RFC 4180, but a quote within a field stands for itself; a row
 * may lack its last fields; empty lines are no rows. https://www.rfc-editor.org/rfc/rfc4180
 */
export function csvOptions(format: keyof typeof DELIMITERS) {
  return {
    delimiter: DELIMITERS[format],
    bom: true,
    relax_quotes: true,
    relax_column_count_less: true,
    skip_empty_lines: true,
  } as const satisfies Options;
}
