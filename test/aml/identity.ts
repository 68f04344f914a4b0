import type { TokenCredential } from '@azure/core-auth';

export const CLAIMS = {
  tid: '11111111-1111-1111-1111-111111111111',
  oid: '22222222-2222-2222-2222-222222222222',
  appid: '33333333-3333-3333-3333-333333333333',
  upn: 'ada@example.com',
};

const SIGNATURE = 'never-to-be-shown';

/** Gives tokens that name whom they are for, as Entra's do. */
export function testCredential(
  claims: Readonly<Record<string, string>> = CLAIMS,
): TokenCredential & { readonly asked: string[] } {
  const asked: string[] = [];
  return {
    asked,
    getToken(scopes) {
      const scope = [scopes].flat().join(' ');
      asked.push(scope);
      const payload = JSON.stringify({ ...claims, aud: scope.replace(/\/\.default$/, '') });
      const token = `${encode('{"alg":"none"}')}.${encode(payload)}.${SIGNATURE}`;
      return Promise.resolve({ token, expiresOnTimestamp: Date.now() + 3_600_000 });
    },
  };
}

export function audienceOf(authorization: string | undefined): string | null {
  const payload = /^Bearer [^.]+\.([^.]+)\./.exec(authorization ?? '')?.[1];
  if (payload === undefined) return null;
  return (JSON.parse(Buffer.from(payload, 'base64url').toString()) as { aud: string }).aud;
}

/** No output may hold a token, or a part of one. */
export function holdsToken(output: string): boolean {
  return output.includes(SIGNATURE) || output.includes(encode('{"alg":"none"}'));
}

const encode = (value: string): string => Buffer.from(value).toString('base64url');
