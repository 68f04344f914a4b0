import { ItemError, UnexplainedRejection } from '../../contract/errors.ts';
import { isRecord } from '../../contract/is-record.ts';
import { parseJson } from '../../contract/parse-json.ts';
import type { ReadingStore } from '../../store/reading-store.ts';
import type { OcrEngine } from '../engine.ts';
import { readingThrough } from '../reading-through.ts';
import { resultKey, type ResultIdentity } from './once-per-content.ts';

/**
 * Pays once in a run for each content on which the service fails while it reads others: the image is the cause, and fails at
 * once the next time. Where it reads no other, the service may be the cause, and nothing is remembered.
 */
export function withStoredFailures(
  engine: OcrEngine,
  store: ReadingStore,
  identity: ResultIdentity,
): OcrEngine {
  let read = 0;
  return readingThrough(engine, async (image, scope) => {
    const key = resultKey([...identity, 'failure'], image.sha256);
    const stored = fromPayload(await store.reading(key));
    if (stored !== null) throw stored;
    const readBefore = read;
    try {
      const reading = await engine.read(image, scope);
      read += 1;
      return reading;
    } catch (error) {
      if (error instanceof UnexplainedRejection && read > readBefore)
        await store.addReading(key, toPayload(error));
      throw error;
    }
  });
}

function toPayload({ code, message }: ItemError): Buffer {
  return Buffer.from(JSON.stringify({ code, message }));
}

function fromPayload(payload: Buffer | null): ItemError | null {
  const fields = payload === null ? null : parseJson(payload.toString());
  if (!isRecord(fields) || typeof fields['code'] !== 'string') return null;
  return new ItemError(fields['code'], String(fields['message']));
}
