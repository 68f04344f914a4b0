import type { TokenCredential } from '@azure/core-auth';
import { inspect } from 'node:util';
import { describe, expect, it } from 'vitest';
import { getToken, getTokenWithin } from '../../src/azure/token.ts';
import { fromManagedIdentityError } from '../../src/azure/token-error.ts';
import { cacheTokens } from '../../src/azure/tokens/token-cache.ts';
import { RetryableError } from '../../src/flow/retryable-error.ts';
import { ManualClock } from '../flow/manual-clock.ts';
import { tokenCredential } from '../support/azure/token-credential.ts';

const { signal } = new AbortController();
const AUDIENCE = 'https://audience.example';

const failing = (error: Error): TokenCredential => ({ getToken: () => Promise.reject(error) });

describe('a token', () => {
  it.each<[string, TokenCredential]>([
    ['the credential fails', failing(new Error('AADSTS700016: client_secret=hunter2'))],
    ['there is none', { getToken: () => Promise.resolve(null) }],
  ])('is missing when %s: the error says what to do and holds no secret', async (_, credential) => {
    const error = await getToken(credential, AUDIENCE, signal).catch((reason: unknown) => reason);
    expect(error).toMatchObject({
      code: 'no_identity',
      fault: 'configuration',
      message: expect.stringContaining('run "az login"') as unknown,
    });
    expect(inspect(error, { showHidden: true, depth: Infinity })).not.toContain('hunter2');
  });

  it('keeps an error that says more', async () => {
    const error = new RetryableError('identity_unavailable', 'Later.');
    await expect(getToken(failing(error), AUDIENCE, signal)).rejects.toBe(error);
  });

  it('is not waited for longer than the limit', async () => {
    const clock = new ManualClock();
    const never = { getToken: () => new Promise<never>(() => {}) };
    const token = getTokenWithin(20_000, never, AUDIENCE, clock, signal);
    setImmediate(() => void clock.elapse(20_000));
    await expect(token).rejects.toThrow(`No token for ${AUDIENCE} was received within 20 s`);
  });

  it('is cached until five minutes before it expires', async () => {
    const clock = new ManualClock();
    const asked: number[] = [];
    const credential: TokenCredential = {
      getToken() {
        asked.push(clock.now());
        return Promise.resolve({
          token: `token ${asked.length}`,
          expiresOnTimestamp: clock.now() + 3_600_000,
        });
      },
    };
    const tokens = cacheTokens(() => Promise.resolve(credential), clock);
    expect(await tokens.get(AUDIENCE, signal)).toBe('token 1');
    await clock.elapse(3_299_999);
    expect(await tokens.get(AUDIENCE, signal)).toBe('token 1');
    await clock.elapse(1);
    expect(await tokens.get(AUDIENCE, signal)).toBe('token 2');
  });

  it('is fetched for the scope that holds all permissions of its audience', async () => {
    const scopes: unknown[] = [];
    const credential: TokenCredential = {
      getToken: (scope) => {
        scopes.push(scope);
        return tokenCredential().getToken(scope);
      },
    };
    await getToken(credential, AUDIENCE, signal);
    expect(scopes).toEqual([`${AUDIENCE}/.default`]);
  });
});

describe('the error of an identity endpoint', () => {
  it.each([
    [400, 'no_identity'],
    [403, 'no_identity'],
    [404, 'identity_unavailable'],
    [399, 'identity_unavailable'],
    [500, 'identity_unavailable'],
    [undefined, 'identity_unavailable'],
  ])('with HTTP %s is %s', (status, code) => {
    expect(fromManagedIdentityError(new Error('no', { cause: { status } }))).toMatchObject({ code });
  });

  it('is one of somebody else where a page came instead', () => {
    const error = fromManagedIdentityError(
      new Error('no', { cause: { status: 500 } }),
      'a page of HTML came',
    );
    expect(error).toMatchObject({
      code: 'no_identity',
      message: expect.stringContaining('There is no token: a page of HTML came, which is not') as unknown,
    });
  });
});
