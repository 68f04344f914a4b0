import { mkdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { type BenchRow, missedGoals, printRow } from '../flow/report.ts';
import { measure } from '../replay/measure.ts';
import { rowsFile } from './rows.ts';

// npm run bench:report -- [--rows 1000000]
//
// What the commands for a file of rows cost: the most memory, and CPU for a row. The rows stay in TMPDIR for the next time.

const { values } = parseArgs({ options: { rows: { type: 'string', default: '1000000' } } });
const count = Number(values.rows);

const folder = join(tmpdir(), 'parallel-run-ocr-bench-report');
mkdirSync(folder, { recursive: true });
const rows = await rowsFile(join(folder, `${count}.jsonl`), count);
const made = join(folder, 'made');

const CASES: readonly { readonly argv: readonly string[]; readonly goals: BenchRow['goals'] }[] = [
  { argv: ['verify', rows], goals: { megabytes: 300, cpuMicrosecondsPerRow: 25 } },
  { argv: ['verify', rows, '--deduplicated', made], goals: { megabytes: 300 } },
  { argv: ['report', rows, '--output', made], goals: { megabytes: 400 } },
  ...(['csv', 'parquet', 'xlsx'] as const).map((format) => ({
    argv: ['export', rows, '--format', format, '--output', made],
    goals: { megabytes: 300 },
  })),
];

let met = true;
for (const { argv, goals } of CASES) {
  const main = join(import.meta.dirname, '../../../dist/src/cli/main.js');
  const { code, seconds, cpuSeconds, rss } = await measure(process.execPath, [main, ...argv], folder);
  if (code !== 0) throw new Error(`${argv[0]} ended with ${code}`);
  const measures = { megabytes: rss, cpuMicrosecondsPerRow: (cpuSeconds / count) * 1e6, seconds };
  const row = { name: argv.join(' ').replaceAll(`${folder}/`, ''), measures, goals };
  printRow(row);
  met &&= missedGoals(row).length === 0;
}
rmSync(made, { force: true });
process.exitCode = met ? 0 : 1;
