/** AML's default, in seconds. */
const DEFAULT_SECONDS = 30;

/**
 * Seconds that AML adds to `run_invocation_timeout` before it ends a process: `--task_overhead_timeout` among the arguments
 * of the entry script, which AML's driver reads too, else its default.
 *
 * https://learn.microsoft.com/azure/machine-learning/reference-yaml-job-parallel#predefined-program-arguments-for-parallel-job
 */
export function taskOverheadTimeout(entryArguments: readonly string[]): number {
  const text = entryArguments.flatMap((argument, index) => {
    if (argument === FLAG) return [entryArguments[index + 1] ?? ''];
    return argument.startsWith(`${FLAG}=`) ? [argument.slice(FLAG.length + 1)] : [];
  });
  const seconds = Number(text.at(-1));
  return text.length > 0 && Number.isFinite(seconds) && seconds > 0 ? seconds : DEFAULT_SECONDS;
}

const FLAG = '--task_overhead_timeout';
