import { inspect } from 'node:util';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { FlowControl } from '../../src/flow/flow-control.ts';
import { retryingFlow, type RetryEvent } from '../../src/flow/retrying-flow.ts';
import { keyVaultSource } from '../../src/secrets/key-vault-source.ts';
import { ManualClock } from '../flow/manual-clock.ts';
import {
  cutOff,
  empty,
  type Fault,
  type FaultVault,
  html,
  reject,
  reset,
  startFaultVault,
  type StoredSecret,
} from '../support/azure/fault-vault.ts';
import { tokenCredential } from '../support/azure/token-credential.ts';
import { noProxies } from '../../src/network/proxies.ts';

const CANARY = 'c4nary-k3y';
const { signal } = new AbortController();

let vault: FaultVault;
beforeEach(async () => {
  vault = await startFaultVault();
  vault.secrets.set('ocr-read', { value: CANARY });
});
afterEach(() => vault.close());

/** Waits of nothing between tries. */
const hasty = (): FlowControl => retryingFlow({ random: () => 0 });

async function get(name = 'ocr-read', flow = hasty(), abort = signal): Promise<string> {
  const source = await keyVaultSource(vault.url, tokenCredential(), flow, noProxies);
  return (await source.get(name, abort)).reveal();
}

async function rejected(name?: string): Promise<Error> {
  const error = await get(name).then(
    () => null,
    (reason: unknown) => reason,
  );
  if (!(error instanceof Error)) throw new Error('it was not rejected');
  return error;
}

it('reads a secret over TLS, with a token after the challenge', async () => {
  await expect(get()).resolves.toBe(CANARY);
  expect(vault.asked).toEqual([
    { name: 'ocr-read', authorization: 'Bearer a-token', apiVersion: '2025-07-01' },
  ]);
});

it.each(['', 'a/b', 'a_b', '..', 'a'.repeat(128)])('does not send the name %j', async (name) => {
  await expect(get(name)).rejects.toMatchObject({
    code: 'secret_name',
    message: `${JSON.stringify(name)} is not a secret's name: give 1 to 127 letters, digits and dashes.`,
  });
  expect(vault.asked).toEqual([]);
});

describe('a transient fault', () => {
  it.each<[string, Fault]>([
    ['429 without Retry-After', reject(429, 'Throttled')],
    ['429 with an empty body', empty(429)],
    ['500 with an empty body', empty(500)],
    ['503 as HTML', html(503)],
    ['502 as JSON', reject(502, 'BadGateway')],
    ['a reset connection', reset],
    ['JSON that is cut off', cutOff(CANARY)],
  ])('%s is called again', async (_, fault) => {
    vault.faults.push(fault, fault);
    await expect(get()).resolves.toBe(CANARY);
    expect(vault.asked).toHaveLength(3);
  });

  it('Retry-After is obeyed', async () => {
    const clock = new ManualClock();
    vault.faults.push(empty(429, { 'retry-after': '7' }));
    const { value, event } = await new Promise<{ value: Promise<string>; event: RetryEvent }>((resolve) => {
      const pending = get(
        'ocr-read',
        retryingFlow({ clock, onRetry: (retry) => resolve({ value: pending, event: retry }) }),
      );
    });
    expect(event).toMatchObject({ waitMs: 7000 });
    await clock.elapse(6999);
    expect(vault.asked).toHaveLength(1);
    await clock.elapse(1);
    await expect(value).resolves.toBe(CANARY);
  });

  it('is given up within a minute, without the response in the error', async () => {
    const clock = new ManualClock();
    const flow = retryingFlow({
      clock,
      random: () => 0.999,
      onRetry: ({ waitMs }) => setImmediate(() => void clock.elapse(waitMs)),
    });
    vault.faults.push(...Array.from({ length: 50 }, () => cutOff(CANARY)));
    const error = await get('ocr-read', flow).catch((reason: unknown) => reason);
    expect(error).toMatchObject({
      code: 'vault_unavailable',
      fault: 'transient',
      message: expect.stringContaining('no readable response') as unknown,
    });
    expect(vault.asked).toHaveLength(7);
    expect(inspect(error, { showHidden: true, depth: Infinity })).not.toContain('c4nary');
  });

  it('a vault that hangs is called again after 15 s', async () => {
    const clock = new ManualClock();
    const arrived = new Promise<void>((resolve) => {
      vault.faults.push(() => resolve());
    });
    const value = get('ocr-read', retryingFlow({ clock, random: () => 0 }));
    await arrived;
    await clock.elapse(15_000);
    await expect(value).resolves.toBe(CANARY);
  });
});

it('does not follow a redirect', async () => {
  const other = await startFaultVault();
  other.secrets.set('ocr-read', { value: CANARY });
  vault.faults.push(empty(302, { location: `${other.url}/secrets/ocr-read/` }));
  await expect(get()).rejects.toMatchObject({ code: 'secret_network' });
  expect(other.asked).toEqual([]);
  await other.close();
});

it.each([
  [429, 'vault_busy'],
  [503, 'vault_unavailable'],
])('a vault that is still transient with HTTP %d after all attempts is %s', async (status, code) => {
  const clock = new ManualClock();
  vault.faults.push(empty(status, { 'retry-after': '61' }));
  const error = await get('ocr-read', retryingFlow({ clock })).catch((reason: unknown) => reason);
  expect(error).toMatchObject({
    code,
    message: expect.stringMatching(/^Key Vault https:.+ returned HTTP \d+\. Try again later\.$/) as unknown,
  });
});

describe('a rejection says what to do', () => {
  it.each<[string, Fault, string, RegExp]>([
    [
      'RBAC',
      reject(403, 'Forbidden', 'ForbiddenByRbac'),
      'secret_role',
      /role Key Vault Secrets User on Key Vault https/,
    ],
    ['access policy', reject(403, 'Forbidden', 'ForbiddenByPolicy'), 'secret_role', /secret permission Get/],
    ['firewall', reject(403, 'Forbidden', 'ForbiddenByFirewall'), 'secret_network', /firewall/],
    ['disabled', reject(403, 'Forbidden', 'SecretDisabled'), 'secret_disabled', /Enable its newest version/],
    ['an unknown reason', reject(403, 'Forbidden'), 'secret_role', /Key Vault Secrets User/],
    ['another tenant', reject(401, 'Unauthorized'), 'secret_identity', /own tenant/],
    ['a request it cannot serve', reject(400, 'BadParameter'), 'vault_address', /names a Key Vault/],
  ])('%s', async (_, fault, code, advice) => {
    vault.faults.push(fault);
    const error = await rejected();
    expect(error).toMatchObject({
      code,
      fault: 'configuration',
      message: expect.stringMatching(advice) as unknown,
    });
    expect(error.message).toContain("Secret 'ocr-read'");
    expect(vault.asked).toHaveLength(1);
  });

  it('a role is missing, and the caller is named as the vault names it', async () => {
    const id = '11111111-2222-3333-4444-555555555555';
    vault.faults.push(
      reject(403, 'Forbidden', 'ForbiddenByRbac', `Caller: appid=${id};oid=x\r\nAction: 'getSecret'`),
    );
    expect((await rejected()).message).toContain(`this identity (appid ${id}) lacks the role`);
  });

  it.each(['appid=--------------------------------1111', 'appid=11111111222233334444555555555555abcd'])(
    'the caller is not named by %s, which is no id',
    async (caller) => {
      vault.faults.push(reject(403, 'Forbidden', 'ForbiddenByRbac', `Caller: ${caller};`));
      expect((await rejected()).message).toContain('this identity lacks the role');
    },
  );

  it('a secret that is not there', async () => {
    expect(await rejected('ocr-raed')).toMatchObject({
      code: 'secret_missing',
      message: expect.stringContaining("Secret 'ocr-raed' cannot be read: it is not in Key Vault") as unknown,
    });
  });

  const now = Date.now() / 1000;
  it.each<[string, StoredSecret['attributes'], string, RegExp]>([
    ['disabled', { enabled: false }, 'secret_disabled', / is disabled: enable its newest version\.$/],
    ['expired', { exp: Math.floor(now - 60) }, 'secret_expired', / expired on 20.+Z: store the current key/],
    [
      'not valid yet',
      { nbf: Math.floor(now + 600) },
      'secret_expired',
      / is not valid before 20.+Z: move its/,
    ],
  ])('%s', async (_, attributes, code, problem) => {
    vault.secrets.set('ocr-read', { value: CANARY, attributes: attributes ?? {} });
    const error = await rejected();
    expect(error).toMatchObject({ code });
    expect(error.message).toMatch(/^Secret 'ocr-read' in Key Vault https:/);
    expect(error.message).toMatch(problem);
    expect(inspect(error)).not.toContain('c4nary');
  });

  it('none of them for one that is valid from now until later', async () => {
    const attributes = { enabled: true, nbf: Math.floor(now - 60), exp: Math.floor(now + 600) };
    vault.secrets.set('ocr-read', { value: CANARY, attributes });
    await expect(get()).resolves.toBe(CANARY);
  });

  it('an empty value', async () => {
    vault.secrets.set('ocr-read', { value: '' });
    const error = await rejected();
    expect(error).toMatchObject({ code: 'secret_value' });
    expect(error.message).toMatch(/ has no value: store the key in it\.$/);
  });
});

it('an abort ends a hanging request at once, with the reason given', async () => {
  const controller = new AbortController();
  const reason = new Error('stopped');
  vault.faults.push(() => controller.abort(reason));
  await expect(get('ocr-read', hasty(), controller.signal)).rejects.toBe(reason);
});

it('an abort ends a wait for a token that pays no heed to signals', async () => {
  const controller = new AbortController();
  const credential = { getToken: () => new Promise<never>(() => {}) };
  const source = await keyVaultSource(vault.url, credential, hasty(), noProxies);
  const reason = new Error('stopped');
  setImmediate(() => controller.abort(reason));
  await expect(source.get('ocr-read', controller.signal)).rejects.toBe(reason);
});
