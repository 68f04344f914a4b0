import { WorkerError } from '../../../contract/errors.ts';
import { reasonOf } from '../../../flow/abort.ts';
import { ServiceSetupError } from '../service-errors.ts';
import { unusable } from './checked-send.ts';

/**
 * Runs one call of a client library and throws only our own errors. A library's error holds the request and the
 * response, so only its kind is used.
 */
export async function guardClient<T>(
  service: string,
  method: 'GET' | 'POST',
  signal: AbortSignal,
  call: () => Promise<T>,
): Promise<T> {
  try {
    return await call();
  } catch (error) {
    if (signal.aborted) throw reasonOf(signal);
    if (error instanceof WorkerError) throw error;
    if (isResponseError(error)) throw unusable(service, 'JSON that cannot be understood', { method });
    throw new ServiceSetupError(
      'request_rejected',
      `${service} was not called: the client library rejects the arguments. Check the language, the pages and the model version.`,
    );
  }
}

/** Errors about a response carry its request or response; errors about arguments do not. */
function isResponseError(error: unknown): boolean {
  return error instanceof Error && ('response' in error || 'request' in error);
}
