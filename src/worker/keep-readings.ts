import type { WorkerOptions } from '../config/worker-options.ts';
import type { RejectionWatch } from '../flow/rejection-watch.ts';
import type { OcrEngine } from '../ocr/engine.ts';
import { withStoredReadings } from '../ocr/stored/stored-readings.ts';
import type { ReadingStore } from '../store/reading-store.ts';
import { readingIdentity } from './result-identity.ts';
import { watchEngine } from './watch-rejections.ts';

/** The reader with its rejections watched and its readings stored; a stored reading is no success to the watch. */
export function keepReadings(
  reader: OcrEngine,
  options: WorkerOptions,
  store: ReadingStore,
  watch: RejectionWatch,
): OcrEngine {
  return withStoredReadings(watchEngine(reader, watch), store, readingIdentity(options));
}
