import type { Environment } from '../config/environment.ts';
import { SecretError } from './secret-error.ts';
import { checkSecretName, type SecretSource } from './secret-source.ts';
import { Secret } from './secret.ts';

/** The variable of a secret: `PARALLEL_RUN_OCR_SECRET_OCR_READ` for `ocr-read`. */
export function secretVariable(name: string): string {
  return `PARALLEL_RUN_OCR_SECRET_${name.toUpperCase().replaceAll('-', '_')}`;
}

/** `--secrets env`: for replays on a developer's machine, where no vault is available. */
export function environmentSource(env: Environment): SecretSource {
  return {
    description: 'environment variables',
    async get(name, signal) {
      signal.throwIfAborted();
      checkSecretName(name);
      const variable = secretVariable(name);
      const value = env[variable];
      if (value) return new Secret(value);
      throw new SecretError('secret_missing', [
        `Secret '${name}' is not in the environment: set ${variable}, or leave out --secrets env to read Key Vault.`,
      ]);
    },
  };
}
