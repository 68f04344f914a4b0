import { expect, it } from 'vitest';
import { type Cloud, cloudFrom } from '../../src/azure/cloud.ts';
import { openSecretSource } from '../../src/secrets/open-source.ts';

/**
 * Our Key Vault client against a vault that is not ours: a real one, or an emulator such as lowkey-vault, with
 * NODE_EXTRA_CA_CERTS for its certificate and a credential of the usual chain. It must have a secret of this name.
 */
const VAULT = process.env['PARALLEL_RUN_OCR_TEST_VAULT'];
const NAME = 'parallel-run-ocr-test';
const MISSING =
  'no Key Vault is given: set PARALLEL_RUN_OCR_TEST_VAULT to its address. None is started here: its emulators come as containers or as programs of their own.';

const { signal } = new AbortController();
const cloudOf = (): Cloud => cloudFrom(process.env);

it('reads a secret, and says which one is missing', async ({ skip }) => {
  if (VAULT === undefined) {
    process.stderr.write(`Skipped: ${MISSING}\n`);
    return skip(MISSING);
  }
  const source = await openSecretSource('vault', VAULT, process.env, cloudOf, signal);
  expect((await source.get(NAME, signal)).reveal()).not.toBe('');
  await expect(source.get(`${NAME}-missing`, signal)).rejects.toMatchObject({ code: 'secret_missing' });
});
