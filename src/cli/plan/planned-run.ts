import type { CommandInput } from '../command/command.ts';
import { toGlobs } from '../input/glob-options.ts';
import { type InputArguments, chooseInput } from '../replay/input/choose-input.ts';
import type { ReplayInput } from '../replay/input/replay-input.ts';
import { notGiven } from '../replay/arguments.ts';
import { defaultsOf } from '../replay/mode.ts';
import type { PLAN_OPTIONS } from './options.ts';

export type PlanInput = CommandInput<typeof PLAN_OPTIONS>;

/** What a replay with the same input and arguments would run. */
export interface PlannedRun extends Pick<ReplayInput, 'input' | 'notes'> {
  readonly settings: {
    readonly miniBatchSize: number;
    readonly processCountPerNode: number;
    readonly runInvocationTimeout: number;
    readonly runMaxTry: number;
    readonly errorThreshold: number;
  };
  readonly entryArguments: readonly string[];
}

/** Settings are those of the command line, else of a manifest, else of the mode. */
export async function plannedRun(planInput: PlanInput, currentFolder: string): Promise<PlannedRun> {
  const { values: typed, given, positionals, entryArguments } = planInput;
  const values = { ...typed, ...notGiven(defaultsOf(typed.mode, 'file'), given) };
  const args: InputArguments = {
    inputs: positionals,
    failedOf: values.failed_of ?? null,
    manifest: values.manifest ?? null,
    inputRoot: values.input_root ?? null,
    globs: toGlobs(values),
    given: Object.keys(given),
    entryArguments,
  };
  const { input, notes, changes = {} } = await chooseInput(args, currentFolder);
  return {
    input,
    notes,
    settings: {
      miniBatchSize: changes.miniBatchSize?.size ?? Number(values.mini_batch_size),
      processCountPerNode: changes.processCountPerNode ?? values.process_count_per_node,
      runInvocationTimeout: changes.runInvocationTimeout ?? values.run_invocation_timeout,
      runMaxTry: changes.runMaxTry ?? values.run_max_try,
      errorThreshold: values.error_threshold,
    },
    entryArguments: changes.entryArguments ?? entryArguments,
  };
}
