import { randomUUID } from 'node:crypto';
import { resolve } from 'node:path';
import { parseArguments } from '../../config/parse-arguments.ts';
import { ConfigurationError } from '../../contract/errors.ts';
import { checkEntryArguments, toAmlArgv } from '../../replay/aml-argv.ts';
import { nodeHosts, pythonHosts } from '../../replay/host/host-factories.ts';
import { replayRunId } from '../../replay/host/working-folders.ts';
import type { HostFactory } from '../../replay/host/worker-host.ts';
import { listInputFiles } from '../../replay/input/input-files.ts';
import { splitFiles } from '../../replay/input/split.ts';
import { checkOutputFolder } from '../../replay/results/output-folder.ts';
import type { JobPlan } from '../../replay/schedule/job-plan.ts';
import { chooseEntryScript, type EntryScript } from './entry-script.ts';
import type { ReplayArguments } from './arguments.ts';
import type { CommandContext } from '../command/terminal.ts';

/**
 * Seconds that AML adds to `--run_invocation_timeout` for a mini-batch and for `init()`.
 * https://learn.microsoft.com/azure/machine-learning/reference-yaml-job-parallel
 */
const TASK_OVERHEAD_TIMEOUT_S = 30;

export interface ReplayPlan {
  readonly job: JobPlan;
  readonly hosts: HostFactory;
  readonly runId: string;
  readonly host: EntryScript['host'];
  /** Absolute. */
  readonly output: string;
  readonly notes: readonly string[];
}

/**
 * Checks files, folders, Python, and the arguments of our own entry script. Changes nothing.
 * @returns a plan, or every problem, each a sentence
 */
export async function planReplay(
  args: ReplayArguments,
  context: CommandContext,
): Promise<{ plan: ReplayPlan; problems: readonly string[] }> {
  const output = resolve(context.currentFolder, args.output);
  const inputs = await listInputFiles(args.inputs, context.currentFolder);
  const { entry, notes, problems } = chooseEntryScript(args, context.currentFolder);
  const argv = toAmlArgv({ ...args, output, entryScript: entry.script });
  const runId = replayRunId(randomUUID().slice(0, 8));
  const environment = { PARALLEL_RUN_OCR_NODE: context.nodeCommand, ...context.env };
  const setup = {
    source_directory: entry.sourceDirectory,
    module: entry.module,
    argv,
    output_dir: output,
    log_dir: resolve(output, 'logs'),
    logging_level: args.loggingLevel,
  };
  const hosts =
    entry.host === 'python'
      ? pythonHosts({ setup, environment, runId })
      : nodeHosts({ setup, environment, runId }, context.nodeCommand);
  return {
    plan: {
      job: toJobPlan(args, inputs.files),
      hosts,
      runId,
      host: entry.host,
      output,
      notes: [...notes, ...inputs.warnings],
    },
    problems: [
      ...inputs.problems,
      ...(await checkOutputFolder(output, inputs, args.overwrite)),
      ...problems,
      ...checkEntryArguments(args.entryArguments),
      ...(entry.ours ? checkOurArguments(argv, context.env) : []),
    ],
  };
}

function toJobPlan(args: ReplayArguments, files: readonly string[]): JobPlan {
  return {
    tasks: splitFiles(files, args.miniBatchSize),
    processCount: args.processCountPerNode,
    runMaxTry: args.runMaxTry,
    runTimeoutMs: args.runInvocationTimeout * 1000,
    initTimeoutMs: (args.runInvocationTimeout + TASK_OVERHEAD_TIMEOUT_S) * 1000,
    limits: { errorThreshold: args.errorThreshold, outputAction: args.outputAction },
  };
}

function checkOurArguments(argv: readonly string[], env: NodeJS.ProcessEnv): readonly string[] {
  try {
    parseArguments(argv.slice(1), env);
    return [];
  } catch (error) {
    if (error instanceof ConfigurationError) return error.problems;
    throw error;
  }
}
