import { WorkerError } from '../contract/errors.ts';
import { systemClock } from '../flow/clock.ts';
import { RefreshingKey } from './refreshing-key.ts';
import { combineErrors, SecretError } from './secret-error.ts';
import type { SecretSource } from './secret-source.ts';
import type { Secret } from './secret.ts';
import {
  type CustomVisionAccess,
  type CustomVisionArguments,
  customVisionAccess,
  type ReadArguments,
  readAccess,
  type ServiceAccess,
} from './service-access.ts';

/** The arguments that name secrets and complete them. */
export interface AccessRequest {
  /** `--kv_readapi`; null when no secret is named. */
  readonly kvReadapi: string | null;
  /** `--kv_customimage`; null when no secret is named. */
  readonly kvCustomimage: string | null;
  readonly read: ReadArguments;
  readonly customVision: CustomVisionArguments;
}

/** The content of the secret in `init`, and its current key. */
interface Loaded<T> {
  readonly access: Omit<T, 'key'>;
  readonly key: RefreshingKey;
}

export interface LoadedAccess {
  readonly read: Loaded<ServiceAccess> | null;
  readonly customVision: Loaded<CustomVisionAccess> | null;
}

/**
 * Fetches both secrets in parallel, for `init`.
 *
 * @throws SecretError or TransientError that says what is wrong with each secret
 * @throws the signal's reason, at once, when it is aborted
 */
export async function loadAccess(
  request: AccessRequest,
  source: SecretSource,
  signal: AbortSignal,
): Promise<LoadedAccess> {
  const { kvReadapi, kvCustomimage } = request;
  const [read, customVision] = await both(
    load(source, kvReadapi, (name, secret) => readAccess(name, secret, request.read), signal),
    load(
      source,
      kvCustomimage,
      (name, secret) => customVisionAccess(name, secret, request.customVision),
      signal,
    ),
  );
  return { read, customVision };
}

async function load<T extends ServiceAccess>(
  source: SecretSource,
  name: string | null,
  parse: (name: string, secret: Secret) => T,
  signal: AbortSignal,
): Promise<Loaded<T> | null> {
  if (name === null) return null;
  const fetch = async (limit: AbortSignal): Promise<T> => parse(name, await source.get(name, limit));
  const { key, ...access } = await fetch(signal);
  const fetchKey = async (limit: AbortSignal): Promise<Secret> => {
    const newer = await fetch(limit);
    if (newer.endpoint === access.endpoint) return newer.key;
    throw new SecretError('secret_value', [
      `Field 'endpoint' of secret '${name}' changed while the job ran: its new key is not sent to the old service. Run the job again.`,
    ]);
  };
  return { access, key: new RefreshingKey(key, fetchKey, systemClock) };
}

/** Like Promise.all, but waits for both, so that both problems are reported. */
async function both<A, B>(first: Promise<A>, second: Promise<B>): Promise<[A, B]> {
  const settled = await Promise.allSettled([first, second]);
  const reasons = settled.flatMap((result) =>
    result.status === 'rejected' ? [result.reason as unknown] : [],
  );
  const foreign = reasons.find((reason) => !(reason instanceof WorkerError));
  if (foreign !== undefined) throw foreign;
  const [problem, ...more] = reasons.filter((reason) => reason instanceof WorkerError);
  if (problem !== undefined) throw combineErrors([problem, ...more]);
  return [await first, await second];
}
