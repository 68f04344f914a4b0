import { arch, platform } from 'node:os';
import { join } from 'node:path';
import { PACKAGE_VERSION } from '../../contract/package-version.ts';
import type { ReplayOutput } from '../../replay/replay.ts';
import { shownArguments } from '../../replay/shown-arguments.ts';
import type { Terminal } from '../command/terminal.ts';
import type { ReplayArguments } from './arguments.ts';
import type { ReplayPlan } from './plan.ts';

/** What a summary and a report say about a run, without secrets. */
export function whatRan(args: ReplayArguments, { entry }: ReplayPlan): ReplayOutput['ran'] {
  return {
    host: entry.host,
    arguments: shownArguments(args.entryArguments),
    settings: {
      mini_batch_size: args.miniBatchSize.text,
      process_count_per_node: args.processCountPerNode,
      run_invocation_timeout: args.runInvocationTimeout,
      run_max_try: args.runMaxTry,
      error_threshold: args.errorThreshold,
    },
    versions: {
      'parallel-run-ocr': PACKAGE_VERSION,
      node: process.versions.node,
      system: `${platform()} ${arch()}`,
    },
  };
}

/** What `--verbose` tells before a replay starts. */
export function printWhatRuns(
  { entryArguments, miniBatchSize, nodeCount, processCountPerNode }: ReplayArguments,
  { entry, output }: ReplayPlan,
  terminal: Terminal,
): void {
  const lines = [
    `Entry script: ${join(entry.sourceDirectory, entry.script)}, by ${entry.host}`,
    `Its arguments: ${shownArguments(entryArguments).join(' ') || 'none'}`,
    `Mini-batches of ${miniBatchSize.text}, on ${nodeCount} × ${processCountPerNode} processes`,
    `Output: ${output}`,
  ];
  terminal.detail(`${lines.join('\n')}\n`);
}
