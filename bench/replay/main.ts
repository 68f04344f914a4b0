import { spawnSync } from 'node:child_process';
import { mkdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { inputFolder } from './input-folder.ts';
import { killAndResume } from './kills.ts';
import { measure } from './measure.ts';

// npm run bench:replay -- [--files 10000,100000,1000000] [--mini_batch_size 10] [--processes 2] [--kills 100]
//
// What a replay itself costs, with an entry script that does nothing: mini-batches and rows per second, CPU for an item,
// memory. Beside it, one process for each mini-batch, as xargs and GNU parallel start it. Then replays that are killed at
// random moments and resumed: their rows and logs must be the same. `--files= --kills 100` does that alone. The input stays in
// TMPDIR for the next time.

const { values } = parseArgs({
  options: {
    files: { type: 'string', default: '10000,100000,1000000' },
    mini_batch_size: { type: 'string', default: '10' },
    processes: { type: 'string', default: '2' },
    kills: { type: 'string', default: '100' },
  },
});

const FILES_ONE_PROCESS_EACH = 2000;
const FILES_KILLED = 400;

const root = join(import.meta.dirname, '../../..');
const scripts = join(root, 'bench/replay');
const folder = join(tmpdir(), 'parallel-run-ocr-bench-replay');
mkdirSync(folder, { recursive: true });
const size = Number(values.mini_batch_size);

function replayOf(input: string, miniBatchSize: number): string[] {
  const entry = ['--host', 'node', '--entry_script', join(scripts, 'entry.mjs'), '--ordered'];
  const limits = ['--mini_batch_size', String(miniBatchSize), '--process_count_per_node', values.processes];
  return [join(root, 'dist/src/cli/main.js'), 'replay', input, ...entry, ...limits];
}

print('what', 'files', 'mini-batches/s', 'rows/s', 'CPU us/item', 'MB');
for (const files of values.files.split(',').filter(Boolean).map(Number)) {
  const argv = [
    ...replayOf(inputFolder(folder, files), size),
    '--output',
    join(folder, 'output'),
    '--overwrite',
  ];
  const { code, seconds, cpuSeconds, rss } = await measure(process.execPath, argv, folder);
  if (code !== 0) throw new Error(`the replay ended with ${code}`);
  const perItem = (cpuSeconds / files) * 1e6;
  print('replay', files, files / size / seconds, files / seconds, perItem, rss);
}

const few = inputFolder(folder, FILES_ONE_PROCESS_EACH);
for (const tool of values.files === '' ? [] : ['xargs', 'parallel']) {
  if (spawnSync(tool, ['--version']).status !== 0) continue;
  const command = `find ${few} -type f | ${tool} -P${values.processes} -n${size} ${process.execPath} ${scripts}/one-mini-batch.mjs > ${folder}/rows.txt`;
  const { seconds } = await measure('sh', ['-c', command], folder);
  print(
    tool,
    FILES_ONE_PROCESS_EACH,
    FILES_ONE_PROCESS_EACH / size / seconds,
    FILES_ONE_PROCESS_EACH / seconds,
  );
}

for (const order of ['ordered', 'unordered']) {
  const argv = replayOf(inputFolder(folder, FILES_KILLED), 2);
  const given = argv.filter((word) => order === 'ordered' || word !== '--ordered');
  const { rounds, kills, different } = await killAndResume(given, folder, Number(values.kills));
  const found = Object.entries(different).map(([name, count]) => `${name} ${count}`);
  process.stdout.write(
    `${order}: ${rounds} replays killed ${kills} times and resumed; different from one without a kill: ${found.join(', ') || 'none'}\n`,
  );
  if (found.length > 0) process.exitCode = 1;
}
rmSync(join(folder, 'output'), { recursive: true, force: true });

function print(...cells: readonly (string | number)[]): void {
  const texts = cells.map((cell) =>
    typeof cell === 'number' ? Math.round(cell).toLocaleString('en') : cell,
  );
  process.stdout.write(`${texts.map((text) => text.padStart(16)).join('')}\n`);
}
