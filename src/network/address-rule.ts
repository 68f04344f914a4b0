import type { LookupAddress } from 'node:dns';
import type { LookupFunction } from 'node:net';

/** Whether a request to the URL may be sent to the IP address. */
export type AddressRule = (url: URL, address: string) => boolean;

/** A URL leads to an address that the rule forbids. Nothing was sent there. */
export class ForbiddenAddress extends Error {
  readonly address: string;

  constructor(address: string) {
    super(`${address} must not be connected to`);
    this.name = 'ForbiddenAddress';
    this.address = address;
  }
}

/**
 * Resolves names for the connections to one origin. A connection is opened to nothing but the addresses that were
 * checked here, so a name that changes its address in between gains nothing. One forbidden address forbids the name.
 */
export function ruledLookup(origin: URL, rule: AddressRule, lookup: LookupFunction): LookupFunction {
  return (hostname, options, callback) => {
    lookup(hostname, options, (error, found, family) => {
      const forbidden =
        error === null ? addressesOf(found).find((address) => !rule(origin, address)) : undefined;
      if (forbidden === undefined) callback(error, found, family);
      else callback(new ForbiddenAddress(forbidden), '', 0);
    });
  };
}

function addressesOf(found: string | LookupAddress[]): readonly string[] {
  return typeof found === 'string' ? [found] : found.map(({ address }) => address);
}
