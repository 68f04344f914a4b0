import type { Clock } from '../flow/clock.ts';
import type { FlowControl } from '../flow/flow-control.ts';
import { RetryableError } from '../flow/retryable-error.ts';
import { retryingFlow } from '../flow/retrying-flow.ts';
import { withTimeLimit } from '../flow/time-limit.ts';

/** Time limit of one attempt. */
const ATTEMPT_MS = 15_000;
/** Time limit of all attempts and delays: `init` must end well before AML's own time-out. */
const TOTAL_MS = 60_000;

/**
 * One request to the vault or to Azure Resource Manager, repeated while its failure is transient. Its time is
 * limited here, because fetching a managed identity's token ignores abort signals.
 *
 * @param target for messages, for example `Key Vault https://…`
 * @param request throws a RetryableError when another attempt may succeed
 * @throws what the last attempt threw
 * @throws the signal's reason, at once, when it is aborted
 */
export function callVault<T>(
  target: string,
  request: (signal: AbortSignal) => Promise<T>,
  flow: FlowControl,
  signal: AbortSignal,
): Promise<T> {
  const { clock } = flow;
  return withTimeLimit(clock, limitOf(TOTAL_MS, target), signal, (total) =>
    flow.run(
      { service: target, budget: 'control' },
      (inner) => withTimeLimit(clock, limitOf(ATTEMPT_MS, target), inner, (scope) => request(scope.signal)),
      total,
    ),
  );
}

export const vaultFlow = (clock?: Clock): FlowControl => retryingFlow(clock === undefined ? {} : { clock });

function limitOf(ms: number, target: string) {
  const text = `${target} gave no response in ${ms / 1000} s. Try again later, or check the network and its firewall.`;
  return { ms, error: () => new RetryableError('vault_unavailable', text) };
}
