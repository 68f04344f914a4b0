import { resolve } from 'node:path';
import { parseArguments } from '../../config/parse-arguments.ts';
import { ConfigurationError } from '../../contract/errors.ts';
import { checkEntryArguments, toAmlArgv } from '../../replay/aml-argv.ts';
import { nodeHosts, pythonHosts } from '../../replay/host/host-factories.ts';
import type { HostFactory } from '../../replay/host/worker-host.ts';
import { listInputFiles } from '../../replay/input/input-files.ts';
import { splitFiles } from '../../replay/input/split.ts';
import { checkOutputFolder } from '../../replay/results/output-folder.ts';
import type { JobPlan } from '../../replay/schedule/job-plan.ts';
import { chooseEntryScript, type EntryScript } from './entry-script.ts';
import type { ReplayArguments } from './arguments.ts';
import type { CommandContext } from '../command/terminal.ts';

/**
 * What AML gives a mini-batch on top of `--run_invocation_timeout`, and `init()` with it.
 * https://learn.microsoft.com/azure/machine-learning/reference-yaml-job-parallel
 */
const TASK_OVERHEAD_TIMEOUT_S = 30;

export interface ReplayPlan {
  readonly job: JobPlan;
  readonly hosts: HostFactory;
  readonly host: EntryScript['host'];
  /** Absolute. */
  readonly output: string;
  readonly notes: readonly string[];
}

/**
 * Looks at the machine: files, folders, Python, and our own entry script's arguments. Changes nothing.
 * @returns a plan, or every problem, each a sentence
 */
export async function planReplay(
  asked: ReplayArguments,
  context: CommandContext,
): Promise<{ plan: ReplayPlan; problems: readonly string[] }> {
  const output = resolve(context.currentFolder, asked.output);
  const inputs = await listInputFiles(asked.inputs, context.currentFolder);
  const { entry, notes, problems } = chooseEntryScript(asked, context.currentFolder);
  const argv = toAmlArgv({ ...asked, output, entryScript: entry.script });
  const environment = { PARALLEL_RUN_OCR_NODE: context.nodeCommand, ...context.env };
  const setup = {
    source_directory: entry.sourceDirectory,
    module: entry.module,
    argv,
    output_dir: output,
    log_dir: resolve(output, 'logs'),
    logging_level: asked.loggingLevel,
  };
  const hosts =
    entry.host === 'python'
      ? pythonHosts({ setup, environment })
      : nodeHosts({ setup, environment }, context.nodeCommand);
  return {
    plan: {
      job: toJobPlan(asked, inputs.files),
      hosts,
      host: entry.host,
      output,
      notes: [...notes, ...inputs.warnings],
    },
    problems: [
      ...inputs.problems,
      ...(await checkOutputFolder(output, inputs, asked.overwrite)),
      ...problems,
      ...checkEntryArguments(asked.entryArguments),
      ...(entry.ours ? checkOurArguments(argv, context.env) : []),
    ],
  };
}

function toJobPlan(asked: ReplayArguments, files: readonly string[]): JobPlan {
  return {
    tasks: splitFiles(files, asked.miniBatchSize),
    processCount: asked.processCountPerNode,
    runMaxTry: asked.runMaxTry,
    runTimeoutMs: asked.runInvocationTimeout * 1000,
    initTimeoutMs: (asked.runInvocationTimeout + TASK_OVERHEAD_TIMEOUT_S) * 1000,
    limits: { errorThreshold: asked.errorThreshold, outputAction: asked.outputAction },
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
