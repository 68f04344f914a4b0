import { SecretError } from './secret-error.ts';
import type { Secret } from './secret.ts';

/** The source of secrets. Nothing is cached, so a later call returns a rotated key. */
export interface SecretSource {
  /** For messages, for example `Key Vault https://kv-ocr.vault.azure.net`. */
  readonly description: string;
  /**
   * @throws SecretError when a name, a role, a secret or the network must be fixed first
   * @throws TransientError when the source stayed unavailable for all of its bounded retries
   * @throws the signal's reason, at once, when it is aborted
   */
  get(name: string, signal: AbortSignal): Promise<Secret>;
}

/**
 * Rejects a name before it is sent: the client would percent-encode anything and request a secret of that name.
 *
 * https://learn.microsoft.com/azure/key-vault/general/about-keys-secrets-certificates#object-identifiers
 */
export function checkSecretName(name: string): void {
  if (/^[0-9a-zA-Z-]{1,127}$/.test(name)) return;
  throw new SecretError('secret_name', [
    `${JSON.stringify(name)} is not a secret's name: give 1 to 127 letters, digits and dashes.`,
  ]);
}
