import type { WorkerOptions } from '../config/worker-options.ts';
import { documentIntelligenceLimits, imageAnalysisLimits, readLimits } from '../ocr/azure/service-limits.ts';
import type { EngineLimits } from '../ocr/engine.ts';

/** What the engine that the arguments choose accepts; with plate detection, what is decoded for it. Starts nothing. */
export async function engineLimits({ engine, service, secrets }: WorkerOptions): Promise<EngineLimits> {
  if (engine === 'offline') return (await import('../ocr/offline/engine.ts')).offlineLimits;
  if (secrets.kvCustomimage !== null) {
    return (await import('../ocr/plates/with-plate-detection.ts')).detectedImageLimits;
  }
  switch (engine) {
    case 'read':
      return readLimits(service.tier);
    case 'read-container':
      return readLimits('paid');
    case 'document-intelligence':
      return documentIntelligenceLimits(service.tier);
    case 'image-analysis':
      return imageAnalysisLimits;
  }
}
