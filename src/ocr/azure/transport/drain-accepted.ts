import type { Dispatcher } from 'undici';
import type { Clock } from '../../../flow/clock.ts';

/** How long the rest of a response may take before its connection is closed, in milliseconds. */
const DRAIN_MS = 5000;

/**
 * Whether the headers of a response say everything: the image was accepted, will be billed, and has an operation to poll.
 * Its body is documented as empty; one that is broken or late must not cost the operation.
 *
 * https://learn.microsoft.com/rest/api/computervision/read/read-in-stream#response
 */
export function isAccepted({
  statusCode,
  headers,
}: Pick<Dispatcher.ResponseData, 'statusCode' | 'headers'>): boolean {
  return statusCode === 202 && headers['operation-location'] !== undefined;
}

/** Reads the rest of a response so that its connection can be used again, whatever comes. */
export function drain({ body }: Dispatcher.ResponseData, clock: Clock): void {
  const cancel = clock.after(DRAIN_MS, () => body.destroy());
  body.on('error', () => {});
  void body
    .dump()
    .catch(() => {})
    .finally(cancel);
}
