import { WorkerError } from './errors.ts';
import type { RpcCode } from './wire.ts';

/** A line on the channel that is not a valid request. The channel stays open. */
export class WireError extends WorkerError {
  readonly fault = 'configuration';
  readonly rpcCode: RpcCode;
  /** The request's id; null when none could be read. */
  readonly id: number | null;

  constructor(rpcCode: RpcCode, id: number | null, message: string, options?: ErrorOptions) {
    super('bad_request', message, options);
    this.rpcCode = rpcCode;
    this.id = id;
  }
}
