import type { ReadingStore } from '../../store/reading-store.ts';
import type { OcrEngine } from '../engine.ts';
import { readingThrough } from '../reading-through.ts';
import type { Reading } from '../reading.ts';
import type { KeepResult } from '../azure/paid-calls.ts';
import { keepLate, oncePerContent, type ResultIdentity } from './once-per-content.ts';

/** Reads each content once in a run, whatever happens to the processes in between. */
export function withStoredReadings(
  engine: OcrEngine,
  store: ReadingStore,
  identity: ResultIdentity,
): OcrEngine {
  const once = oncePerContent<Reading>(store, withModel(identity, engine.model));
  return readingThrough(engine, (image, scope) =>
    once(
      image.sha256,
      () => engine.read(image, scope),
      scope.signal,
      // The other copy may need the room, to be submitted again.
      () => image.release(),
    ),
  );
}

/** Stores the readings of a service, whose model nobody knows before, that come too late for their attempt. */
export function keepLateReadings(store: ReadingStore, identity: ResultIdentity): KeepResult<Reading> {
  return keepLate(store, withModel(identity));
}

function withModel(identity: ResultIdentity, model: string | null = null): ResultIdentity {
  return [...identity, model];
}
