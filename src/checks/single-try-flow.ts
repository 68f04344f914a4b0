import { TransientError } from '../contract/errors.ts';
import { type Clock, systemClock } from '../flow/clock.ts';
import { type Call, type FlowControl, retryingFlow } from '../flow/flow-control.ts';
import type { TimeScope } from '../flow/time-scope.ts';

const once = <T>(call: Call<T>, { signal }: TimeScope): Promise<T> => call(signal);

/** Asks once and reports what came: for the vault, whose questions are all polls. */
export function singleTryFlow(clock: Clock = systemClock): FlowControl {
  return { clock, submit: once, poll: once };
}

/** Submits once in its life, so that a check costs one billed call, and polls as long as it takes. */
export function singleSubmitFlow(clock: Clock = systemClock): FlowControl {
  let submitted = false;
  return {
    clock,
    async submit(call, scope) {
      if (submitted) throw notAgain();
      submitted = true;
      return once(call, scope);
    },
    poll: (call, scope) => retryingFlow({ clock }).poll(call, scope),
  };
}

function notAgain(): TransientError {
  return new TransientError(
    'operation_lost',
    'The service took the image, but then its operation failed for no reason or was forgotten; a check does not submit it again.',
  );
}
