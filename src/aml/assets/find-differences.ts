import { describeValue } from '../../contract/describe-value.ts';
import { isRecord } from '../../contract/is-record.ts';
import { parseSeconds } from './iso-duration.ts';

export interface Difference {
  /** `properties.scaleSettings.maxNodeCount` */
  readonly path: string;
  readonly is: string;
  readonly wanted: string;
}

/**
 * The places where `existing` differs from `wanted`. Fields that `wanted` lacks are ignored. Texts are compared
 * without case, because the service changes the case of ids and sizes; durations by their length.
 */
export function findDifferences(wanted: unknown, existing: unknown, path = ''): readonly Difference[] {
  if (isRecord(wanted)) {
    return Object.entries(wanted).flatMap(([name, value]) =>
      findDifferences(
        value,
        isRecord(existing) ? existing[name] : undefined,
        path === '' ? name : `${path}.${name}`,
      ),
    );
  }
  if (isSame(wanted, existing)) return [];
  return [{ path, is: describeValue(existing), wanted: describeValue(wanted) }];
}

function isSame(wanted: unknown, existing: unknown): boolean {
  if (typeof wanted !== 'string' || typeof existing !== 'string') {
    return JSON.stringify(wanted) === JSON.stringify(existing);
  }
  const seconds = parseSeconds(wanted);
  if (seconds !== null) return seconds === parseSeconds(existing);
  return wanted.toLowerCase() === existing.toLowerCase();
}
