import pLimit from 'p-limit';
import { ItemError } from '../../contract/errors.ts';
import { neverEnding } from '../../flow/time-scope.ts';
import type { ImageContent, OcrEngine } from '../../ocr/engine.ts';
import type { Reading } from '../../ocr/reading.ts';

/** Storage of readings for later runs, by SHA-256. */
export interface ReadingCache {
  load(sha256: string): Promise<Reading | null>;
  save(sha256: string, reading: Reading): Promise<void>;
}

/** Maximum readings in memory, so that a long load test does not fill it. */
const MAX_READINGS = 10_000;

/** Reads every distinct image once, with the concurrency that suits the engine. */
export class CachedReader {
  readonly #readings = new Map<string, Promise<Reading>>();
  readonly #engine: OcrEngine;
  readonly #cache: ReadingCache | null;
  readonly #signal: AbortSignal;
  readonly #limit: ReturnType<typeof pLimit>;

  /** @param signal aborts the readings in progress */
  constructor(engine: OcrEngine, cache: ReadingCache | null, signal: AbortSignal) {
    this.#engine = engine;
    this.#cache = cache;
    this.#signal = signal;
    this.#limit = pLimit(engine.defaultConcurrency);
  }

  /** @throws ItemError when the engine cannot read the image */
  read(image: ImageContent): Promise<Reading> {
    const known = this.#readings.get(image.sha256);
    if (known !== undefined) return known;
    const reading = this.#readOnce(image);
    this.#readings.set(image.sha256, reading);
    const [oldest] = this.#readings.keys();
    if (this.#readings.size > MAX_READINGS && oldest !== undefined) this.#readings.delete(oldest);
    reading.catch(() => this.#readings.delete(image.sha256));
    return reading;
  }

  async #readOnce(image: ImageContent): Promise<Reading> {
    const cached = await this.#cache?.load(image.sha256);
    if (cached) return cached;
    checkEngineFormat(this.#engine, image);
    const reading = await this.#limit(() => this.#engine.read(image, neverEnding(this.#signal)));
    await this.#cache?.save(image.sha256, reading);
    return reading;
  }
}

/** The services accept formats that the engine may not support. */
function checkEngineFormat(engine: OcrEngine, image: ImageContent): void {
  if (engine.limits.formats.includes(image.format)) return;
  throw new ItemError(
    'unsupported_format',
    `The emulator reads with the ${engine.name} engine, which accepts ${engine.limits.formats.join(', ')} and not ${image.format}. Send another format, or start the emulator with --reading synthetic.`,
  );
}
