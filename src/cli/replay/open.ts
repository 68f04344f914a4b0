import { randomUUID } from 'node:crypto';
import { tmpdir } from 'node:os';
import { toPrintableLine } from '../../logging/printable.ts';
import { keepStore, replayRunId } from '../../replay/host/working-folders.ts';
import { onlyMiniBatch } from '../../replay/input/split.ts';
import { journalPaths } from '../../replay/journal/journal-paths.ts';
import { readJournalState } from '../../replay/journal/journal-state.ts';
import { beginReplay, type OpenReplay, resumeReplay } from '../../replay/journal/open-replay.ts';
import { prepareOutputFolder } from '../../replay/results/output-folder.ts';
import type { ReplayArguments } from './arguments.ts';
import { cutInput } from './input/cut-input.ts';
import type { ReplayPlan } from './plan.ts';

/**
 * Begins a replay in its output folder, or continues the one that is there.
 *
 * @param note prints a line
 * @throws the reason of the signal; ConfigurationError when something changed since the replay was interrupted
 */
export async function openReplay(
  args: ReplayArguments,
  plan: ReplayPlan,
  note: (text: string) => void,
  signal: AbortSignal,
): Promise<OpenReplay> {
  const { output, input, miniBatch, identity, entry } = plan;
  const { appendRowFileName, runMaxTry } = args;
  const earlier = args.resume ? await readJournalState(journalPaths(output).events) : null;
  if (earlier === null) {
    const others = await prepareOutputFolder(output, appendRowFileName);
    if (others.length > 0)
      note(`other files are left unchanged in ${output}: ${others.map(toPrintableLine).join(', ')}`);
  }
  const runId = earlier?.started.run_id ?? replayRunId(randomUUID().slice(0, 8));
  const tasks = miniBatch === null ? cutInput(args, input, note) : onlyMiniBatch(miniBatch);
  const inputRoot = input.root;
  const setup = { output, appendRowFileName, runMaxTry, identity, runId, inputRoot, tasks, signal };
  if (entry.ours) await keepStore(tmpdir(), runId, output);
  if (earlier === null) return await beginReplay(setup, new Date());
  const open = await resumeReplay(setup, earlier, new Date());
  const { processed, failed, total } = open.record.tally.miniBatches;
  note(`the replay continues: ${processed + failed} of ${total} mini-batches are done already`);
  return open;
}
