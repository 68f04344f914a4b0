import { TransientError } from '../contract/errors.ts';
import { type Clock, systemClock } from '../flow/clock.ts';
import { type FlowControl, UNPACED } from '../flow/flow-control.ts';
import { retryingFlow } from '../flow/retrying-flow.ts';

/** Sends every request once, without retries. */
export function singleAttemptFlow(clock: Clock = systemClock): FlowControl {
  return { clock, run: (_, call, { signal }) => call(signal), load: () => UNPACED };
}

/** Submits only once, so that a check costs one billed call, and polls for the result until it is available. */
export function singleSubmitFlow(clock: Clock = systemClock): FlowControl {
  const retrying = retryingFlow({ clock });
  let submitted = false;
  return {
    clock,
    load: () => UNPACED,
    async run({ service, budget }, call, scope) {
      if (budget !== 'submit') return retrying.run({ service, budget }, call, scope);
      if (submitted) throw alreadySubmitted();
      submitted = true;
      return call(scope.signal);
    },
  };
}

function alreadySubmitted(): TransientError {
  return new TransientError(
    'operation_lost',
    'The service accepted the image, but its operation then failed without a reason or expired; a check does not submit it again.',
  );
}
