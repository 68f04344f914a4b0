import { readClaims } from '../azure/token-claims.ts';
import { isGuid } from '../contract/is-guid.ts';

/** Whom a token was given to, as role assignments name it; empty when the token does not say. */
export function describeBearer(token: string): string {
  const claims = readClaims(token);
  return [
    ['object id', claims?.object],
    ['application id', claims?.application],
  ]
    .filter(([, id]) => id !== null && id !== undefined && isGuid(id))
    .map(([name, id]) => `, ${name} ${id}`)
    .join('');
}
