import pLimit from 'p-limit';
import { ItemError } from '../../contract/errors.ts';
import { neverEnding } from '../../flow/time-scope.ts';
import type { ImageContent, OcrEngine } from '../../ocr/engine.ts';
import type { Reading } from '../../ocr/reading.ts';

/** Readings that outlive the process, by SHA-256. */
export interface ReadingCache {
  load(sha256: string): Promise<Reading | null>;
  save(sha256: string, reading: Reading): Promise<void>;
}

export interface Reader {
  read(image: ImageContent): Promise<Reading>;
}

/** Readings kept in memory, so that a long load test does not fill it. */
const MOST_KEPT = 10_000;

/** Reads every distinct image once, as many at a time as the engine likes. */
export function createReader(engine: OcrEngine, cache: ReadingCache | null, signal: AbortSignal): Reader {
  const limit = pLimit(engine.defaultConcurrency);
  const readings = new Map<string, Promise<Reading>>();
  const readOnce = async (image: ImageContent): Promise<Reading> => {
    const cached = await cache?.load(image.sha256);
    if (cached) return cached;
    refuseWhatTheEngineCannotTake(engine, image);
    const reading = await limit(() => engine.read(image, neverEnding(signal)));
    await cache?.save(image.sha256, reading);
    return reading;
  };
  return {
    read(image) {
      const known = readings.get(image.sha256);
      if (known !== undefined) return known;
      const reading = readOnce(image);
      readings.set(image.sha256, reading);
      const [oldest] = readings.keys();
      if (readings.size > MOST_KEPT && oldest !== undefined) readings.delete(oldest);
      reading.catch(() => readings.delete(image.sha256));
      return reading;
    },
  };
}

/** The services take formats that the engine behind this server may not. */
function refuseWhatTheEngineCannotTake(engine: OcrEngine, image: ImageContent): void {
  if (engine.limits.formats.includes(image.format)) return;
  throw new ItemError(
    'unsupported_format',
    `The emulator reads with the ${engine.name} engine, which takes ${engine.limits.formats.join(', ')} and not ${image.format}. Send another format, or start the emulator with --reading synthetic.`,
  );
}
