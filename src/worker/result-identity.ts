import type { WorkerOptions } from '../config/worker-options.ts';
import type { ResultIdentity } from '../ocr/stored/once-per-content.ts';
import type { LoadedAccess } from '../secrets/load-access.ts';

/** All that decides a reading besides the image. Another resource or key of the same service reads the same. */
export function readingIdentity({ engine, language, service }: WorkerOptions): ResultIdentity {
  const { modelVersion, readingOrder, pages } = service;
  return ['reading', engine, language, modelVersion, readingOrder, pages];
}

/** All that decides what the detector finds besides the image. */
export function detectionIdentity({
  projectId,
  publishedName,
  minimumProbability,
}: NonNullable<LoadedAccess['customVision']>['access']): ResultIdentity {
  return ['detection', projectId, publishedName, minimumProbability];
}
