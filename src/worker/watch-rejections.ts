import { createHash } from 'node:crypto';
import type { BatchTools } from '../batch/read-items.ts';
import type { RejectionWatch } from '../flow/rejection-watch.ts';
import type { OcrEngine } from '../ocr/engine.ts';
import type { Detector } from '../ocr/plates/detector.ts';
import { readingThrough } from '../ocr/reading-through.ts';

export function watchEngine(engine: OcrEngine, watch: RejectionWatch): OcrEngine {
  const service = watch.service(
    'The reading service',
    'Check the endpoint, the kind of its resource, and --language, --model_version, --pages and --reading_order.',
  );
  return readingThrough(engine, (image, scope) => service.call(image, () => engine.read(image, scope)));
}

export function watchDetector(detector: Detector, watch: RejectionWatch): Detector {
  const service = watch.service(
    'The plate detector',
    'Check the endpoint, the project and the published name of the secret of --kv_customimage.',
  );
  return {
    model: detector.model,
    close: () => detector.close(),
    detect: (image, scope) => service.call(image, () => detector.detect(image, scope)),
  };
}

/** Of images that are named by URLs; files are not watched. */
export function watchDownloads(load: BatchTools['load'], watch: RejectionWatch): BatchTools['load'] {
  const service = watch.service(
    'The worker or the server of the images',
    'Check that the URLs of the table are complete: a URL of blob storage needs a shared access signature that has not expired.',
  );
  return (item, scope, reserve) => {
    const { source, key } = item;
    if (source.kind !== 'url') return load(item, scope, reserve);
    const sha256 = createHash('sha256').update(source.url).digest('hex');
    return service.call({ key, sha256 }, () => load(item, scope, reserve));
  };
}
