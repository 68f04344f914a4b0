import type { Clock } from '../flow/clock.ts';
import { type FlowControl, retryingFlow } from '../flow/flow-control.ts';
import { RetryableError } from '../flow/retryable-error.ts';
import { withTimeLimit } from '../flow/time-limit.ts';

/** Of one try. */
const TRY_MS = 15_000;
/** Of everything, waits and tries: `init` has to end well before AML gives up on the process. */
const TOTAL_MS = 60_000;

/**
 * One question to the vault or to Azure Resource Manager, repeated while its answer is one that may pass. Bounded
 * from outside, because a managed identity's token takes no abort signal.
 *
 * @param target for messages, for example `Key Vault https://…`
 * @param ask throws a RetryableError when another try may help
 * @throws what the last try threw
 * @throws the signal's reason, at once, when it is aborted
 */
export function callVault<T>(
  target: string,
  ask: (signal: AbortSignal) => Promise<T>,
  flow: FlowControl,
  signal: AbortSignal,
): Promise<T> {
  const { clock } = flow;
  return withTimeLimit(clock, limitOf(TOTAL_MS, target), signal, (total) =>
    flow.poll(
      (inner) => withTimeLimit(clock, limitOf(TRY_MS, target), inner, (scope) => ask(scope.signal)),
      total,
    ),
  );
}

export const vaultFlow = (clock?: Clock): FlowControl => retryingFlow(clock === undefined ? {} : { clock });

function limitOf(ms: number, target: string) {
  const text = `${target} gave no answer in ${ms / 1000} s. Try again later, or check the network and its firewall.`;
  return { ms, error: () => new RetryableError('vault_unavailable', text) };
}
