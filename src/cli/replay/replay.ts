import { tmpdir } from 'node:os';
import { systemClock } from '../../flow/clock.ts';
import { matching } from '../../config/option.ts';
import { ConfigurationError } from '../../contract/errors.ts';
import { registerSecretsIn } from '../../redaction/environment-secrets.ts';
import { sweepWorkingFolders } from '../../replay/host/working-folders.ts';
import { replay, type ReplayEnd } from '../../replay/replay.ts';
import { renderSummary } from '../../report/summary/summary-text.ts';
import type { ReplaySummary } from '../../report/summary/summary.ts';
import { deleteRun } from '../../store/store-folder.ts';
import { firstRows } from './first-rows.ts';
import { openReplay } from './open.ts';
import { type ReplayArguments, toReplayArguments } from './arguments.ts';
import { debuggerChanges } from './debugger.ts';
import { REPLAY_OPTIONS } from './options.ts';
import { planReplay, type ReplayPlan } from './plan.ts';
import { ReplayProgress } from './progress.ts';
import { chooseInput } from './input/choose-input.ts';
import { beforeStart } from '../../files/cannot-start.ts';
import type { Command } from '../command/command.ts';
import { EXIT } from '../command/exit-codes.ts';
import { printJson } from '../command/json-output.ts';
import { printLines } from '../printing/print-lines.ts';
import { printNote, printWarning } from '../printing/notes.ts';
import { shownPath } from '../printing/shown-path.ts';
import { printWhatRuns, whatRan } from './what-ran.ts';
import type { CommandContext } from '../command/terminal.ts';

/** `parallel-run-ocr replay` */
export const replayCommand: Command<typeof REPLAY_OPTIONS> = {
  about:
    'Splits images into mini-batches and runs them on this machine as Azure Machine Learning would: same entry script, same arguments, same retries and limits.\n\nINPUT is a folder (including subfolders), a file, or @list.txt: a file with one path per line, relative to the folder of the list.',
  positional: {
    name: 'INPUT',
    many: true,
    unless: ['failed_of', 'manifest'],
    type: matching(/./s, 'a folder, files, or @list.txt'),
  },
  options: REPLAY_OPTIONS,
  entryArguments: 'after --',
  examples: [
    ['images -- --engine offline', 'read a folder of images offline'],
    ['@images.txt -- --engine offline', 'read the images of a list'],
    [
      '--manifest output/failed_items/manifests/57.json --input_root images',
      'run one mini-batch of a job on your machine',
    ],
    ['--failed_of output --output retry -- --engine offline', 'read once more what failed in a replay'],
    [
      'images --mini_batch_size 5 --error_threshold 0 -- --engine offline',
      'find out whether one unreadable image would fail the job',
    ],
  ],
  notes: [
    'Ctrl-C lets the running mini-batches finish; a second Ctrl-C stops at once. After that, or after a kill, the same command with --resume continues.',
  ],
  exitCodes: ['jobFailed', 'interrupted', 'failed'],
  async run(input, context) {
    registerSecretsIn(context.env);
    const given = toReplayArguments(input);
    const source = await beforeStart(chooseInput(given, context.currentFolder));
    // Without the arguments of the manifest all others would look wrong.
    if (given.manifest !== null && source.input.problems.length > 0)
      throw new ConfigurationError(source.input.problems);
    const args = { ...given, ...source.changes, ...debuggerChanges(given) };
    const { plan, problems } = await beforeStart(planReplay(args, source, context));
    if (problems.length > 0) throw new ConfigurationError(problems);
    return run(args, plan, context);
  },
};

const INTERRUPTED =
  'Interrupted: waiting for the running mini-batches; press Ctrl-C again to stop at once.\n';

const now = (): number => systemClock.now();

async function run(args: ReplayArguments, plan: ReplayPlan, context: CommandContext): Promise<number> {
  const { terminal } = context;
  const { drain, stop } = context.watchInterrupts();
  await sweepWorkingFolders(tmpdir());
  const note = (text: string): void => printNote(terminal, text);
  for (const text of plan.notes) note(text);
  for (const text of plan.warnings) printWarning(terminal, text);
  printWhatRuns(args, plan, terminal);
  const open = await orInterrupted(beforeStart(openReplay(args, plan, note, drain)), drain);
  if (open === null) return EXIT.interrupted;

  const progress = new ReplayProgress(terminal, open.record.tally, now);
  const reportDraining = (): void => progress.above(() => terminal.note(INTERRUPTED));
  const observerFailed = (error: unknown): void =>
    printWarning(terminal, `the progress is no longer shown; the replay continues. ${String(error)}`);
  drain.addEventListener('abort', reportDraining);
  const { appendRowFileName, ordered } = args;
  const output = {
    folder: plan.output,
    appendRowFileName,
    ordered,
    ran: whatRan(args, plan),
    injections: plan.injections,
    leftOut: plan.input.filter.leftOut,
  };
  let end: ReplayEnd;
  try {
    end = await replay(
      { ...plan.job, source: open.source },
      open,
      output,
      { ...plan.processes(open.runId), observers: [progress], observerFailed, drain, stop },
      now,
    );
  } finally {
    drain.removeEventListener('abort', reportDraining);
    progress.end();
  }
  const { summary, error } = end;
  if (args.json) printJson(terminal, summary);
  else {
    const shown = relativePaths(summary, context.currentFolder);
    printLines(terminal, 'out', renderSummary(shown, terminal.isVerbose ? Infinity : undefined));
  }
  if (summary.verdict !== 'interrupted') await deleteRun(tmpdir(), open.runId).catch(() => {});
  if (error !== null) throw error;
  await showRows(summary, args.showRows, context);
  if (drain.aborted || summary.verdict === 'interrupted') {
    if (!drain.aborted) note('the job lost its only node, as --inject says; AML cancels such a job');
    if (summary.verdict === 'interrupted') note('the same command with --resume continues');
    return EXIT.interrupted;
  }
  if (summary.verdict === 'failed') return EXIT.jobFailed;
  if (summary.nothing_read === null || args.allowEmpty) return EXIT.ok;
  terminal.err(`Error: no image was read. Give --allow_empty if that is expected.\n`, 'bad');
  return EXIT.failed;
}

/** @returns null when it was interrupted */
async function orInterrupted<T>(action: Promise<T>, signal: AbortSignal): Promise<T | null> {
  try {
    return await action;
  } catch (error) {
    if (signal.aborted) return null;
    throw error;
  }
}

async function showRows(
  { files, rows: written }: ReplaySummary,
  count: number,
  { terminal }: CommandContext,
): Promise<void> {
  if (count === 0 || written === 0 || files.rows === null) return;
  const rows = await firstRows(files.rows, count, terminal.outColumns);
  terminal.out(`\n${rows.map((row) => `${row}\n`).join('')}`);
}

/** Shortens paths below the current folder to relative paths. */
function relativePaths(summary: ReplaySummary, folder: string): ReplaySummary {
  const shorten = (path: string | null): string | null => (path === null ? null : shownPath(path, folder));
  const { rows, failed_items, logs } = summary.files;
  const files = { rows: shorten(rows), failed_items: shorten(failed_items), logs: shorten(logs) ?? logs };
  return { ...summary, files };
}
