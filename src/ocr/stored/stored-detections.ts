import type { ReadingStore } from '../../store/reading-store.ts';
import type { Detection, Detector } from '../plates/detector.ts';
import { oncePerContent, type ResultIdentity } from './once-per-content.ts';

/** Has each content looked at by the detector once in a run. */
export function withStoredDetections(
  detector: Detector,
  store: ReadingStore,
  identity: ResultIdentity,
): Detector {
  const once = oncePerContent<readonly Detection[]>(store, identity);
  return {
    model: detector.model,
    close: () => detector.close(),
    detect: (image, scope) => once(image.sha256, () => detector.detect(image, scope), scope.signal),
  };
}
