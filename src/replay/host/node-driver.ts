import { createWriteStream, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { argv, exit, kill, pid, stderr, stdin, stdout } from 'node:process';
import { pathToFileURL } from 'node:url';
import type { MiniBatch, MiniBatchContext } from '../../contract/mini-batch.ts';
import type { DriverRequest, DriverSetup } from './driver-messages.ts';
import { EntryScriptError, type AttemptFailureReason } from './host-errors.ts';
import { readPart } from '../table/read-part.ts';
import { onLine } from './line-stream.ts';
import type { HostInput } from './worker-host.ts';

/** What `--host node` expects of a module: the functions that `entry/worker.ts` exports. */
interface EntryModule {
  init?(argv: readonly string[]): unknown;
  run(miniBatch: MiniBatch, context: MiniBatchContext): unknown;
  shutdown?(): unknown;
}

let entry: EntryModule | undefined;
let errorLog: string | undefined;
let finished = false;
const [, , workingFolder] = argv;

// They are files of the logs.
for (const stream of [stdout, stderr]) stream.on('error', () => {});
const replies = createWriteStream('', { fd: 3 });
let turn: Promise<void> = Promise.resolve();

onLine(stdin, (line) => {
  turn = turn.then(() => reply(JSON.parse(line) as DriverRequest));
});
stdin.once('end', () => {
  if (finished) exit(0);
  leaveAtOnce();
});

/** The replay is gone; no process started here may outlive it. */
function leaveAtOnce(): void {
  if (workingFolder !== undefined) rmSync(workingFolder, { recursive: true, force: true });
  kill(-pid, 'SIGKILL');
}

async function reply(request: DriverRequest): Promise<void> {
  let outcome: object;
  try {
    outcome = { result: await perform(request) };
  } catch (error) {
    const { reason, message, trace } = error as EntryScriptError;
    if (errorLog !== undefined) log(errorLog, trace);
    outcome = { error: { reason, message, trace } };
  }
  if (request.method === 'shutdown') finished = true;
  replies.write(`${JSON.stringify({ id: request.id, ...outcome })}\n`);
}

/** What cannot be logged, as on a full disk, is lost; it fails no call. */
function log(file: string, text: string): void {
  try {
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, `${text}\n`, { flag: 'a' });
  } catch {}
}

async function perform(request: DriverRequest): Promise<object> {
  switch (request.method) {
    case 'import':
      await load(request.params);
      return {};
    case 'init':
      await load(request.params);
      await call('EntryScriptInitException', () => entry?.init?.(request.params.argv.slice(1)));
      return {};
    case 'run': {
      const { mini_batch: input, context } = request.params;
      const miniBatch = await call('EntryScriptRunException', () => toMiniBatch(input));
      const returned = await call('EntryScriptRunException', () => entry?.run(miniBatch, context));
      return { rows: await call('EntryScriptRunException', () => toRows(returned)) };
    }
    case 'shutdown':
      await call('EntryScriptRunException', () => entry?.shutdown?.());
      return {};
  }
}

async function load(setup: DriverSetup): Promise<void> {
  const folder = join(setup.log_dir, 'user', 'error', setup.node);
  errorLog = join(folder, `${setup.agent_name}.txt`);
  const url = pathToFileURL(setup.module).href;
  const loaded = (await call('EntryScriptInvalid', () => import(url))) as Partial<EntryModule>;
  if (typeof loaded.run !== 'function') {
    throw new EntryScriptError(
      'EntryScriptInvalid',
      `${setup.module} exports no function run(miniBatch, context)`,
    );
  }
  entry = loaded as EntryModule;
}

async function toMiniBatch(input: HostInput): Promise<MiniBatch> {
  return 'table' in input ? await readPart(input) : input;
}

async function call<T>(reason: AttemptFailureReason, action: () => T): Promise<Awaited<T>> {
  try {
    return await action();
  } catch (error) {
    if (error instanceof EntryScriptError) throw error;
    const text = error instanceof Error ? `${error.name}: ${error.message}` : String(error);
    throw new EntryScriptError(reason, text, error instanceof Error ? (error.stack ?? text) : text);
  }
}

function toRows(result: unknown): string[] {
  if (Array.isArray(result)) return result.map(String);
  const type = result === null ? 'null' : typeof result;
  throw new EntryScriptError('EntryScriptRunReturnWrongType', `run() returned ${type}; an array is accepted`);
}
