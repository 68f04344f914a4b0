import { ItemError, WorkerError } from '../contract/errors.ts';
import type { Logger } from '../logging/logger.ts';
import type { OcrEngine } from '../ocr/engine.ts';
import { readingThrough } from '../ocr/reading-through.ts';

/** Turns an unforeseen error of the engine into the failure of one image instead of the mini-batch, and logs it. */
export function guardEngine(engine: OcrEngine, logger: Logger): OcrEngine {
  return readingThrough(engine, async (image, scope) => {
    try {
      return await engine.read(image, scope);
    } catch (error) {
      if (error instanceof WorkerError || scope.signal.aborted) throw error;
      const message = error instanceof Error ? error.message : String(error);
      logger.error('The engine failed in a way it should not', { file: image.key, error: message });
      throw new ItemError('engine_error', `The ${engine.name} engine failed: ${message}`, { cause: error });
    }
  });
}
