import { ItemError } from '../contract/errors.ts';
import { StorageError } from '../files/storage-error.ts';
import type { TimeScope } from '../flow/time-scope.ts';
import type { Item } from '../images/item.ts';
import type { Attempts, MiniBatchAttempt } from './attempts.ts';
import { imageOfItem } from './image-of-item.ts';
import type { Outcome } from './outcome.ts';
import { type BatchTools, readItems } from './read-items.ts';

export interface AttemptTools extends BatchTools {
  readonly attempts: Attempts;
}

/**
 * Reads every item of a mini-batch. AML repeats the mini-batch when the storage of an image fails, since that often
 * passes. After the last attempt it would give up all images of the mini-batch, so in the last attempt the failure is the
 * image's own.
 *
 * @throws the errors of `readItems`; StorageError in all attempts but the last
 */
export async function readAttempt(
  items: readonly Item[],
  tools: AttemptTools,
  scope: TimeScope,
): Promise<Outcome[]> {
  const { attempts, load } = tools;
  const attempt = attempts.begin(items.map(imageOfItem));
  let outcomes: Outcome[];
  try {
    outcomes = await readItems(
      items,
      { ...tools, load: blaming(load, attempt, attempts.maxAttempts) },
      scope,
    );
  } catch (error) {
    await attempt.failed();
    throw error;
  }
  await attempt.succeeded();
  return outcomes;
}

function blaming(
  load: BatchTools['load'],
  attempt: MiniBatchAttempt,
  maxAttempts: number,
): BatchTools['load'] {
  return async (item, scope, reserve) => {
    try {
      return await load(item, scope, reserve);
    } catch (error) {
      if (!(error instanceof StorageError)) throw error;
      const number = await attempt.number();
      if (number < maxAttempts) throw error;
      const message = `${error.message.replace(/\.$/, '')}, in attempt ${number} of ${maxAttempts}.`;
      throw new ItemError('read_error', message, { cause: error });
    }
  };
}
