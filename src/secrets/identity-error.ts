import { AzureError } from '../azure/azure-error.ts';
import type { WorkerError } from '../contract/errors.ts';
import { SecretError } from './secret-error.ts';

/** A credential's error; where there is no identity at all, it adds the alternative. */
export function fromIdentityError(error: WorkerError): WorkerError {
  if (!(error instanceof AzureError) || error.code !== 'no_identity') return error;
  return new SecretError('secret_identity', [
    `${error.message} Or take the secrets from the environment with --secrets env.`,
  ]);
}
