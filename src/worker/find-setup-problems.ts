import { parseArguments } from '../config/parse-arguments.ts';
import type { Environment } from '../config/environment.ts';
import { ConfigurationError, WorkerError } from '../contract/errors.ts';
import { RejectionWatch } from '../flow/rejection-watch.ts';
import { silentLogger } from '../logging/logger.ts';
import { readMetadata } from '../rows/metadata.ts';
import { SecretError } from '../secrets/secret-error.ts';
import { noStore } from '../store/reading-store.ts';
import { createEngine, offlineModel } from './create-engine.ts';
import { loggingReadTools } from './storage-tools.ts';

/**
 * What a person has to change before any `init()` with these arguments can succeed: arguments, side inputs, endpoints,
 * secrets, the packages of a language. Starts no engine and calls no service but the vault. What is transient is not
 * reported, for a later `init()` may succeed.
 *
 * @returns a sentence for each problem
 */
export async function findSetupProblems(
  argv: readonly string[],
  env: Environment,
): Promise<readonly string[]> {
  try {
    const options = parseArguments(argv, env);
    if (options.metadata !== null) await readMetadata(options.metadata, loggingReadTools(silentLogger));
    if (options.engine === 'offline') {
      const [{ locateOfflineEngine }, wish] = await Promise.all([
        import('../ocr/offline/engine.ts'),
        offlineModel(options, env),
      ]);
      await locateOfflineEngine(wish, silentLogger);
      return [];
    }
    const engine = await createEngine(options, env, silentLogger, noStore, new RejectionWatch());
    await engine.close();
    return [];
  } catch (error) {
    if (error instanceof ConfigurationError || error instanceof SecretError) return error.problems;
    if (!(error instanceof WorkerError)) return [`init() would fail: ${String(error)}`];
    return error.fault === 'configuration' ? [error.message] : [];
  }
}
