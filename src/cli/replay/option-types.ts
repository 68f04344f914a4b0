import { decimal, wholeNumber } from '../../config/option.ts';
import { LONGEST_TIMEOUT } from '../../config/longest-timeout.ts';

// Types of options that have a name of SDK v1 and one of v2.

export const timeoutSeconds = wholeNumber(1, LONGEST_TIMEOUT);

/** Nodes, or processes of a node. */
export const workerCount = wholeNumber(1, 1024);

export const failedCount = decimal((given) =>
  /^(-1|\d{1,9})$/.test(given) ? null : 'a number of mini-batches, or -1 for any number',
);
