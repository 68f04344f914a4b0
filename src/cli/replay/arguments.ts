import { toMiniBatchSize } from '../../replay/input/mini-batch-size.ts';
import { toGlobs } from '../input/glob-options.ts';
import type { CommandInput } from '../command/command.ts';
import { defaultsOf } from './mode.ts';
import type { REPLAY_OPTIONS } from './options.ts';
import { findNameProblems, fromV2Names } from './v2-names.ts';

/** The parsed arguments, not yet checked against files and folders. */
export type ReplayArguments = ReturnType<typeof toReplayArguments>;

export function toReplayArguments({
  values: typed,
  given,
  positionals,
  entryArguments,
}: CommandInput<typeof REPLAY_OPTIONS>) {
  const renamed = fromV2Names(typed);
  const named = { ...given, ...renamed };
  const values = { ...typed, ...notGiven(defaultsOf(typed.mode, typed.input_format), named), ...renamed };
  return {
    mode: values.mode,
    inputs: positionals,
    /** Names of the options that were given, also by a name of v2. */
    given: Object.keys(named),
    /** A sentence each. */
    nameProblems: findNameProblems(given),
    failedOf: values.failed_of ?? null,
    inspect: values.inspect ?? null,
    debugpy: values.debugpy ?? null,
    manifest: values.manifest ?? null,
    inputRoot: values.input_root ?? null,
    globs: toGlobs(values),
    inputFormat: values.input_format,
    miniBatchSize: toMiniBatchSize(values.mini_batch_size ?? null, values.input_format),
    nodeCount: values.node_count,
    processCountPerNode: values.process_count_per_node,
    miniBatchSizeGiven: 'mini_batch_size' in given,
    partitionKeys: values.partition_keys ?? null,
    partitionFormat: values.partition_format ?? null,
    shuffle: values.shuffle ?? null,
    runMaxTry: values.run_max_try,
    runInvocationTimeout: values.run_invocation_timeout,
    errorThreshold: values.error_threshold,
    allowedFailedCount: values.allowed_failed_count ?? null,
    allowedFailedPercent: values.allowed_failed_percent ?? null,
    outputAction: values.output_action,
    appendRowFileName: values.append_row_file_name,
    output: values.output,
    overwrite: values.overwrite,
    resume: values.resume,
    ordered: values.ordered,
    faithfulInit: values.faithful_init,
    host: values.host ?? null,
    inject: values.inject ?? null,
    entryScript: values.entry_script ?? null,
    sourceDirectory: values.source_directory ?? null,
    loggingLevel: values.logging_level,
    json: values.json,
    showRows: values.json ? 0 : values.show_rows,
    allowEmpty: values.allow_empty,
    /** Everything after `--`. */
    entryArguments,
  };
}

/** The defaults of a mode for the options that are not given. */
export function notGiven<T extends object>(defaults: T, given: object): Partial<T> {
  const entries = Object.entries(defaults).filter(([name]) => !(name in given));
  return Object.fromEntries(entries) as Partial<T>;
}
