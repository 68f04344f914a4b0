import type { RunHistory } from './run-history.ts';

const OVERVIEW = /(?:^|\/)job_progress_overview[^/]*\.txt$/;
/**
 * The reason for a failure, written at the end of a run:
 * https://learn.microsoft.com/azure/machine-learning/v1/how-to-debug-parallel-run-step
 */
const RESULT = /(?:^|\/)job_result\.txt$/;

export type ProgressReader = ReturnType<typeof progressReader>;

/**
 * Follows `logs/job_progress_overview.<timestamp>.txt`, which the parallel step writes. It is looked for among the
 * logs of the job and of its steps; a new file is started once a day, and when the step's leader changes.
 */
export function progressReader(history: RunHistory, job: string) {
  const shown = new Map<string, number>();

  const runsOf = async (signal: AbortSignal): Promise<readonly string[]> => [
    job,
    ...(await history.children(job, signal)),
  ];

  return {
    /** The text added to the overview since the last call. */
    async nextChunk(signal: AbortSignal): Promise<string> {
      for (const run of await runsOf(signal)) {
        const { logs } = await history.details(run, signal);
        const names = Object.keys(logs).filter((name) => OVERVIEW.test(name));
        const newest = names.toSorted().at(-1);
        const url = newest === undefined ? undefined : logs[newest];
        if (newest === undefined || url === undefined) continue;
        const text = await history.log(url, signal);
        const from = shown.get(newest) ?? 0;
        shown.set(newest, text.length);
        return text.slice(from);
      }
      return '';
    },
    /** The reason for the job's failure, from its history and its result file. */
    async reason(signal: AbortSignal): Promise<string> {
      const said: string[] = [];
      for (const run of await runsOf(signal)) {
        const { error, logs } = await history.details(run, signal);
        if (error !== null) said.push(error);
        const name = Object.keys(logs).find((log) => RESULT.test(log));
        const url = name === undefined ? undefined : logs[name];
        if (url !== undefined) said.push(await history.log(url, signal));
      }
      return [...new Set(said)].join('\n');
    },
  };
}
