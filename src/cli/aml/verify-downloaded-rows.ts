import { REPORT_PRICES } from '../rows/report-prices.ts';
import { dirname, join } from 'node:path';
import type { AmlTools } from './open-session.ts';
import { FIRST_ROWS, REPORT_NAME } from '../rows/report.ts';
import { reportRows } from '../../report/html/report-rows.ts';
import { besideRows } from '../rows/rows-input.ts';
import { verifyRows } from '../../report/verify/verify-rows.ts';
import { printLines } from '../printing/print-lines.ts';
import { renderVerify } from '../rows/verify-text.ts';

/**
 * Verifies the rows of a finished job and writes the report beside them. A failure is printed, not thrown.
 * @returns whether the job read nothing
 */
export async function verifyDownloadedRows(
  rows: string,
  { context: { terminal }, signal }: AmlTools,
): Promise<boolean> {
  const failedItems = besideRows(rows);
  const output = join(dirname(rows), REPORT_NAME);
  try {
    const report = await verifyRows({ rows, failedItems, images: null, deduplicated: null }, signal);
    printLines(terminal, report.ok ? 'note' : 'err', renderVerify(report));
    if (!report.ok) terminal.err(`The job has completed, but its rows are not complete: ${rows}\n`, 'bad');
    await reportRows(
      { rows, failedItems, range: FIRST_ROWS, images: null, prices: REPORT_PRICES, output },
      signal,
    );
    terminal.note(`Report: ${output}\n`);
    return report.nothing_read !== null || report.lines === 0;
  } catch (error) {
    if (signal.aborted) throw error;
    terminal.err(
      `The rows cannot be verified: ${error instanceof Error ? error.message : String(error)}\n`,
      'bad',
    );
    return false;
  }
}
