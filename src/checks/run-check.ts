import { toAccessRequest } from '../worker/create-service-engine.ts';
import type { WorkerOptions } from '../config/worker-options.ts';
import { checkSecrets } from './check-secrets.ts';
import { checkDetector, checkReader } from './check-services.ts';
import type { CheckTools } from './check-tools.ts';
import { checkVault } from './check-vault.ts';

/**
 * Performs the steps of `init` and of the first image once: signs in, reads each secret, and calls each service with
 * a test image, which is billed as one call each. After a failed step only the steps that depend on it are skipped.
 */
export async function runCheck(options: WorkerOptions, tools: CheckTools): Promise<void> {
  const request = toAccessRequest(options);
  const needsSecrets = request.kvReadapi !== null || request.kvCustomimage !== null;
  const { identity, source } = await checkVault(options, needsSecrets, tools);
  const secrets = await checkSecrets(request, source, tools);
  await checkReader(options, secrets, identity, tools);
  if (secrets.customVision !== null) await checkDetector(secrets.customVision, tools);
}
