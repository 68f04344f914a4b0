import { TENANT } from './resource-manager.ts';

/** A token of the signed-in person for a service; it is not signed, and nothing here checks that. */
export function tokenFor(service: string | null): string {
  const now = Math.floor(Date.now() / 1000);
  const claims = {
    aud: service,
    iss: `https://sts.windows.net/${TENANT}/`,
    tid: TENANT,
    oid: '22222222-2222-2222-2222-222222222222',
    upn: 'ada@example.com',
    iat: now,
    nbf: now - 60,
    exp: now + 3600,
  };
  return [{ alg: 'none', typ: 'JWT' }, claims, {}]
    .map((part) => Buffer.from(JSON.stringify(part)).toString('base64url'))
    .join('.');
}
