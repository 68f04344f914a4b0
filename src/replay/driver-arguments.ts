import { LONGEST_TIMEOUT } from '../config/longest-timeout.ts';

/**
 * Arguments among those of the entry script that AML's driver acts on.
 * https://learn.microsoft.com/azure/machine-learning/reference-yaml-job-parallel#predefined-program-arguments-for-parallel-job
 */
const TIMEOUTS = ['task_overhead_timeout', 'progress_update_timeout', 'first_task_creation_timeout'] as const;
type Timeout = (typeof TIMEOUTS)[number];

const WITHOUT_EFFECT = [
  'first_task_creation_timeout',
  'copy_logs_to_parent',
  'metrics_name_prefix',
  'push_metrics_to_parent',
  'resource_monitor_interval',
  'profiling_module',
  'rank_mini_batch_count',
  'resume_from',
  'append_row_safe_output',
];

/** AML's default, in seconds. */
const TASK_OVERHEAD = 30;

/** Seconds that AML adds to `run_invocation_timeout` before it ends a process. */
export function taskOverheadTimeout(entryArguments: readonly string[]): number {
  return secondsOf(entryArguments, 'task_overhead_timeout') ?? TASK_OVERHEAD;
}

/** Seconds without progress after which AML fails a job; null where it is not given, for how AML calculates it then is not public. */
export function progressUpdateTimeout(entryArguments: readonly string[]): number | null {
  return secondsOf(entryArguments, 'progress_update_timeout');
}

/**
 * Seconds in which some process has to come past its `init()`.
 * https://learn.microsoft.com/azure/machine-learning/v1/how-to-debug-parallel-run-step#entry-script-requirements
 */
export function startTimeout(runInvocationTimeout: number): number {
  return 3 * runInvocationTimeout + 30;
}

/** Timeouts that AML's driver would not take, a sentence each. */
export function findTimeoutProblems(entryArguments: readonly string[]): string[] {
  return TIMEOUTS.flatMap((name) =>
    valuesOf(entryArguments, name)
      .filter((text) => toSeconds(text) === null)
      .map((text) => `--${name} is "${text}": give seconds, more than 0 and at most ${LONGEST_TIMEOUT}.`),
  );
}

/** What AML acts on and a replay does not. */
export function noteDriverArguments(entryArguments: readonly string[]): string[] {
  const given = WITHOUT_EFFECT.filter((name) => valuesOf(entryArguments, name).length > 0);
  const hidden = entryArguments.filter((argument) => argument.startsWith('--amlbi_'));
  const names = [
    ...given.map((name) => `--${name}`),
    ...hidden.map((argument) => argument.replace(/=.*/s, '')),
  ];
  if (names.length === 0) return [];
  return [`AML's driver acts on ${names.join(', ')}, a replay does not`];
}

function secondsOf(entryArguments: readonly string[], name: Timeout): number | null {
  return toSeconds(valuesOf(entryArguments, name).at(-1) ?? '');
}

function toSeconds(text: string): number | null {
  const seconds = text.trim() === '' ? Number.NaN : Number(text);
  return seconds > 0 && seconds <= LONGEST_TIMEOUT ? seconds : null;
}

/** The values of `--name value` and `--name=value`, in their order. */
function valuesOf(entryArguments: readonly string[], name: string): string[] {
  const flag = `--${name}`;
  return entryArguments.flatMap((argument, index) => {
    if (argument === flag) return [entryArguments[index + 1] ?? ''];
    return argument.startsWith(`${flag}=`) ? [argument.slice(flag.length + 1)] : [];
  });
}
