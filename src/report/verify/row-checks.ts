import { check, type Check } from '../../contract/check.ts';
import { ROW_STATUSES, type RowStatus } from '../../contract/row.ts';
import { memberOf } from '../../contract/value-checks.ts';

/** Checks of the fields that all row formats share. */
export const statusCheck: Check<RowStatus> = memberOf(ROW_STATUSES);
export const sha256Check: Check<string> = check(
  '64 hex digits',
  (value) => typeof value === 'string' && /^[0-9a-f]{64}$/.test(value),
);
