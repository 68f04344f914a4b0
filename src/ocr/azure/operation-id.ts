import { isGuid } from '../../contract/is-guid.ts';

/**
 * The id of a submitted operation: the final path segment of its `Operation-Location`, when that is a UUID. The
 * rest of the header is ignored: a key is never sent to a host that a response names, a gateway may pass on
 * the address behind it, and a container may omit its port or prefix. The result is polled below our own endpoint.
 *
 * Source: https://learn.microsoft.com/rest/api/computervision/read-in-stream
 */
export function operationIdFrom(operationLocation: string | undefined): string | null {
  const path = /^[^?#]*/.exec(operationLocation ?? '')?.[0] ?? '';
  const id = path.replace(/\/+$/, '').split('/').at(-1) ?? '';
  return isGuid(id) ? id : null;
}
