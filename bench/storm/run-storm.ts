import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { StormFiles } from './files.ts';
import { type Finding, finding, judge } from './judge.ts';
import { killAtRandom, processesMarked, startCommand } from './processes.ts';

/** A replay against a service that fails, while its processes are killed at random. */
export interface Storm {
  readonly writeFiles: (folder: string) => Promise<StormFiles>;
  /** As `emulate --faults` takes them. */
  readonly faults: string;
  /** Arguments of `replay`, without its input and output. */
  readonly replay: string;
  /** Arguments of the entry script. */
  readonly worker: string;
  readonly kills: number;
  readonly killEveryMs: number;
}

export interface StormResult {
  readonly files: number;
  readonly kills: number;
  readonly seconds: number;
  readonly exitCode: number | null;
  /** Billed pages over the images that the service got, different ones only. */
  readonly billedPerDistinctImage: number;
  /** None of them may be found. */
  readonly findings: readonly Finding[];
  readonly summary: object;
  /** Holds all files of the storm. */
  readonly folder: string;
}

const EMULATE = 'emulate --port 0 --reading synthetic --rate off --latency lognormal:300,0.5';

export async function runStorm(storm: Storm): Promise<StormResult> {
  const folder = await mkdtemp(join(tmpdir(), 'parallel-run-ocr-storm-'));
  const temporary = join(folder, 'tmp');
  await mkdir(temporary);
  const files = await storm.writeFiles(join(folder, 'in'));
  const secret = `storm-${randomUUID()}`;
  const marker = randomUUID();

  const emulate = [...EMULATE.split(' '), '--key', secret, '--faults', storm.faults];
  const emulator = startCommand(emulate, folder, process.env);
  const [greeting] = (await once(emulator.child.stderr ?? emulator.child, 'data')) as [Buffer];
  const url = /http:\/\/[\d.:]+/.exec(String(greeting))?.[0] ?? '';

  const startedAt = performance.now();
  const worker = `--kv_readapi storm --secrets env --read_endpoint ${url} ${storm.worker}`;
  const replay = startCommand(
    ['replay', 'in', '--output', 'out', ...storm.replay.split(' '), '--', ...worker.split(' ')],
    folder,
    { ...process.env, STORM: marker, PARALLEL_RUN_OCR_SECRET_STORM: secret, TMPDIR: temporary },
  );
  const stopKilling = killAtRandom(
    // Before the first log there are only the checks of the command itself.
    () => (existsSync(join(folder, 'out', 'logs')) ? processesMarked(marker, [replay.child.pid]) : []),
    storm.kills,
    storm.killEveryMs,
  );
  const exitCode = await replay.code;
  const kills = stopKilling();
  const seconds = (performance.now() - startedAt) / 1000;
  const stats = (await (await fetch(`${url}/_emulator/stats`)).json()) as {
    distinct_images: number;
    billed_pages: number;
  };
  emulator.child.kill('SIGINT');
  await emulator.code;

  const printed = (await replay.out) + (await replay.err);
  return {
    files: files.good.length + files.bad.length,
    kills,
    seconds: Math.round(seconds),
    exitCode,
    billedPerDistinctImage: stats.billed_pages / stats.distinct_images,
    findings: [
      ...(await judge(join(folder, 'out'), files, secret)),
      finding('lines on the terminal that show the key', printed.split('\n'), (line) =>
        line.includes(secret),
      ),
      finding('processes left behind', processesMarked(marker, []).map(String)),
      finding('temporary files left behind', await readdir(temporary)),
    ],
    summary: JSON.parse(await readFile(join(folder, 'out', 'summary.json'), 'utf8')) as object,
    folder,
  };
}

/** Prints what was found; deletes the folder unless it is to be kept. */
export async function concludeStorm(result: StormResult, keep: boolean): Promise<void> {
  const { findings, folder, ...measures } = result;
  for (const { name, count, examples } of findings) {
    console.log(
      `${String(count).padStart(6)}  ${name}${examples.length > 0 ? `: ${examples.join(', ')}` : ''}`,
    );
  }
  console.log(JSON.stringify(measures, null, 2));
  if (keep) console.log(folder);
  else await rm(folder, { recursive: true });
}
