import { cpSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { MiniBatchContext } from '../../../src/contract/mini-batch.ts';
import { journalPaths } from '../../../src/replay/journal/journal-paths.ts';
import { readJournalState } from '../../../src/replay/journal/journal-state.ts';
import { replayIdentity } from '../../../src/replay/journal/identity.ts';
import { beginReplay, resumeReplay } from '../../../src/replay/journal/open-replay.ts';
import { replay, type ReplayEnd } from '../../../src/replay/replay.ts';
import { EntryScriptError } from '../../../src/replay/host/host-errors.ts';
import { prepareOutputFolder } from '../../../src/replay/results/output-folder.ts';
import { FakeHosts, type FakeScript } from '../host/fake-host.ts';
import { tasks } from '../schedule/run-fake-job.ts';

export const ROWS = 'rows.txt';
const MINI_BATCHES = 5;
const RUN_MAX_TRY = 2;

export interface FakeReplay extends ReplayEnd {
  /** `run 0 in 1`, … */
  readonly runs: readonly string[];
}

export interface FakeReplayOptions {
  readonly ordered?: boolean;
  readonly outputAction?: 'append_row' | 'summary_only';
  readonly argumentsGiven?: readonly string[];
  readonly code?: Readonly<Record<string, string>>;
  readonly size?: number;
  readonly script?: FakeScript;
  readonly drain?: AbortSignal;
  readonly appended?: () => void;
}

/** Two rows for each file: mini-batch 1 fails twice, 3 has rows that are empty and not ASCII. */
function rowsOf(index: number, files: readonly string[]): string[] {
  return files.map((file) => (index === 3 ? 'ü\n' : `${file} is read`));
}

/** Five mini-batches in two fake processes; continues what is in the folder. */
export async function runReplay(output: string, options: FakeReplayOptions = {}): Promise<FakeReplay> {
  const { ordered = true, outputAction = 'append_row', argumentsGiven = ['--x', '1'], code = {} } = options;
  const { size = 2, script, drain = new AbortController().signal, appended = () => {} } = options;
  const hosts = new FakeHosts(script ?? { run: (_process, files, context) => answer(files, context) });
  const state = await readJournalState(journalPaths(output).events);
  if (state === null) await prepareOutputFolder(output, ROWS);
  const setup = {
    output,
    appendRowFileName: ROWS,
    runMaxTry: RUN_MAX_TRY,
    identity: replayIdentity(argumentsGiven, code),
    runId: 'run',
    inputRoot: null,
    tasks: (async function* () {
      yield* tasks(MINI_BATCHES, size);
    })(),
    signal: drain,
  };
  const now = new Date(0);
  const ran = { host: 'node', arguments: [], settings: {}, versions: {} } as const;
  const open = state === null ? await beginReplay(setup, now) : await resumeReplay(setup, state, now);
  const end = await replay(
    {
      source: open.source,
      nodeCount: 1,
      processCount: 2,
      runMaxTry: RUN_MAX_TRY,
      runTimeoutMs: 60_000,
      initTimeoutMs: 60_000,
      startTimeoutMs: 210_000,
      progressTimeoutMs: null,
      limits: { errorThreshold: -1, allowedFailedCount: -1, allowedFailedPercent: 100, outputAction },
    },
    open,
    { folder: output, appendRowFileName: ROWS, ordered, ran, leftOut: {} },
    { hosts, observers: [{ appended }], observerFailed: () => {}, drain, stop: new AbortController().signal },
    () => 0,
  );
  return { ...end, runs: hosts.transcript.filter((line) => line.startsWith('run ')) };
}

/** The folder as a kill would leave it at the start of each `run`, after each mini-batch, and at the end. */
export async function recordKills(folder: string, options: FakeReplayOptions = {}): Promise<string[]> {
  const output = join(folder, 'undisturbed');
  const kills: string[] = [];
  const keep = (): void => {
    const copy = join(folder, `killed-${kills.length}`);
    kills.push(copy);
    cpSync(output, copy, { recursive: true });
  };
  const run: FakeScript['run'] = (_process, files, context) => {
    keep();
    return answer(files, context);
  };
  await runReplay(output, { ...options, script: { run }, appended: keep });
  keep();
  return kills;
}

export async function readRows(output: string): Promise<string> {
  return await readFile(join(output, ROWS), 'utf8');
}

function answer(files: readonly string[], { minibatch_index: index }: MiniBatchContext): string[] {
  if (index === 1) throw new EntryScriptError('EntryScriptRunException', 'no');
  return rowsOf(Number(index), files);
}
