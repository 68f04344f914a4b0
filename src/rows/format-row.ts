import type { CsvFormulas, RowFormat } from '../config/worker-options.ts';
import type { Row } from '../contract/row.ts';
import { formatCsvRow } from './csv-row.ts';
import { formatJsonRow } from './json-row.ts';

export const ROW_FORMATTERS = {
  jsonl: formatJsonRow,
  csv: formatCsvRow,
} satisfies Record<RowFormat, (row: Row, formulas: CsvFormulas) => string>;
