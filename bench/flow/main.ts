import { writeFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import pLimit from 'p-limit';
import { CASES } from './cases.ts';
import { shareOfBareLoop } from './cpu-share.ts';
import { simulateCluster } from './cluster.ts';
import { SHARES, wallBySize } from './mini-batches.ts';
import { type BenchRow, missedGoals, printRow, toGoals } from './report.ts';
import { runCase } from './run-case.ts';
import { costOfWaiting } from './waiting-items.ts';

const USAGE = `npm run bench -- [OPTIONS]
  --only TEXT      only the measures whose name contains TEXT
  --seed N         of latencies and lost nodes [1]
  --at_once N      cases that run at the same time; they mostly wait [2]
  --scale N        the simulated cluster has 200 nodes divided by N [8]
  --json FILE      writes the measures to a file as well`;

const { values } = parseArgs({
  options: {
    only: { type: 'string', default: '' },
    seed: { type: 'string', default: '1' },
    at_once: { type: 'string', default: '2' },
    scale: { type: 'string', default: '8' },
    json: { type: 'string' },
    help: { type: 'boolean', default: false },
  },
});

if (values.help) console.log(USAGE);
else await bench();

async function bench(): Promise<void> {
  const seed = Number(values.seed);
  const rows: BenchRow[] = [];
  const note = (row: BenchRow): void => {
    rows.push(row);
    printRow(row);
  };
  const limit = pLimit(Number(values.at_once));
  const wanted = CASES.filter(({ name }) => name.includes(values.only));
  await Promise.all(
    wanted.map((of) =>
      limit(async () => {
        const { name, ...measures } = await runCase(of, seed);
        note({ name, measures, goals: toGoals(of.goals) });
      }),
    ),
  );
  const cpuName = 'CPU, images of 50 KB, no latency, against a bare undici loop';
  if (cpuName.includes(values.only)) {
    const measures = { imagesPerCpuSecondOverBareLoop: await shareOfBareLoop(seed) };
    note({ name: cpuName, measures, goals: { imagesPerCpuSecondOverBareLoop: 0.45 } });
  }
  if ('items that wait'.includes(values.only)) {
    const measures = { costAt40000OverCostAt1000: await costOfWaiting() };
    note({ name: 'items that wait', measures, goals: { costAt40000OverCostAt1000: 1.1 } });
  }
  for (const share of SHARES) {
    const name = `mini-batches of a process with ${share}/s, simulated`;
    if (name.includes(values.only)) note({ name, measures: wallBySize(share), goals: {} });
  }
  const scale = Number(values.scale);
  for (const { name, goals, ...cluster } of clusters()) {
    if (!name.includes(values.only)) continue;
    const measures = { ...simulateCluster({ ...cluster, scale, seed }) };
    note({ name: `${name}, 1/${scale} of its size, simulated`, measures, goals });
  }
  if (values.json !== undefined) writeFileSync(values.json, `${JSON.stringify(rows, null, 2)}\n`);
  process.exitCode = rows.every((row) => missedGoals(row).length === 0) ? 0 : 1;
}

function clusters() {
  const goals = { utilisation: 0.95, rejectedShare: 0.02, jainMedian: 0.95 };
  return [
    {
      name: 'cluster of 200 x 4, 1,000/s, then 700, 1,300, 800, 1,200 and 1,000',
      processesPerNode: 4,
      hours: [1000, 700, 1300, 800, 1200, 1000],
      goals,
    },
    // Below one request a second for each process they learn too little: where the limit lies.
    { name: 'cluster of 200 x 4, 500/s', processesPerNode: 4, hours: [500], goals: {} },
    { name: 'cluster of 200 x 4, 200/s', processesPerNode: 4, hours: [200], goals: {} },
  ];
}
