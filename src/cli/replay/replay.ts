import { relative } from 'node:path';
import { prepareOutputFolder } from '../../replay/results/output-folder.ts';
import { replay } from '../../replay/replay.ts';
import { renderSummary } from '../../report/summary/summary-text.ts';
import type { ReplaySummary } from '../../report/summary/summary.ts';
import { firstRows } from './first-rows.ts';
import { parseReplayArguments, type ReplayArguments } from './arguments.ts';
import { replayHelp } from './help.ts';
import { planReplay, type ReplayPlan } from './plan.ts';
import { ReplayProgress } from './progress.ts';
import { EXIT, type CommandContext } from '../command/terminal.ts';
import { packageVersion } from '../command/version.ts';

const DEFAULT_COLUMNS = 100;

/** `parallel-run-ocr replay` */
export async function replayCommand(argv: readonly string[], context: CommandContext): Promise<number> {
  const { terminal } = context;
  const parsed = parseReplayArguments(argv);
  switch (parsed.kind) {
    case 'help':
      terminal.out(await replayHelp(terminal.outColumns ?? DEFAULT_COLUMNS));
      return EXIT.ok;
    case 'version':
      terminal.out(`${await packageVersion()}\n`);
      return EXIT.ok;
    case 'problems':
      return refuse(parsed.problems, context);
    case 'replay': {
      const { plan, problems } = await planReplay(parsed.arguments, context);
      if (problems.length > 0) return refuse(problems, context);
      return await run(parsed.arguments, plan, context);
    }
  }
}

function refuse(problems: readonly string[], { terminal }: CommandContext): number {
  const lines = problems.length === 1 ? problems : problems.map((problem) => `- ${problem}`);
  terminal.err(`${lines.join('\n')}\nSee parallel-run-ocr replay --help\n`);
  return EXIT.usage;
}

async function run(asked: ReplayArguments, plan: ReplayPlan, context: CommandContext): Promise<number> {
  const { terminal } = context;
  const { drain, stop } = context.watchInterrupts();
  const strangers = await prepareOutputFolder(plan.output, asked.appendRowFileName);
  for (const note of plan.notes) terminal.err(`Note: ${note}\n`);
  if (strangers.length > 0) terminal.err(`Note: left alone in ${plan.output}: ${strangers.join(', ')}\n`);

  const progress = new ReplayProgress(terminal, Date.now);
  const sayDraining = (): void =>
    progress.note('Interrupted: the running mini-batches finish; once more to stop at once.');
  drain.addEventListener('abort', sayDraining);
  const output = { folder: plan.output, appendRowFileName: asked.appendRowFileName, host: plan.host };
  let summary: ReplaySummary;
  try {
    summary = await replay(
      plan.job,
      output,
      { hosts: plan.hosts, observer: progress, drain, stop },
      Date.now,
    );
  } finally {
    drain.removeEventListener('abort', sayDraining);
    progress.end();
  }
  terminal.out(`${renderSummary(relativePaths(summary, context.currentFolder))}\n`);
  await showRows(summary, asked.showRows, context);
  if (drain.aborted) return EXIT.interrupted;
  return summary.verdict === 'failed' ? EXIT.amlWouldFail : EXIT.ok;
}

async function showRows(
  { files, rows: written }: ReplaySummary,
  count: number,
  { terminal }: CommandContext,
): Promise<void> {
  if (count === 0 || written === 0 || files.rows === null) return;
  const rows = await firstRows(files.rows, count, terminal.outColumns ?? DEFAULT_COLUMNS);
  terminal.out(`\n${rows.map((row) => `${row}\n`).join('')}`);
}

/** Shorter to read, where the output is below the current folder. */
function relativePaths(summary: ReplaySummary, folder: string): ReplaySummary {
  const shorten = (path: string | null): string | null => {
    if (path === null) return null;
    const short = relative(folder, path);
    return short.startsWith('..') ? path : short;
  };
  const { rows, failed_items, logs } = summary.files;
  const files = { rows: shorten(rows), failed_items: shorten(failed_items), logs: shorten(logs) ?? logs };
  return { ...summary, files };
}
