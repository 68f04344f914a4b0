import { WorkerError } from '../contract/errors.ts';

/** A request that Azure did not carry out: the reason, and what a person can do about it. */
export class AzureError extends WorkerError {
  readonly fault = 'configuration';
}
