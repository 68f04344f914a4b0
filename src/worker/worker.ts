import type { MetricsReport } from '../contract/wire.ts';
import type { MiniBatch, MiniBatchContext } from '../contract/mini-batch.ts';

/** The initialised worker behind both entry scripts. */
export interface Worker {
  /** When its process is ended during a run, another worker can go on with the run: it knows what was read and begun. */
  readonly goesOn?: boolean;
  /** The time in which every run ends, unless its process hangs, milliseconds; null where the host's timeout is unknown. */
  readonly runLimitMs?: number | null;
  /**
   * The rows of one mini-batch: strings of one physical line each.
   *
   * @param spentMs the time since the host's call, when this worker goes on with the run of another
   * @throws the signal's reason, at once, when it is aborted
   */
  run(
    miniBatch: MiniBatch,
    context: MiniBatchContext | null,
    signal: AbortSignal,
    spentMs?: number | null,
  ): Promise<readonly string[]>;
  /** Frees what it holds, after the runs in progress; a second call does nothing. */
  shutdown(): Promise<void>;
}

/** The parts of the process that the worker may use. */
export interface WorkerEnvironment {
  readonly env: NodeJS.ProcessEnv;
  readonly processId: number;
  /** Takes a line of the log, line feed included. */
  write(line: string): void;
  /** Takes what is to be logged to the run: of each mini-batch, before `run` settles, and of the process at its end. */
  readonly reportMetrics?: (report: MetricsReport) => void;
}

export type WorkerFactory = (argv: readonly string[], environment: WorkerEnvironment) => Promise<Worker>;
