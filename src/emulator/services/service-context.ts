import { WorkerError } from '../../contract/errors.ts';
import { sleep } from '../../flow/sleep.ts';
import type { ImageContent } from '../../ocr/engine.ts';
import type { EmulatorRequest } from '../server/http.ts';
import type { StoredOperation, OperationResult, OperationStore } from '../operation-store.ts';
import type { ServiceName } from '../operations.ts';
import type { Clock } from '../../flow/clock.ts';
import type { Sku } from '../server/rates.ts';
import type { CachedReader } from '../reading/cached-reader.ts';

/** The dependencies that the services share. */
export interface ServiceContext {
  readonly sku: Sku;
  readonly reader: CachedReader;
  readonly operations: OperationStore;
  readonly clock: Clock;
  /** Draws the service's latency for the next image, in milliseconds. */
  readonly nextLatency: () => number;
}

/** Accepts an image: the work starts at once and continues without the caller. */
export function startOperation(
  context: ServiceContext,
  service: ServiceName,
  image: ImageContent,
  pages: readonly number[],
  request: EmulatorRequest,
): StoredOperation {
  const operation = context.operations.add({
    service,
    sha256: image.sha256,
    readyMs: context.clock.now() + context.nextLatency(),
    forcedOutcome: request.forcedOutcome,
    pages,
  });
  void work(context, operation, image);
  return operation;
}

async function work(context: ServiceContext, operation: StoredOperation, image: ImageContent): Promise<void> {
  operation.result = await readImage(context, image);
  operation.readyMs = Math.max(operation.readyMs, context.clock.now());
}

/** A synchronous call: the same work and the same time, while the caller waits. */
export async function readWhileWaiting(
  context: ServiceContext,
  image: ImageContent,
  signal: AbortSignal,
): Promise<OperationResult> {
  const [result] = await Promise.all([
    readImage(context, image),
    sleep(context.clock, context.nextLatency(), signal),
  ]);
  return result;
}

/** Never rejects: a service reports a failure as data. */
async function readImage(context: ServiceContext, image: ImageContent): Promise<OperationResult> {
  try {
    return { kind: 'read', reading: await context.reader.read(image) };
  } catch (error) {
    const known = error instanceof WorkerError && error.fault === 'item';
    const message = error instanceof Error ? error.message : String(error);
    return { kind: 'failed', code: known ? 'FailedToProcess' : 'InternalServerError', message };
  }
}
