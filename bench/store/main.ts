import { execFile } from 'node:child_process';
import { mkdir, mkdtemp, readdir, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs, promisify } from 'node:util';
import { type BenchRow, missedGoals, printRow } from '../flow/report.ts';

// npm run bench:store -- [--entries 1000000] [--images 5000]
//
// What the store of a node costs: the index of a million entries, and four processes that read images at once on a disk of which
// they may use 64 MB.

const PROCESSES = 4;
const MEGABYTES = 64;
/** A segment of the benchmark, and what is written to it while the next one is begun. */
const SEGMENT_MEGABYTES = 4.5;

const { values } = parseArgs({
  options: { entries: { type: 'string', default: '1000000' }, images: { type: 'string', default: '5000' } },
});

type Measured = Readonly<Record<string, number>>;

async function inProcess(
  task: string,
  folder: string,
  owner: string,
  count: string,
  room = 1e6,
): Promise<Measured> {
  const script = join(import.meta.dirname, 'process.js');
  const { stdout } = await promisify(execFile)(process.execPath, [
    '--expose-gc',
    script,
    task,
    folder,
    owner,
    count,
    String(room),
  ]);
  return JSON.parse(stdout) as Measured;
}

async function indexOfAll(folder: string): Promise<BenchRow> {
  const filled = await inProcess('fill', folder, 'writer', values.entries);
  const loaded = await inProcess('load', folder, 'reader', values.entries);
  return {
    name: `the index of ${values.entries} entries, in a process that opens the store`,
    measures: {
      ...loaded,
      writeMicroseconds: ((filled['cpuMs'] ?? Number.NaN) * 1000) / Number(values.entries),
    },
    goals: { longestBlockMs: 20, megabytes: 64, cpuMs: 3000, writeMicroseconds: 30 },
  };
}

async function fourAtOnce(folder: string): Promise<BenchRow> {
  const writers = Array.from({ length: PROCESSES }, (_, writer) =>
    inProcess('work', folder, `w${writer}`, values.images, MEGABYTES),
  );
  let peak = 0;
  const watch = setInterval(() => {
    void sizeOf(folder).then((bytes) => (peak = Math.max(peak, bytes)));
  }, 50);
  const measured = await Promise.all(writers);
  clearInterval(watch);
  const worst = (name: string): number => Math.max(...measured.map((one) => one[name] ?? Number.NaN));
  return {
    name: `${PROCESSES} processes that read ${values.images} images of 20 kB of reading each`,
    measures: {
      imageMs: worst('cpuMs') / Number(values.images),
      longestBlockMs: worst('longestBlockMs'),
      diskMegabytes: peak / 1024 ** 2,
    },
    goals: { imageMs: 0.5, longestBlockMs: 20, diskMegabytes: MEGABYTES + PROCESSES * SEGMENT_MEGABYTES },
  };
}

async function sizeOf(folder: string): Promise<number> {
  const sizes = (await readdir(folder)).map((name) =>
    stat(join(folder, name)).then(
      ({ size }) => size,
      () => 0,
    ),
  );
  return (await Promise.all(sizes)).reduce((sum, size) => sum + size, 0);
}

const folder = await mkdtemp(join(tmpdir(), 'parallel-run-ocr-store-bench-'));
try {
  const rows: BenchRow[] = [];
  for (const measure of [indexOfAll, fourAtOnce]) {
    const own = join(folder, measure.name);
    await mkdir(own);
    const row = await measure(own);
    rows.push(row);
    printRow(row);
  }
  process.exitCode = rows.every((row) => missedGoals(row).length === 0) ? 0 : 1;
} finally {
  await rm(folder, { recursive: true, force: true });
}
