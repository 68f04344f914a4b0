import { describe, expect, it } from 'vitest';
import { classifyNetworkError, networkAdvice, type NetworkErrorKind } from '../../src/azure/network-error.ts';

const withCode = (code: string): Error => Object.assign(new Error('secret request'), { code });

describe('a network error', () => {
  it.each<[string, NetworkErrorKind]>([
    ['ENOTFOUND', 'dns'],
    ['CERT_HAS_EXPIRED', 'certificate'],
    ['UNABLE_TO_VERIFY_LEAF_SIGNATURE', 'certificate'],
    ['ECONNREFUSED', 'unreachable'],
    ['EAI_AGAIN', 'unreachable'],
    ['UND_ERR_CONNECT_TIMEOUT', 'unreachable'],
    ['ECONNRESET', 'interrupted'],
    ['UND_ERR_SOCKET', 'interrupted'],
  ])('with %s is %s', (code, kind) => {
    expect(classifyNetworkError(withCode(code))).toEqual({ kind, code });
  });

  it.each([
    ['the cause of a fetch', new TypeError('fetch failed', { cause: withCode('ENOTFOUND') })],
    ['the first of several addresses', new AggregateError([withCode('ENOTFOUND'), withCode('ECONNRESET')])],
  ])('has the code of %s', (_, error) => {
    expect(classifyNetworkError(error)).toEqual({ kind: 'dns', code: 'ENOTFOUND' });
  });

  it.each([new Error('cut off: {"key": 1}'), withCode('not a code'), 'ENOTFOUND', null, undefined])(
    'without a code may have been sent: %o',
    (error) => {
      expect(classifyNetworkError(error)).toEqual({ kind: 'interrupted', code: null });
    },
  );

  it('comes with advice where waiting does not help', () => {
    const advice = (code: string) => networkAdvice(classifyNetworkError(withCode(code)), 'kv.example');
    expect(advice('ENOTFOUND')).toMatch(/^kv\.example is not known to DNS \(ENOTFOUND\)\..*private DNS zone/);
    expect(advice('CERT_HAS_EXPIRED')).toMatch(
      /^kv\.example has .*\(CERT_HAS_EXPIRED\).*NODE_EXTRA_CA_CERTS/,
    );
    expect([advice('ECONNREFUSED'), advice('ECONNRESET')]).toEqual([null, null]);
  });
});
