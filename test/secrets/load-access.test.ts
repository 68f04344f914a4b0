import { inspect } from 'node:util';
import { expect, it } from 'vitest';
import { TransientError } from '../../src/contract/errors.ts';
import { environmentSource } from '../../src/secrets/environment-source.ts';
import { type AccessRequest, loadAccess } from '../../src/secrets/load-access.ts';
import { SecretError } from '../../src/secrets/secret-error.ts';
import type { SecretSource } from '../../src/secrets/secret-source.ts';
import type { Secret } from '../../src/secrets/secret.ts';

const { signal } = new AbortController();
const REQUEST: AccessRequest = {
  kvReadapi: 'read',
  kvCustomimage: 'plates',
  read: { endpoint: 'https://x.example' },
  customVision: { endpoint: null, project: null, publishedName: null, minimumProbability: null },
};
const PLATES = JSON.stringify({
  endpoint: 'https://cv.example',
  key: 'cv-k3y',
  project_id: '3b1e0e6a-5a5b-4a51-9d3e-0c1f2a3b4c5d',
  published_name: 'plates',
});

it('loads both, key apart from the rest', async () => {
  const env = { PARALLEL_RUN_OCR_SECRET_READ: 'k3y', PARALLEL_RUN_OCR_SECRET_PLATES: PLATES };
  const { read, customVision } = await loadAccess(REQUEST, environmentSource(env), signal);
  expect(read?.access).toEqual({ endpoint: 'https://x.example' });
  expect(read?.key.current().value.reveal()).toBe('k3y');
  expect(customVision?.access).toMatchObject({ publishedName: 'plates', minimumProbability: 0.5 });
  expect(inspect({ read, customVision }, { showHidden: true, depth: Infinity })).not.toContain('k3y');
});

it('a secret that is not named is not loaded', async () => {
  const nothing = { ...REQUEST, kvReadapi: null, kvCustomimage: null };
  await expect(loadAccess(nothing, environmentSource({}), signal)).resolves.toEqual({
    read: null,
    customVision: null,
  });
});

it('asks for both at once, and reports both problems together', async () => {
  const asked: string[] = [];
  const release: (() => void)[] = [];
  const source = sourceOf(async (name) => {
    asked.push(name);
    await new Promise<void>((resolve) => release.push(resolve));
    throw new SecretError('secret_role', [`${name} is out of reach`]);
  });
  const loading = loadAccess(REQUEST, source, signal);
  expect(asked).toEqual(['read', 'plates']);
  for (const go of release) go();
  await expect(loading).rejects.toMatchObject({
    problems: ['read is out of reach', 'plates is out of reach'],
    fault: 'configuration',
  });
});

it('is worth another attempt only when no problem needs a person', async () => {
  const busy = new TransientError('vault_unavailable', 'busy');
  await expect(
    loadAccess(
      REQUEST,
      sourceOf(() => Promise.reject(busy)),
      signal,
    ),
  ).rejects.toMatchObject({
    fault: 'transient',
    message: 'busy',
  });
  const mixed = sourceOf((name) =>
    Promise.reject(name === 'read' ? busy : new SecretError('secret_missing', ['plates is missing'])),
  );
  await expect(loadAccess(REQUEST, mixed, signal)).rejects.toMatchObject({
    code: 'secret_missing',
    problems: ['busy', 'plates is missing'],
  });
});

it('the key is fetched and parsed again when it is refreshed', async () => {
  const env: Record<string, string> = { PARALLEL_RUN_OCR_SECRET_READ: 'k3y' };
  const { read } = await loadAccess({ ...REQUEST, kvCustomimage: null }, environmentSource(env), signal);
  env['PARALLEL_RUN_OCR_SECRET_READ'] = ' k3y-2\n';
  expect((await read?.key.refresh(1, signal))?.value.reveal()).toBe('k3y-2');
});

it('a new key is not sent to the old service when the endpoint changed with it', async () => {
  const secret = (host: string): string => JSON.stringify({ endpoint: `https://${host}`, key: host });
  const env = { PARALLEL_RUN_OCR_SECRET_READ: secret('one.example') };
  const request = { ...REQUEST, kvCustomimage: null, read: { endpoint: null } };
  const { read } = await loadAccess(request, environmentSource(env), signal);
  env.PARALLEL_RUN_OCR_SECRET_READ = secret('two.example');
  await expect(read?.key.refresh(1, signal)).rejects.toMatchObject({
    code: 'secret_value',
    message:
      "Field 'endpoint' of secret 'read' changed while the job ran: its new key is not sent to the old service. Run the job again.",
  });
});

it('throws what is no problem of a secret as it is, such as an abort', async () => {
  const reason = new Error('stopped');
  const source = sourceOf((name) =>
    Promise.reject(name === 'plates' ? reason : new SecretError('secret_missing', ['read is missing'])),
  );
  await expect(loadAccess(REQUEST, source, signal)).rejects.toBe(reason);
});

it('says of two problems how many there are, one below the other', async () => {
  const source = sourceOf((name) =>
    Promise.reject(new SecretError('secret_missing', [`${name} is missing`])),
  );
  await expect(loadAccess(REQUEST, source, signal)).rejects.toMatchObject({
    message: '2 problems with the secrets:\n  - read is missing\n  - plates is missing',
  });
});

function sourceOf(get: (name: string) => Promise<Secret>): SecretSource {
  return { description: 'test', get };
}
