import { parseEndpoint } from '../azure/service-endpoint.ts';
import { parseArguments } from '../config/parse-arguments.ts';
import type { Environment } from '../config/environment.ts';
import type { WorkerOptions } from '../config/worker-options.ts';
import { ConfigurationError, WorkerError } from '../contract/errors.ts';
import { RejectionWatch } from '../flow/rejection-watch.ts';
import { loadImageLibrary } from '../images/image-library.ts';
import { silentLogger } from '../logging/logger.ts';
import { readMetadata } from '../rows/metadata.ts';
import { SecretError } from '../secrets/secret-error.ts';
import { noStore } from '../store/reading-store.ts';
import { createEngine } from './create-engine.ts';
import { offlineModel } from './create-offline-reader.ts';
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
  return problemsOf(async () => {
    const options = await checkHere(argv, env);
    if (options.engine === 'offline') return;
    const engine = await createEngine(options, env, silentLogger, noStore, new RejectionWatch());
    await engine.close();
  });
}

/** The same as far as it can be known without the vault: no secret is read, nothing is sent. */
export async function findLocalProblems(
  argv: readonly string[],
  env: Environment,
): Promise<readonly string[]> {
  return problemsOf(async () => {
    const { engine, service, customVision } = await checkHere(argv, env);
    if (service.endpoint !== null) {
      parseEndpoint(service.endpoint, '--read_endpoint', engine === 'read-container');
    }
    if (customVision.endpoint !== null) parseEndpoint(customVision.endpoint, '--custom_vision_endpoint');
  });
}

async function checkHere(argv: readonly string[], env: Environment): Promise<WorkerOptions> {
  const options = parseArguments(argv, env);
  if (options.metadata !== null) await readMetadata(options.metadata, loggingReadTools(silentLogger));
  if (options.engine === 'offline') {
    await loadImageLibrary();
    const [{ locateOfflineEngine }, wish] = await Promise.all([
      import('../ocr/offline/locate-offline-engine.ts'),
      offlineModel(options, env),
    ]);
    await locateOfflineEngine(wish, silentLogger);
  }
  return options;
}

async function problemsOf(check: () => Promise<void>): Promise<readonly string[]> {
  try {
    await check();
    return [];
  } catch (error) {
    if (error instanceof ConfigurationError || error instanceof SecretError) return error.problems;
    if (!(error instanceof WorkerError)) return [`init() would fail: ${String(error)}`];
    return error.fault === 'configuration' ? [error.message] : [];
  }
}
