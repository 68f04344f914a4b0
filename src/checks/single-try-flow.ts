import { TransientError } from '../contract/errors.ts';
import { type Clock, systemClock } from '../flow/clock.ts';
import { type FlowControl, retryingFlow } from '../flow/flow-control.ts';

/** Makes every request once and reports what came. */
export function singleTryFlow(clock: Clock = systemClock): FlowControl {
  return { clock, run: (_, call, { signal }) => call(signal) };
}

/** Submits once in its life, so that a check costs one billed call, and looks for the result as long as it takes. */
export function singleSubmitFlow(clock: Clock = systemClock): FlowControl {
  const retrying = retryingFlow({ clock });
  let submitted = false;
  return {
    clock,
    async run({ service, budget }, call, scope) {
      if (budget !== 'submit') return retrying.run({ service, budget }, call, scope);
      if (submitted) throw notAgain();
      submitted = true;
      return call(scope.signal);
    },
  };
}

function notAgain(): TransientError {
  return new TransientError(
    'operation_lost',
    'The service took the image, but then its operation failed for no reason or was forgotten; a check does not submit it again.',
  );
}
