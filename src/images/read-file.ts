import { ItemError } from '../contract/errors.ts';
import { storedFile } from '../files/read-fault.ts';
import { type PatientReadTools, readPatiently } from '../files/read-patiently.ts';
import type { TimeScope } from '../flow/time-scope.ts';
import type { ReserveBytes } from './image-content.ts';
import { checkByteCount, type ImageLimits } from './limits.ts';

/**
 * Reads a file of at most the limit's size.
 *
 * @throws ItemError when this file can never be read
 * @throws TransientError when its storage or the machine failed, a few times in a row
 */
export function readImageFile(
  path: string,
  limits: ImageLimits,
  tools: PatientReadTools,
  scope: TimeScope,
  reserve: ReserveBytes,
): Promise<Buffer> {
  return readPatiently(
    path,
    tools,
    async (facts) => {
      if (!facts.isFile()) {
        const kind = facts.isDirectory() ? 'a folder' : 'a device or pipe';
        throw new ItemError('not_a_file', `${storedFile(path)} is ${kind}, not a file.`);
      }
      if (facts.size === 0) throw new ItemError('empty_file', `${storedFile(path)} is empty.`);
      checkByteCount(facts.size, limits);
      await reserve(facts.size);
    },
    scope,
  );
}
