import { orAborted } from '../../flow/abort.ts';
import { SubmitDeadline } from '../../flow/deadline/submit-deadline.ts';
import type { FlowControl } from '../../flow/flow-control.ts';
import type { TimeScope } from '../../flow/time-scope.ts';
import { SubmitsOnWire } from './operation/submits-on-wire.ts';

/**
 * Keeps a result beyond the attempt that paid for it. Never rejects.
 *
 * @param sha256 of the image's content, lower-case hex
 */
export type KeepResult<T> = (sha256: string, result: T) => Promise<void>;

/**
 * The calls of a service whose response is the result. A call that has left is paid for: the error of another image does not
 * abort it, the next attempt of this process waits for its result, and it is kept for those of others.
 */
export function paidCalls<T>(flow: FlowControl, service: string, keep?: KeepResult<T>) {
  const submits = new SubmitDeadline(flow);
  const onWire = new SubmitsOnWire<T>();
  return async (sha256: string, call: (signal: AbortSignal) => Promise<T>, scope: TimeScope): Promise<T> => {
    const paid = await orAborted(onWire.ended(sha256), scope.closing);
    if (paid !== undefined) return paid;
    const { signal } = scope;
    const callAndKeep = async (own: AbortSignal): Promise<T> => {
      const result = await submits.time(() => call(own));
      if (signal.aborted) await keep?.(sha256, result);
      return result;
    };
    return flow.run(
      { service, budget: 'submit' },
      () => onWire.send(sha256, callAndKeep, signal),
      scope,
      () => submits.check(scope),
    );
  };
}
