import { ConfigurationError } from '../../contract/errors.ts';

/** A table that cannot be read. */
export class TableError extends ConfigurationError {
  constructor(path: string, why: string) {
    super([`${path} is no table that can be read: ${why.replace(/\.$/, '')}.`]);
  }
}
