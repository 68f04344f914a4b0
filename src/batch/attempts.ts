import { createHash } from 'node:crypto';
import { appendFile, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { makeFolder } from '../files/make-folder.ts';
import { neverAborted } from '../flow/abort.ts';
import type { Clock } from '../flow/clock.ts';
import { withTimeLimit } from '../flow/time-limit.ts';
import type { StoreKey } from '../store/reading-store.ts';
import { storeKey } from '../store/store-key.ts';
import type { AttemptStore } from './suspects.ts';

export interface AttemptOptions {
  /** A folder that all processes of the run see; null counts in this process only. */
  readonly folder: string | null;
  /** The same in all processes of the run. */
  readonly runId: string;
  /** `--run_max_try` */
  readonly maxAttempts: number;
  readonly clock: Clock;
  /** Knows the attempts of this node whose process was killed. */
  readonly store: AttemptStore;
}

/** One attempt at a mini-batch. */
export interface MiniBatchAttempt {
  /** Which attempt this is, as far as is known, from 1. */
  number(): Promise<number>;
  /** `run` is about to raise. */
  failed(): Promise<void>;
  /** `run` is about to return. */
  succeeded(): Promise<void>;
}

const TIME_LIMIT = { ms: 10_000, error: () => new Error('The folder of the marks does not respond.') };

/**
 * Counts the attempts at mini-batches. AML does not tell a process which attempt it is in, and may give each attempt to
 * another process or node. So a failed attempt adds a byte to a file of its mini-batch; where that cannot be written, the
 * attempts in this process count. An attempt whose process was killed is known to the store of its node.
 *
 * Source: https://learn.microsoft.com/azure/machine-learning/how-to-use-parallel-job-in-pipeline (no argument of `run`
 * holds the number)
 */
export class Attempts {
  readonly #options: AttemptOptions;
  readonly #failedHere = new Map<string, number>();

  constructor(options: AttemptOptions) {
    this.#options = options;
  }

  get maxAttempts(): number {
    return this.#options.maxAttempts;
  }

  /** @param images what identifies the mini-batch: the same images in each attempt */
  begin(images: readonly string[]): MiniBatchAttempt {
    const { key, mark } = this.#namesOf(images);
    const killed = this.#options.store.openAttempts(mark);
    this.#options.store.beginAttempt(mark);
    return this.#attempt(key, mark, killed);
  }

  /** Takes over the attempt that a process began, and was ended in, while the host still waits for its rows. */
  goOn(images: readonly string[]): MiniBatchAttempt {
    const { key, mark } = this.#namesOf(images);
    return this.#attempt(key, mark, Math.max(0, this.#options.store.openAttempts(mark) - 1));
  }

  #namesOf(images: readonly string[]): { readonly key: string; readonly mark: StoreKey } {
    const key = createHash('sha256')
      .update(JSON.stringify([this.#options.runId, ...images]))
      .digest('hex');
    return { key, mark: storeKey(['attempt at a mini-batch', key]) };
  }

  #attempt(key: string, mark: StoreKey, killed: number): MiniBatchAttempt {
    const { store } = this.#options;
    const here = this.#failedHere.get(key) ?? 0;
    let number: Promise<number> | null = null;
    let marked = here > 0;
    return {
      number: () =>
        (number ??= this.#onFile(key, async (file) => (await stat(file)).size).then((marks = 0) => {
          marked ||= marks > 0;
          return Math.max(here, marks) + killed + 1;
        })),
      failed: async () => {
        store.endAttempts(mark, 1);
        this.#failedHere.set(key, here + 1);
        await this.#onFile(key, async (file, folder) => {
          await makeFolder(folder);
          await appendFile(file, '.');
        });
      },
      succeeded: async () => {
        store.endAttempts(mark, killed + 1);
        this.#failedHere.delete(key);
        if (marked) await this.#onFile(key, (file) => rm(file));
      },
    };
  }

  /** @returns undefined when the file is not there or its folder does not respond */
  async #onFile<T>(
    key: string,
    action: (file: string, folder: string) => Promise<T>,
  ): Promise<T | undefined> {
    const { folder, clock } = this.#options;
    if (folder === null) return undefined;
    return withTimeLimit(clock, TIME_LIMIT, neverAborted, () => action(join(folder, key), folder)).catch(
      () => undefined,
    );
  }
}
