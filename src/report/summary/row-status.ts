import { isRecord } from '../../contract/is-record.ts';
import { parseJson } from '../../contract/parse-json.ts';
import { ROW_STATUSES } from '../../contract/row.ts';

/** A CSV row of ours: the status is the second column. */
const CSV_STATUS = new RegExp(`^(?:"(?:[^"]|"")*"|[^",]*),(${ROW_STATUSES.join('|')}),`);

/** Counts rows by their `status`: a field of a JSON row, the second column of a CSV row. Other rows do not count. */
export class RowStatusCounter {
  readonly #counts = new Map<string, number>();

  add(rows: readonly string[]): void {
    for (const row of rows) {
      const status = statusOf(row);
      if (status !== null) this.#counts.set(status, (this.#counts.get(status) ?? 0) + 1);
    }
  }

  get counts(): Record<string, number> {
    return Object.fromEntries(this.#counts);
  }
}

function statusOf(row: string): string | null {
  if (!row.startsWith('{')) return CSV_STATUS.exec(row)?.[1] ?? null;
  const value = parseJson(row);
  const status = isRecord(value) ? value['status'] : null;
  return typeof status === 'string' ? status : null;
}
