import type { ReadingStore } from '../../store/reading-store.ts';
import type { OcrEngine } from '../engine.ts';
import { readingThrough } from '../reading-through.ts';
import { ImageTooSlowError } from '../image-too-slow-error.ts';
import { resultKey, type ResultIdentity } from './once-per-content.ts';

const FOUND = Buffer.from('too slow');

/** Works up to the limit on each content once in a run: an image that was too slow for it fails at once the next time. */
export function withStoredTimeouts(
  engine: OcrEngine,
  store: ReadingStore,
  identity: ResultIdentity,
  limitMs: number,
): OcrEngine {
  return readingThrough(engine, async (image, scope) => {
    const key = resultKey([...identity, 'image_timeout', limitMs], image.sha256);
    if ((await store.reading(key)) !== null) throw new ImageTooSlowError(limitMs);
    try {
      return await engine.read(image, scope);
    } catch (error) {
      if (error instanceof ImageTooSlowError) await store.addReading(key, FOUND);
      throw error;
    }
  });
}
