import { ItemError } from '../../contract/errors.ts';
import { parseJson } from '../../contract/parse-json.ts';
import { orAborted } from '../../flow/abort.ts';
import { publish } from '../../metrics/channels.ts';
import { redactTexts } from '../../redaction/redact-texts.ts';
import type { ReadingStore } from '../../store/reading-store.ts';
import { type KeyPart, storeKey } from '../../store/store-key.ts';
import type { KeepResult } from '../azure/paid-calls.ts';

/** Increased when the shape of what is stored changes. */
const FORMAT = 1;

/** All that decides a result besides the content of the image: engine, model, options; never a secret. */
export type ResultIdentity = readonly KeyPart[];

/** @param sha256 of the image's content, lower-case hex */
export function resultKey(identity: ResultIdentity, sha256: string): Buffer {
  return storeKey([FORMAT, sha256, ...identity]);
}

/** Stores a result for the next attempt, which comes too late for this one. */
export function keepLate<T>(store: ReadingStore, identity: ResultIdentity): KeepResult<T> {
  return (sha256, result) => keep(store, resultKey(identity, sha256), redactTexts(result));
}

/** @param result without secrets: a service may repeat the key in what it read, and the store is a file */
function keep(store: ReadingStore, key: Buffer, result: unknown): Promise<void> {
  return store.addReading(key, Buffer.from(JSON.stringify(result)));
}

/**
 * Gets the result for each content once: from the store, from the same content that is in work, or else from `get`,
 * whose result is then stored. Results are JSON. `onWait` is called before it waits for the same content.
 */
export function oncePerContent<T>(store: ReadingStore, identity: ResultIdentity) {
  const inWork = new Map<string, Promise<T>>();

  const storedOr = async (key: Buffer, get: () => Promise<T>): Promise<T> => {
    const stored = await store.reading(key);
    const parsed = stored === null ? undefined : parseJson(stored.toString());
    if (parsed !== undefined) {
      publish.storeHit(() => ({ what: 'result' }));
      return parsed as T;
    }
    const result = redactTexts(await get());
    await keep(store, key, result);
    return result;
  };

  return async (
    sha256: string,
    get: () => Promise<T>,
    signal: AbortSignal,
    onWait: () => void = () => {},
  ): Promise<T> => {
    const key = resultKey(identity, sha256);
    const name = key.toString('hex');
    const other = inWork.get(name);
    if (other !== undefined) {
      onWait();
      try {
        const result = await orAborted(other, signal);
        publish.storeHit(() => ({ what: 'identical_image' }));
        return result;
      } catch (error) {
        // The other may have been aborted, or its time may have ended; this one's has not.
        if (signal.aborted || error instanceof ItemError) throw error;
      }
    }
    const result = storedOr(key, get).finally(() => {
      if (inWork.get(name) === result) inWork.delete(name);
    });
    inWork.set(name, result);
    return result;
  };
}
