import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { writeFiles } from './files.ts';
import { type Finding, finding, judge } from './judge.ts';
import { killAtRandom, processesMarked, startCommand } from './processes.ts';
import { SERVICE_FAULTS } from './service-faults.ts';

// npm run bench:storm -- [--files 5000] [--kills 58] [--keep]
//
// Reads thousands of files, a fifth of them bad in ten ways, through a service that fails one request in eight, while
// processes are killed at random. Every file must have exactly one outcome, and nothing may be left or shown.

const { values } = parseArgs({
  options: {
    files: { type: 'string', default: '5000' },
    kills: { type: 'string', default: '58' },
    keep: { type: 'boolean', default: false },
  },
});
const KILL_EVERY_MS = 2000;

const folder = await mkdtemp(join(tmpdir(), 'parallel-run-ocr-storm-'));
const temporary = join(folder, 'tmp');
await mkdir(temporary);
const files = await writeFiles(join(folder, 'in'), Number(values.files));
const secret = `storm-${randomUUID()}`;
const marker = `STORM=${randomUUID()}`;

const emulate = 'emulate --port 0 --reading synthetic --rate off --latency lognormal:300,0.5'.split(' ');
const emulator = startCommand([...emulate, '--key', secret, '--faults', SERVICE_FAULTS], folder, process.env);
const [greeting] = (await once(emulator.child.stderr ?? emulator.child, 'data')) as [Buffer];
const url = /http:\/\/[\d.:]+/.exec(String(greeting))?.[0] ?? '';

const startedAt = performance.now();
const job =
  'in --output out --host python --mini_batch_size 50 --process_count_per_node 3 --run_max_try 20 --run_invocation_timeout 120';
// The emulator has no rate, and rejects requests at random: nothing can be learnt from that.
const worker = `--kv_readapi storm --secrets env --read_endpoint ${url} --service_tps 600`;
const replay = startCommand(['replay', ...job.split(' '), '--', ...worker.split(' ')], folder, {
  ...process.env,
  [marker.split('=')[0] ?? '']: marker.split('=')[1],
  PARALLEL_RUN_OCR_SECRET_STORM: secret,
  TMPDIR: temporary,
});
const stopKilling = killAtRandom(
  // Before the first log there are only the checks of the command itself.
  () => (existsSync(join(folder, 'out', 'logs')) ? processesMarked(marker, [replay.child.pid]) : []),
  Number(values.kills),
  KILL_EVERY_MS,
);
const code = await replay.code;
const kills = stopKilling();
const seconds = (performance.now() - startedAt) / 1000;
const stats = (await (await fetch(`${url}/_emulator/stats`)).json()) as {
  distinct_images: number;
  billed_pages: number;
};
emulator.child.kill('SIGINT');
await emulator.code;

const printed = (await replay.out) + (await replay.err);
const findings: readonly Finding[] = [
  ...(await judge(join(folder, 'out'), files, secret)),
  finding('lines on the terminal that show the key', printed.split('\n'), (line) => line.includes(secret)),
  finding('processes left behind', processesMarked(marker, []).map(String)),
  finding('temporary files left behind', await readdir(temporary)),
];
const summary = JSON.parse(await readFile(join(folder, 'out', 'summary.json'), 'utf8')) as object;
const result = {
  files: files.good.length + files.bad.length,
  kills,
  seconds: Math.round(seconds),
  exit_code: code,
  billed_per_distinct_image: stats.billed_pages / stats.distinct_images,
  findings: Object.fromEntries(findings.map(({ name, count }) => [name, count])),
};
for (const { name, count, examples } of findings) {
  console.log(
    `${String(count).padStart(6)}  ${name}${examples.length > 0 ? `: ${examples.join(', ')}` : ''}`,
  );
}
console.log(JSON.stringify({ ...result, summary }, null, 2));
if (values.keep) console.log(folder);
else await rm(folder, { recursive: true });
process.exitCode = code === 0 && findings.every(({ count }) => count === 0) ? 0 : 1;
