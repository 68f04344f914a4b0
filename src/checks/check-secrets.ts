import { type AccessRequest, loadAccess, type LoadedAccess } from '../secrets/load-access.ts';
import type { SecretSource } from '../secrets/secret-source.ts';
import type { CheckTools } from './check-tools.ts';
import { type StepOutcome, runStep } from './step-runner.ts';

/** Null: no such secret is needed. */
export interface CheckedSecrets {
  readonly read: StepOutcome<NonNullable<LoadedAccess['read']>> | null;
  readonly customVision: StepOutcome<NonNullable<LoadedAccess['customVision']>> | null;
}

/** Reads each secret by itself, so that each has an outcome of its own. */
export async function checkSecrets(
  request: AccessRequest,
  source: StepOutcome<SecretSource> | null,
  tools: CheckTools,
): Promise<CheckedSecrets> {
  const { kvReadapi, kvCustomimage } = request;
  if (source === null) return { read: null, customVision: null };
  const load = (only: Partial<AccessRequest>, from: SecretSource): Promise<LoadedAccess> =>
    loadAccess({ ...request, kvReadapi: null, kvCustomimage: null, ...only }, from, tools.signal);

  return {
    read:
      kvReadapi === null
        ? null
        : await runStep(tools, secretStep(kvReadapi), [source], async (from) => {
            const value = found((await load({ kvReadapi }, from)).read);
            return { value, detail: `key for ${value.access.endpoint}` };
          }),
    customVision:
      kvCustomimage === null
        ? null
        : await runStep(tools, secretStep(kvCustomimage), [source], async (from) => {
            const value = found((await load({ kvCustomimage }, from)).customVision);
            const { endpoint, publishedName } = value.access;
            return { value, detail: `key for ${endpoint}, iteration ${publishedName}` };
          }),
  };
}

const secretStep = (name: string): string => `Secret ${name}`;

/** loadAccess either returns a secret that was requested by name or throws. */
function found<T>(loaded: T | null): T {
  if (loaded === null) throw new Error('a secret that was named was not loaded');
  return loaded;
}
