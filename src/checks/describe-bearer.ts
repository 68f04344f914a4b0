import { readClaims } from '../azure/tokens/token-claims.ts';
import { isGuid } from '../contract/is-guid.ts';

/** The identity that a token was issued to, by the ids that role assignments use; empty when the token has none. */
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
