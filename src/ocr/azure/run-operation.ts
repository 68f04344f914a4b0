import { orAborted } from '../../flow/abort.ts';
import { sleep } from '../../flow/sleep.ts';
import type { TimeScope } from '../../flow/time-scope.ts';
import type { PaidOperation } from '../../store/reading-store.ts';
import type { ImageContent } from '../engine.ts';
import type { End, Operation, OperationOptions, Submitted } from './operation.ts';
import { pollUntilEnd } from './operation/poll-until-end.ts';
import type { PolledOperation } from './operation/poll-when-due.ts';

/** Before the second submit and the later ones: a service that fails may do so for some seconds. */
const PAUSES_MS = [1000, 2000, 4000, 8000];

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
  const { memory, onWire, onSubmitted, onResubmit } = options;
  await orAborted(onWire.ended(image.sha256), scope.closing);
  const known = await memory.recall();
  let failed = 0;
  if (known !== null) {
    image.release();
    const taken = recalled(known, image, options);
    onSubmitted(taken.acceptedAt);
    const end = await pollUntilEnd(operation, taken, options, scope);
    if (end.state === 'succeeded') return end.value;
    if (!end.resubmit) throw end.error;
    onResubmit(end.error);
    failed = 1;
  }
  return resubmitting(() => submitAndPoll(operation, image, options, scope), options, scope, failed);
}

/**
 * Submits an image, and again while it may not be the cause of the failure, after longer and longer pauses.
 *
 * @param failed operations of the image that have failed before
 */
export async function resubmitting<T>(
  submit: () => Promise<End<T>>,
  { flow: { clock }, failures, onResubmit }: Pick<OperationOptions, 'flow' | 'failures' | 'onResubmit'>,
  scope: TimeScope,
  failed = 0,
): Promise<T> {
  for (let count = failed + 1; ; count += 1) {
    const end = await submit();
    if (end.state === 'succeeded') {
      failures.read(count - 1);
      return end.value;
    }
    if (!end.resubmit || count >= failures.submits) throw end.error;
    onResubmit(end.error);
    const pauseMs = PAUSES_MS[count - 1] ?? 0;
    await scope.idle(() => sleep(clock, pauseMs, scope.signal));
  }
}

async function submitAndPoll<T>(
  operation: Operation<T>,
  image: ImageContent,
  options: OperationOptions,
  scope: TimeScope,
): Promise<End<T>> {
  const { flow, service, memory, ages, submits, onWire, waiting, onSubmitted } = options;
  const mayLeave = (): void => {
    const operations = waiting.count + 1;
    submits.check(scope, {
      ownMs: submits.untilPolled(operations, ages.first(classOf(image))),
      leastMs: submits.untilPolled(operations, ages.earliest),
    });
  };
  const remembered = async (bytes: Buffer, signal: AbortSignal): Promise<Submitted> => {
    const accepted = await submits.time(() => operation.submit(bytes, signal));
    memory.remember(accepted.id);
    return accepted;
  };
  const send = (bytes: Buffer): Promise<Submitted> =>
    flow.run(
      { service, budget: 'submit' },
      (signal) => onWire.send(image.sha256, (own) => remembered(bytes, own), signal),
      scope,
      mayLeave,
    );
  const { id, retryAfterMs } = await image.withBytes(send, scope);
  const acceptedAt = flow.clock.now();
  onSubmitted(acceptedAt);
  const submitted = { id, acceptedAt, notBeforeMs: retryAfterMs ?? 0, pollClass: classOf(image) };
  return pollUntilEnd(operation, submitted, options, scope);
}

/** An operation of an earlier attempt, perhaps of another node, whose clock may be ahead of this one. */
function recalled(
  { id, submittedAt }: PaidOperation,
  image: ImageContent,
  { flow }: OperationOptions,
): PolledOperation {
  const acceptedAt = Math.min(submittedAt, flow.clock.now());
  return { id, acceptedAt, notBeforeMs: 0, pollClass: { ...classOf(image), takenUp: true } };
}

function classOf({ format, byteCount }: ImageContent) {
  return { document: format === 'pdf' || format === 'tiff', bytes: byteCount };
}
