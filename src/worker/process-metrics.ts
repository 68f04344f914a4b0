import { join } from 'node:path';
import type { MiniBatchContext } from '../contract/mini-batch.ts';
import type { MetricsReport } from '../contract/wire.ts';
import { latestFiles } from '../files/latest-files.ts';
import type { Logger } from '../logging/logger.ts';
import type { CountTree } from '../metrics/count-tree.ts';
import { type Figures, toFigures } from '../metrics/figures.ts';
import { MetricsCollector } from '../metrics/metrics-collector.ts';
import { MAX_CALLS, METRICS_FOLDER, METRICS_VERSION, type MetricsRecord } from '../metrics/metrics-record.ts';
import { type RunCall, toRunCall } from '../metrics/run-call.ts';
import { FAILED_ITEMS_FOLDER } from '../rows/failed-items-file.ts';

export interface ProcessMetricsOptions {
  /** Unique in the run. */
  readonly owner: string;
  readonly engine: string;
  /** Null where none is known: there is no file then. */
  readonly outputFolder: string | null;
  readonly logger: Logger;
  readonly now: () => Date;
  readonly report: (report: MetricsReport) => void;
}

/** A storage that does not respond does not hold `shutdown()` any longer, milliseconds. */
const LAST_WRITE_MS = 5000;

/** Counts what this process does: a line in the log for each mini-batch, a file, and a line at its end. */
export class ProcessMetrics {
  readonly #options: ProcessMetricsOptions;
  readonly #collector = new MetricsCollector();
  readonly #startedAt: string;
  readonly #calls: RunCall[] = [];
  readonly #path: string | null;
  readonly #files: ReturnType<typeof latestFiles>;

  constructor(options: ProcessMetricsOptions) {
    const { owner, outputFolder, logger, now } = options;
    this.#options = options;
    this.#startedAt = now().toISOString();
    this.#path =
      outputFolder === null ? null : join(outputFolder, FAILED_ITEMS_FOLDER, METRICS_FOLDER, `${owner}.json`);
    this.#files = latestFiles((error) =>
      logger.warning('The metrics cannot be written; the run goes on without', {
        file: this.#path ?? undefined,
        error: String(error),
      }),
    );
  }

  /** Of all mini-batches so far. */
  get figures(): Figures {
    return toFigures(this.#collector.total);
  }

  miniBatch<T>(context: MiniBatchContext | null, work: () => Promise<T>): Promise<T> {
    const startedAt = this.#options.now();
    return this.#collector.miniBatch(work, (counts) => {
      this.#calls.push(toRunCall(counts, context?.minibatch_index ?? null, startedAt));
      if (this.#calls.length > MAX_CALLS) this.#calls.shift();
      this.#ended(counts, context);
    });
  }

  async close(): Promise<void> {
    const { figures } = this;
    this.#collector.close();
    if (figures['mini_batches'] === 0) return;
    this.#options.logger.info('Process done', figures);
    const values = Object.entries(figures).map(([name, value]) => [`process.${name}`, value] as const);
    this.#options.report({ step: figures['mini_batches'] ?? 0, values: Object.fromEntries(values) });
    await this.#files.settled(LAST_WRITE_MS);
  }

  #ended(counts: CountTree, context: MiniBatchContext | null): void {
    const { logger, report } = this.#options;
    const { mini_batches: _one, mini_batches_raised, ...figures } = toFigures(counts);
    const index = context?.minibatch_index ?? null;
    logger.info(mini_batches_raised === 0 ? 'Mini-batch done' : 'Mini-batch failed', {
      minibatch: index ?? undefined,
      ...figures,
    });
    const step = index === null || !/^\d{1,15}$/.test(String(index)) ? this.figures['mini_batches'] : index;
    report({ step: Number(step), values: figures });
    if (this.#path !== null) this.#files.write(this.#path, () => `${JSON.stringify(this.#record())}\n`);
  }

  #record(): MetricsRecord {
    const { owner, engine, now } = this.#options;
    return {
      version: METRICS_VERSION,
      process: owner,
      engine,
      started_at: this.#startedAt,
      updated_at: now().toISOString(),
      figures: this.figures,
      counts: this.#collector.total,
      calls: this.#calls,
    };
  }
}
