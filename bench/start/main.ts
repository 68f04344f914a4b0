import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { type BenchRow, missedGoals, printRow } from '../flow/report.ts';
import { startAzure } from './azure.ts';
import { CASES } from './cases.ts';
import { bareStart, bundleWorker, COMPILED_WORKER, cpuOfStart } from './starts.ts';

// npm run bench:start -- [--runs 9]
//
// CPU seconds that a process has taken when `init()` returns, Node's own start included: for the compiled files and for
// the bundle, the median of several starts in turn.

const { values } = parseArgs({ options: { runs: { type: 'string', default: '9' } } });
const runs = Array.from({ length: Number(values.runs) });

const folder = await mkdtemp(join(tmpdir(), 'parallel-run-ocr-start-'));
const azure = await startAzure(folder);
try {
  const bundled = await bundleWorker(join(folder, 'snapshot'));
  const rows: BenchRow[] = [];
  for (const { name, argv, goalSeconds } of CASES) {
    const bare: number[] = [];
    const compiled: number[] = [];
    const bundle: number[] = [];
    for (const _ of runs) {
      bare.push(await bareStart());
      compiled.push(await cpuOfStart(COMPILED_WORKER, argv, azure.env));
      bundle.push(await cpuOfStart(bundled, argv, azure.env));
    }
    const measures = {
      compiledSeconds: median(compiled),
      bundleSeconds: median(bundle),
      nodeSeconds: median(bare),
    };
    const goals = goalSeconds === null ? {} : { bundleSeconds: goalSeconds };
    const row = { name, measures, goals };
    rows.push(row);
    printRow(row);
  }
  process.exitCode = rows.every((row) => missedGoals(row).length === 0) ? 0 : 1;
} finally {
  azure.stop();
  await rm(folder, { recursive: true, force: true });
}

function median(numbers: readonly number[]): number {
  return numbers.toSorted((a, b) => a - b)[Math.floor(numbers.length / 2)] ?? Number.NaN;
}
