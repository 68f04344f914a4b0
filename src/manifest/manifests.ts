import { arch, platform, version } from 'node:process';
import { join } from 'node:path';
import { WorkerError } from '../contract/errors.ts';
import type { MiniBatch, MiniBatchContext } from '../contract/mini-batch.ts';
import { PACKAGE_VERSION } from '../contract/package-version.ts';
import { latestFiles } from '../files/latest-files.ts';
import type { Logger } from '../logging/logger.ts';
import { knownSecrets } from '../redaction/known-secrets.ts';
import { FAILED_ITEMS_FOLDER } from '../rows/failed-items-file.ts';
import {
  type Manifest,
  MANIFEST_VERSION,
  type ManifestOutcome,
  MANIFESTS_FOLDER,
  MOST_MANIFEST_BYTES,
} from './manifest.ts';
import { recordedArguments } from './recorded-arguments.ts';
import { recordedContext, recordedItems } from './recorded-items.ts';

export interface ManifestsOptions {
  /** What `init` was given. */
  readonly argv: readonly string[];
  /** Null where none is known: there are no manifests then. */
  readonly outputFolder: string | null;
  readonly inputFolders: readonly string[];
  readonly runId: string | null;
  /** Unique in the run. */
  readonly owner: string;
  readonly logger: Logger;
  readonly now: () => Date;
}

/** A storage that does not respond does not hold `shutdown()` any longer, milliseconds. */
const LAST_WRITE_MS = 5000;

const MOST_MESSAGE_CHARACTERS = 2000;

type OfProcess = Pick<
  Manifest,
  'version' | 'run_id' | 'process' | 'arguments' | 'host_arguments' | 'versions'
>;
type GivenToRun = Omit<Manifest, keyof OfProcess | 'outcome'>;

/**
 * Writes a manifest for each mini-batch when its `run` begins, and again when it ends: one whose process is ended meanwhile
 * stays there as `running`. Nothing waits for the storage, and what cannot be written is left out.
 */
export class Manifests {
  readonly #options: ManifestsOptions;
  readonly #ofProcess: OfProcess;
  readonly #leftOut: readonly string[];
  readonly #files: ReturnType<typeof latestFiles>;
  #unnamed = 0;

  constructor(options: ManifestsOptions) {
    const { argv, runId, owner, logger } = options;
    const { leftOut, ...given } = recordedArguments(argv);
    const versions = { 'parallel-run-ocr': PACKAGE_VERSION, node: version, platform: `${platform} ${arch}` };
    this.#options = options;
    this.#ofProcess = { version: MANIFEST_VERSION, run_id: runId, process: owner, ...given, versions };
    this.#leftOut = leftOut;
    this.#files = latestFiles((error) =>
      logger.warning('A manifest cannot be written; the run goes on without', { error: String(error) }),
    );
  }

  /** Records a `run`. @param spentMs of it, in a process that was ended */
  async record(
    miniBatch: MiniBatch,
    context: MiniBatchContext | null,
    spentMs: number | null,
    run: () => Promise<readonly string[]>,
  ): Promise<readonly string[]> {
    const { outputFolder, now } = this.#options;
    if (outputFolder === null) return run();
    const file = join(outputFolder, FAILED_ITEMS_FOLDER, MANIFESTS_FOLDER, this.#nameOf(context));
    const started_at = new Date(now().getTime() - (spentMs ?? 0)).toISOString();
    let given: GivenToRun | null = null;
    const write = (end: Pick<ManifestOutcome, 'status' | 'rows' | 'error'>): void => {
      const ended_at = end.status === 'running' ? null : now().toISOString();
      const outcome = { status: end.status, started_at, ended_at, rows: end.rows, error: end.error };
      this.#files.write(file, () => {
        given ??= this.#givenToRun(miniBatch, context);
        return toText({ ...this.#ofProcess, ...given, outcome });
      });
    };
    write({ status: 'running', rows: null, error: null });
    try {
      const rows = await run();
      write({ status: 'returned', rows: rows.length, error: null });
      return rows;
    } catch (error) {
      write({ status: 'raised', rows: null, error: describe(error) });
      throw error;
    }
  }

  async close(): Promise<void> {
    await this.#files.settled(LAST_WRITE_MS);
  }

  #nameOf(context: MiniBatchContext | null): string {
    const index = String(context?.minibatch_index ?? '');
    if (/^[\w-]{1,100}$/.test(index)) return `${index}.json`;
    this.#unnamed += 1;
    return `${this.#options.owner}_${this.#unnamed}.json`;
  }

  #givenToRun(miniBatch: MiniBatch, context: MiniBatchContext | null): GivenToRun {
    const { leftOut, ...items } = recordedItems(miniBatch, this.#options.inputFolders);
    return {
      minibatch_index: context?.minibatch_index ?? null,
      left_out: { items: leftOut, arguments: this.#leftOut },
      context: recordedContext(context),
      ...items,
    };
  }
}

function toText(manifest: Manifest): string {
  const text = `${JSON.stringify(manifest)}\n`;
  if (Buffer.byteLength(text) > MOST_MANIFEST_BYTES) throw new Error('what names the mini-batch is too long');
  return text;
}

function describe(error: unknown): NonNullable<ManifestOutcome['error']> {
  const code = error instanceof WorkerError ? error.code : 'unexpected';
  const message = knownSecrets.redactMessage(error instanceof Error ? error.message : String(error));
  return { code, message: message.slice(0, MOST_MESSAGE_CHARACTERS) };
}
