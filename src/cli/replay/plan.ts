import { resolve } from 'node:path';
import { foreignArguments, withSuggestion } from '../../config/misspelt-arguments.ts';
import { checkEntryArguments, toAmlArgv } from '../../replay/aml-argv.ts';
import {
  findTimeoutProblems,
  noteDriverArguments,
  progressUpdateTimeout,
  startTimeout,
  taskOverheadTimeout,
} from '../../replay/driver-arguments.ts';
import { leadWithPython, nodeHosts, pythonHosts } from '../../replay/host/host-factories.ts';
import { withContext } from '../../replay/host/with-context.ts';
import { inputEnvironment } from '../../replay/mounted-input.ts';
import type { Input } from '../../replay/input/input-files.ts';
import { replayIdentity, type ReplayIdentity } from '../../replay/journal/identity.ts';
import { checkOutputFolder, type Earlier } from '../../replay/results/output-folder.ts';
import type { InjectionScript } from '../../replay/inject/injection.ts';
import type { JobPlan, JobPorts } from '../../replay/schedule/job-plan.ts';
import { codeFiles } from './code-files.ts';
import { readInjections } from './injections.ts';
import { chooseEntryScript, type EntryScript } from './entry-script.ts';
import { findFormatProblems, noteFormat } from './input/input-format.ts';
import { findModeProblems, noteMode } from './mode.ts';
import { findPartitionProblems } from './input/partitions.ts';
import { findDebuggerProblems, inspectorEnvironment, noteDebugger } from './debugger.ts';
import type { ReplayInput } from './input/replay-input.ts';
import type { ReplayArguments } from './arguments.ts';
import type { CommandContext } from '../command/terminal.ts';

export interface ReplayPlan {
  readonly job: Omit<JobPlan, 'source'>;
  readonly input: Input;
  /** The files of the only mini-batch; null where the input is cut into mini-batches. */
  readonly miniBatch: readonly string[] | null;
  readonly identity: ReplayIdentity;
  readonly injections: InjectionScript | null;
  /** `runId` is what AML gives all processes of a run. */
  readonly processes: (runId: string) => Pick<JobPorts, 'hosts' | 'lead'>;
  readonly entry: EntryScript;
  /** Absolute. */
  readonly output: string;
  readonly notes: readonly string[];
  /** What has no effect, though it was given. */
  readonly warnings: readonly string[];
}

/**
 * Checks files, folders, Python, and the arguments of our own entry script. Changes nothing.
 * @returns a plan, or every problem, each a sentence
 */
export async function planReplay(
  args: ReplayArguments,
  { input, miniBatch, notes: inputNotes }: ReplayInput,
  context: CommandContext,
): Promise<{ plan: ReplayPlan; problems: readonly string[] }> {
  const output = resolve(context.currentFolder, args.output);
  const { entry, notes, problems } = chooseEntryScript(args, context.currentFolder);
  const { injections, problems: injectionProblems } = await readInjections(args, context.currentFolder);
  const argv = toAmlArgv({ ...args, output, entryScript: entry.script, inputFolder: input.root });
  const environment = {
    PARALLEL_RUN_OCR_NODE: context.nodeCommand,
    ...context.env,
    ...(args.inputFormat === 'file' && inputEnvironment(args.mode, input.root)),
    ...inspectorEnvironment(args, entry, context.env),
  };
  const setup = {
    source_directory: entry.sourceDirectory,
    module: entry.module,
    argv,
    ...(input.root !== null && { input_root: input.root }),
    output_dir: output,
    log_dir: resolve(output, 'logs'),
    logging_level: args.loggingLevel,
    ...(args.debugpy !== null && { debugpy_port: args.debugpy }),
  };
  const processes = (runId: string): Pick<JobPorts, 'hosts' | 'lead'> => {
    const options = { setup, environment, runId, nodeCount: args.nodeCount };
    const isPython = entry.host === 'python';
    const started = isPython ? pythonHosts(options) : nodeHosts(options, context.nodeCommand);
    const hosts = miniBatch === undefined ? started : withContext(started, miniBatch.context);
    // A debugger would have to attach to it too.
    const leads = isPython && args.inspect === null && args.debugpy === null;
    return { hosts, ...(leads && { lead: (signal: AbortSignal) => leadWithPython(options, signal) }) };
  };
  const allProblems = [
    ...input.problems,
    ...args.nameProblems,
    ...(args.overwrite && args.resume
      ? ['--overwrite and --resume exclude each other: give one of them.']
      : []),
    ...(await checkOutputFolder(output, byKind(input), earlierOf(args))),
    ...problems,
    ...findFormatProblems(args, entry, context.env),
    ...injectionProblems,
    ...findPartitionProblems(args),
    ...findModeProblems(args.mode, args.inputFormat),
    ...(problems.length > 0 ? [] : await findDebuggerProblems(args, entry, context.env)),
    ...checkEntryArguments(args.entryArguments, args.mode),
    ...findTimeoutProblems(args.entryArguments),
    ...(entry.ours && !args.faithfulInit ? await findInitProblems(argv.slice(1), context.env) : []),
  ];
  return {
    plan: {
      job: toJobPlan(args),
      input,
      miniBatch: miniBatch?.files ?? null,
      identity: replayIdentity(
        [
          ...identifyingArguments(args, entry, input.root, output),
          ...(injections === null ? [] : ['--inject', JSON.stringify(injections)]),
        ],
        allProblems.length > 0 ? {} : codeFiles(entry),
      ),
      injections,
      processes,
      entry,
      output,
      notes: [
        ...notes,
        ...inputNotes,
        ...noteFormat(args, input.paths),
        ...noteMode(args.mode, context.env),
        ...noteDebugger(args),
        ...noteDriverArguments(args.entryArguments),
      ],
      warnings: entry.ours ? warnOfIgnored(args.entryArguments) : [],
    },
    problems: allProblems,
  };
}

function byKind({ paths }: Input): { files: string[]; folders: string[] } {
  const of = (folders: boolean): string[] =>
    paths.flatMap(({ path, isFolder }) => (isFolder === folders ? [path] : []));
  return { files: of(false), folders: of(true) };
}

function earlierOf({ overwrite, resume }: ReplayArguments): Earlier {
  if (resume) return 'resume';
  return overwrite ? 'overwrite' : 'reject';
}

/** What a replay that is continued must be given again; the output folder itself may have been moved. */
function identifyingArguments(
  args: ReplayArguments,
  entry: EntryScript,
  inputRoot: string | null,
  output: string,
): string[] {
  const argv = toAmlArgv({ ...args, output, entryScript: entry.script, inputFolder: inputRoot });
  const at = argv.indexOf('--output');
  return [
    ...argv.slice(1, at),
    ...argv.slice(at + 2),
    '--host',
    entry.host,
    '--source_directory',
    entry.sourceDirectory,
    ...(inputRoot === null ? [] : ['--input', inputRoot]),
    ...(args.partitionFormat === null ? [] : ['--partition_format', args.partitionFormat]),
    ...(args.shuffle === null ? [] : ['--shuffle', args.shuffle]),
    ...(args.ordered ? ['--ordered'] : []),
  ];
}

function toJobPlan(args: ReplayArguments): ReplayPlan['job'] {
  const progressTimeout = progressUpdateTimeout(args.entryArguments);
  const timeoutMs = (args.runInvocationTimeout + taskOverheadTimeout(args.entryArguments)) * 1000;
  return {
    nodeCount: args.nodeCount,
    processCount: args.processCountPerNode,
    runMaxTry: args.runMaxTry,
    runTimeoutMs: timeoutMs,
    initTimeoutMs: timeoutMs,
    startTimeoutMs: startTimeout(args.runInvocationTimeout) * 1000,
    progressTimeoutMs: progressTimeout === null ? null : progressTimeout * 1000,
    limits: {
      errorThreshold: args.errorThreshold,
      allowedFailedCount: args.allowedFailedCount ?? -1,
      allowedFailedPercent: args.allowedFailedPercent ?? 100,
      outputAction: args.outputAction,
    },
  };
}

/** Loaded here, because a service's client takes long to load. */
async function findInitProblems(argv: readonly string[], env: NodeJS.ProcessEnv): Promise<readonly string[]> {
  const { findSetupProblems } = await import('../../worker/find-setup-problems.ts');
  return findSetupProblems(argv, env);
}

/** AML passes on arguments that nobody knows, so that a misspelt one has no effect. */
export function warnOfIgnored(entryArguments: readonly string[]): string[] {
  const foreign = foreignArguments(entryArguments);
  if (foreign.length === 0) return [];
  return [`the entry script does not have, and ignores, ${foreign.map(withSuggestion).join(', ')}`];
}
