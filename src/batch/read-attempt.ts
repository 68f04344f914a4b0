import { ItemError } from '../contract/errors.ts';
import { StorageError } from '../files/storage-error.ts';
import type { TimeScope } from '../flow/time-scope.ts';
import type { Item } from '../images/item.ts';
import type { Attempts, MiniBatchAttempt } from './attempts.ts';
import { imageOfItem } from './image-of-item.ts';
import type { Outcome } from './outcome.ts';
import { type BatchTools, readItems } from './read-items.ts';
import { settleUnfinished } from './settle-unfinished.ts';

export interface AttemptTools extends BatchTools {
  readonly attempts: Attempts;
}

/**
 * Reads every item of a mini-batch. AML repeats the mini-batch when the storage of an image fails, since that often
 * passes, or the time ends. After the last attempt it would give up all images of the mini-batch, so in the last attempt the failure is the
 * image's own, and the time that ended is that of the images which were not read.
 *
 * @param goesOn with an attempt that another process began, and was ended in
 * @throws the errors of `readItems`; StorageError and RunTimeoutError in all attempts but the last
 */
export async function readAttempt(
  items: readonly Item[],
  tools: AttemptTools,
  scope: TimeScope,
  goesOn: boolean,
): Promise<Outcome[]> {
  const { attempts, load } = tools;
  const images = items.map(imageOfItem);
  const attempt = goesOn ? attempts.goOn(images) : attempts.begin(images);
  let outcomes: Outcome[];
  try {
    const { maxAttempts } = attempts;
    const timed = { ...scope, resumes: resumesAfter(attempt, maxAttempts, scope) };
    const all = await readItems(items, { ...tools, load: blaming(load, attempt, maxAttempts) }, timed);
    outcomes = await settleUnfinished(all, { attempt, maxAttempts, kept: scope.resumes() });
  } catch (error) {
    await attempt.failed();
    throw error;
  }
  await attempt.succeeded();
  return outcomes;
}

/** Whether another attempt goes on from this one. Until it is known which one this is, it is not taken for the last. */
function resumesAfter(
  attempt: MiniBatchAttempt,
  maxAttempts: number,
  { deadline, resumes }: TimeScope,
): () => boolean {
  let isLast = maxAttempts === 1;
  if (deadline !== Number.POSITIVE_INFINITY && !isLast) {
    const find = async (): Promise<void> => {
      isLast = (await attempt.number()) >= maxAttempts;
    };
    void find();
  }
  return () => !isLast && resumes();
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
