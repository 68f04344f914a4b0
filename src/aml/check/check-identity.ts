import { type StepOutcome, runStep, type StepTools } from '../../checks/step-runner.ts';
import type { TokenCache } from '../../azure/tokens/token-cache.ts';
import { readClaims } from '../../azure/tokens/token-claims.ts';

/** Reports the identity that is signed in, from the claims of its token. */
export function checkIdentity(
  tokens: TokenCache,
  audience: string,
  tools: StepTools,
): Promise<StepOutcome<string>> {
  return runStep(tools, 'Identity', [], async () => {
    const value = await tokens.get(audience, tools.signal);
    const claims = readClaims(value);
    if (claims === null) return { value, detail: 'signed in, but the claims of the token cannot be read' };
    const { user, application, object, tenant } = claims;
    const who = user === null ? `application ${application ?? 'unknown'}` : user;
    return { value, detail: `${who}, object id ${object ?? 'unknown'}, tenant ${tenant ?? 'unknown'}` };
  });
}
