import { sleep } from '../../flow/sleep.ts';
import type { TimeScope } from '../../flow/time-scope.ts';
import type { ImageContent } from '../engine.ts';
import type { End, Operation, OperationOptions, Submitted } from './operation.ts';
import { type PolledOperation, pollUntilEnd } from './poll-until-end.ts';

/**
 * Submits per image in one attempt, when an operation is lost or its failure is not caused by the image. Were one operation
 * in twenty to fail for no reason of its image, one good image in three million would fail in all of them.
 */
const MAX_SUBMITS = 5;

/** Before the third submit and the later ones: a service that fails twice in a row may fail for some seconds. */
const PAUSES_MS = [1000, 2000, 4000];

/**
 * Polls the operation that an earlier attempt submitted; without one, or when it has no result, submits the image and
 * polls until there is a result. An image is in memory until the service has accepted it.
 *
 * @throws the operation's error when it fails
 */
export async function runOperation<T>(
  operation: Operation<T>,
  image: ImageContent,
  options: OperationOptions,
  scope: TimeScope,
): Promise<T> {
  const { memory, onSubmitted, onResubmit } = options;
  const known = await memory.recall();
  if (known !== null) {
    image.release();
    onSubmitted();
    const end = await pollUntilEnd(operation, recalled(known, image, options), options, scope);
    if (end.state === 'succeeded') return end.value;
    if (!end.resubmit) throw end.error;
    onResubmit(end.error);
  }
  return resubmitting(() => submitAndPoll(operation, image, options, scope), options, scope);
}

/** Submits an image again when it may not be the cause of the failure: at once, then after longer and longer pauses. */
export async function resubmitting<T>(
  submit: () => Promise<End<T>>,
  { flow: { clock }, onResubmit }: Pick<OperationOptions, 'flow' | 'onResubmit'>,
  scope: TimeScope,
): Promise<T> {
  for (let submits = 1; ; submits += 1) {
    const end = await submit();
    if (end.state === 'succeeded') return end.value;
    if (!end.resubmit || submits >= MAX_SUBMITS) throw end.error;
    onResubmit(end.error);
    const pauseMs = PAUSES_MS[submits - 2];
    if (pauseMs !== undefined) await scope.idle(() => sleep(clock, pauseMs, scope.signal));
  }
}

async function submitAndPoll<T>(
  operation: Operation<T>,
  image: ImageContent,
  options: OperationOptions,
  scope: TimeScope,
): Promise<End<T>> {
  const { flow, service, memory, ages, submits, waiting, onSubmitted } = options;
  const mayLeave = (): void => {
    const operations = waiting() + 1;
    submits.check(scope, {
      ownMs: submits.untilPolled(operations, ages.first(classOf(image))),
      leastMs: submits.untilPolled(operations, ages.earliest),
    });
  };
  const send = (bytes: Buffer): Promise<Submitted> =>
    flow.run(
      { service, budget: 'submit' },
      async (signal) => {
        const accepted = await submits.time(() => operation.submit(bytes, signal));
        memory.remember(accepted.id);
        return accepted;
      },
      scope,
      mayLeave,
    );
  const { id, retryAfterMs } = await image.withBytes(send, scope);
  onSubmitted();
  const firstAgeMs = Math.max(ages.first(classOf(image)), retryAfterMs ?? 0);
  const submitted = { id, acceptedAt: flow.clock.now(), firstAgeMs, learn: classOf(image) };
  return pollUntilEnd(operation, submitted, options, scope);
}

/** An operation of an earlier attempt is polled at once. How long it took is not known. */
function recalled(id: string, image: ImageContent, { flow, ages }: OperationOptions): PolledOperation {
  const age = ages.first(classOf(image));
  return { id, acceptedAt: flow.clock.now() - age, firstAgeMs: age, learn: null };
}

function classOf({ format, byteCount }: ImageContent) {
  return { document: format === 'pdf' || format === 'tiff', bytes: byteCount };
}
