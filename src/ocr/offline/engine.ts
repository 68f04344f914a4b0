import type { OfflineModel } from '../../config/worker-options.ts';
import { ConfigurationError, ItemError, TransientError, WorkerError } from '../../contract/errors.ts';
import { neverAborted } from '../../flow/abort.ts';
import { type Clock, systemClock } from '../../flow/clock.ts';
import { withTimeLimit } from '../../flow/time-limit.ts';
import { silentLogger, type Logger } from '../../logging/logger.ts';
import type { EngineLimits, ImageContent, OcrEngine } from '../engine.ts';
import { ImageTooSlowError } from '../image-too-slow-error.ts';
import type { Reading } from '../reading.ts';
import { withCancellation } from './cancellation.ts';
import { forbidTelemetry } from './forbid-telemetry.ts';
import { MAX_PIXELS } from './image/size-plan.ts';
import { locateOfflineEngine } from './locate-offline-engine.ts';
import type { ThreadReply } from './task.ts';
import { startThreads, type TakenThread, type ThreadPool } from './thread-pool.ts';
import { THREAD_SCRIPT } from './thread-script.ts';

export interface OfflineEngineOptions {
  /** BCP-47 or a Tesseract code. */
  readonly language: string;
  /** Null takes the best that is installed. */
  readonly model: OfflineModel | null;
  /** Where models may be installed, the first first. */
  readonly modelFolders: readonly string[];
  /** At least 1; each thread loads its own models. */
  readonly threads: number;
  /** Limit of the work on one image, in milliseconds; waiting for a thread is no work. */
  readonly imageMs?: number;
  readonly logger?: Logger;
}

export const offlineLimits: EngineLimits = {
  formats: ['jpeg', 'png', 'bmp', 'gif', 'tiff', 'webp', 'avif', 'pdf'],
  maxBytes: 512 * 1024 * 1024,
  minSide: 1,
  maxSide: 100_000,
  maxPixels: MAX_PIXELS,
};

const ATTEMPTS = 2;

const DEFAULT_IMAGE_MS = 120_000;

/**
 * Reads images on this machine, without network. Resolves when every thread has loaded its models.
 * @throws ConfigurationError when the language is unknown, or a package or model for it is not installed
 */
export async function createOfflineEngine(options: OfflineEngineOptions): Promise<OcrEngine> {
  const { threads, imageMs = DEFAULT_IMAGE_MS, logger = silentLogger } = options;
  const recogniser = await locateOfflineEngine(options, logger);
  forbidTelemetry();
  const pool = startThreads(threads, THREAD_SCRIPT, recogniser);
  try {
    await warmUp(pool, threads);
  } catch (error) {
    await pool.close();
    throw error;
  }
  const model = recogniser.kind === 'pp' ? recogniser.files.name : undefined;
  return engineOver(pool, { threads, imageMs, logger, clock: systemClock, model });
}

interface EngineSettings {
  readonly threads: number;
  readonly imageMs: number;
  readonly logger: Logger;
  readonly clock: Clock;
  readonly model?: string | undefined;
}

interface EngineState extends EngineSettings {
  readonly pool: ThreadPool;
  closed: Promise<void> | null;
}

/** The engine over any thread pool. */
export function engineOver(pool: ThreadPool, settings: EngineSettings): OcrEngine {
  const state: EngineState = { ...settings, pool, closed: null };
  return {
    name: 'offline',
    ...(settings.model !== undefined && { model: settings.model }),
    limits: offlineLimits,
    defaultConcurrency: settings.threads,
    read: (image, scope) =>
      image.withBytes((bytes) => readWithinLimit(state, image, bytes, scope.signal), scope),
    close: () => (state.closed ??= pool.close()),
  };
}

async function warmUp(pool: ThreadPool, threads: number): Promise<void> {
  const replies = await Promise.all(
    Array.from({ length: threads }, async () => {
      const thread = await pool.take(neverAborted);
      return thread.run({ kind: 'warm-up' }).finally(() => thread.giveBack());
    }),
  );
  const failed = replies.find((reply) => reply.kind === 'error');
  if (failed) {
    throw new ConfigurationError([
      `--engine offline cannot start: ${failed.message}. Reinstall its packages with npm ci, or choose another engine.`,
    ]);
  }
}

/** An image whose time ends, or whose reading is aborted, stops its thread at the next call of native code. */
async function readWithinLimit(
  state: EngineState,
  { key }: ImageContent,
  bytes: Buffer,
  signal: AbortSignal,
): Promise<Reading> {
  const { pool, clock, imageMs } = state;
  if (state.closed) throw engineClosed();
  const thread = await pool.take(signal);
  const limit = { ms: imageMs, error: () => new ImageTooSlowError(imageMs) };
  try {
    return await withTimeLimit(clock, limit, signal, (inner) =>
      withCancellation(inner.signal, (cancelled) => readOn(state, thread, { key, bytes }, cancelled)),
    );
  } finally {
    thread.giveBack();
  }
}

/** Reads an image again when its thread dies; when a second thread dies, the image is reported as failed. */
async function readOn(
  state: EngineState,
  thread: TakenThread,
  image: { readonly key: string; readonly bytes: Buffer },
  cancelled: SharedArrayBuffer,
): Promise<Reading> {
  for (let attempt = 1; ; attempt++) {
    try {
      return toReading(await thread.run({ kind: 'read', bytes: image.bytes, cancelled }));
    } catch (error) {
      if (error instanceof WorkerError) throw error;
      if (state.closed) throw engineClosed();
      state.logger.warning('an OCR thread was lost', { image: image.key, attempt, reason: String(error) });
      if (attempt === ATTEMPTS) {
        throw new ItemError(
          'engine_failed',
          `The offline engine failed ${ATTEMPTS} times on this image: ${String(error)}. ` +
            'Convert the image to a plain PNG or JPEG and try again.',
          { cause: error },
        );
      }
    }
  }
}

function engineClosed(): TransientError {
  return new TransientError('engine_closed', 'The offline engine was closed while it read this image.');
}

function toReading(reply: ThreadReply): Reading {
  if (reply.kind === 'reading') return reply.reading;
  if (reply.kind === 'bad-item') {
    throw new ItemError(reply.code, reply.message, { cause: new Error(reply.reason) });
  }
  if (reply.kind === 'cancelled') throw engineClosed();
  throw new Error(reply.kind === 'error' ? reply.message : `unexpected reply: ${reply.kind}`);
}
