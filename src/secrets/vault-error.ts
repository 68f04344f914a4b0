import { classifyNetworkError, networkAdvice } from '../azure/network-error.ts';
import { isTransient } from '../azure/transient-response.ts';
import { WorkerError } from '../contract/errors.ts';
import { GUID_PATTERN } from '../contract/is-guid.ts';
import { parseRetryAfter } from '../flow/retry-after.ts';
import { RetryableError } from '../flow/retryable-error.ts';
import { fromIdentityError } from './identity-error.ts';
import { SecretError, type SecretErrorCode } from './secret-error.ts';
import { describeVaultResponse, isCutOff, isVaultError, type VaultResponse } from './vault-response.ts';

export interface VaultRequest {
  readonly name: string;
  /** For example `Key Vault https://…`. */
  readonly vault: string;
  /** Milliseconds since 1970. */
  readonly now: number;
}

/**
 * The error of a secret that could not be read, with the reason and the remedy.
 *
 * https://learn.microsoft.com/azure/key-vault/general/rest-error-codes
 *
 * @param response the response, null when there was none: the client's error does not always show it, because an error
 *   response with an empty body becomes a TypeError
 */
export function fromVaultError(
  error: unknown,
  response: VaultResponse | null,
  { name, vault, now }: VaultRequest,
): WorkerError {
  if (error instanceof WorkerError) return fromIdentityError(error);
  if (response === null || (response.status === 200 && isCutOff(response)))
    return fromVaultNetworkError(error, vault);
  const { status, header } = response;
  if (isTransient(status)) {
    const code = status === 429 ? 'vault_busy' : 'vault_unavailable';
    return new RetryableError(code, `${vault} returned HTTP ${status}. Try again later.`, {
      retryAfterMs: parseRetryAfter(header, '', now),
    });
  }
  const [code, advice] = isVaultError(response)
    ? explainRejection(status, error, vault)
    : explainForeign(response, vault);
  return new SecretError(code, [`Secret '${name}' cannot be read: ${advice}`]);
}

/** Only the error's code is quoted: the client's message contains a truncated response. */
function fromVaultNetworkError(error: unknown, vault: string): WorkerError {
  if (isForeignChallenge(error)) {
    return new SecretError('vault_address', [
      `${vault} asks for a token that is not for the vaults of its domain, so that none is sent. Check that --key_vault names a Key Vault, and that no proxy responds in its place.`,
    ]);
  }
  const network = classifyNetworkError(error);
  const advice = networkAdvice(network, vault);
  if (advice !== null) return new SecretError('secret_network', [advice]);
  const code = network.code === null ? '' : ` (${network.code})`;
  return new RetryableError(
    'vault_unavailable',
    network.proxyProblem ??
      `${vault} gave no readable response${code}. Try again later, or check the network.`,
  );
}

/** https://aka.ms/azsdk/blog/vault-uri */
function isForeignChallenge(error: unknown): boolean {
  return error instanceof Error && error.message.startsWith('The challenge resource ');
}

/** A proxy, a firewall, a gateway, a sign-in page, or a server that is not a vault. */
function explainForeign(response: VaultResponse, vault: string): [SecretErrorCode, string] {
  const received = describeVaultResponse(response);
  const advice =
    response.status === 407
      ? 'A proxy requires a sign-in: put it into HTTPS_PROXY, or name the vault in NO_PROXY.'
      : "Let this network reach the vault's host through its proxy, firewall or gateway, and check that --key_vault names a Key Vault.";
  return [
    'secret_network',
    `something between us and ${vault} responded (${received}), not the vault. ${advice}`,
  ];
}

function explainRejection(status: number, error: unknown, vault: string): [SecretErrorCode, string] {
  switch (status) {
    case 401:
      return [
        'secret_identity',
        `${vault} does not accept this identity's token (HTTP 401). Use an identity of the vault's own tenant.`,
      ];
    case 403:
      return explainForbidden(error, vault);
    case 404:
      return [
        'secret_missing',
        `it is not in ${vault} (HTTP 404). Check the name, or store the secret there.`,
      ];
    default:
      return ['vault_address', `${vault} returned HTTP ${status}. Check that --key_vault names a Key Vault.`];
  }
}

function explainForbidden(error: unknown, vault: string): [SecretErrorCode, string] {
  switch (innerCode(error)) {
    case 'SecretDisabled':
      return ['secret_disabled', `it is disabled in ${vault} (HTTP 403). Enable its newest version.`];
    case 'ForbiddenByFirewall':
    case 'ForbiddenByConnection':
      return [
        'secret_network',
        `the firewall of ${vault} does not let this network in (HTTP 403). Allow the compute's network, or give the vault a private endpoint in it.`,
      ];
    case 'ForbiddenByPolicy':
      return [
        'secret_role',
        `${caller(error)} lacks the secret permission Get in the access policies of ${vault} (HTTP 403). Add it.`,
      ];
    default:
      return [
        'secret_role',
        `${caller(error)} lacks the role Key Vault Secrets User on ${vault} (HTTP 403). Assign it; it takes effect after some minutes. A vault with access policies needs the secret permission Get instead.`,
      ];
  }
}

function innerCode(error: unknown): string {
  const details = (error as { details?: { error?: { innerError?: { code?: unknown } } } } | null)?.details;
  const code = details?.error?.innerError?.code;
  return typeof code === 'string' ? code : '';
}

const CALLER = new RegExp(`\\b(appid|oid)=(${GUID_PATTERN})(?![\\w-])`, 'i');

/** The vault's message names the caller; the rest of it is not repeated. */
function caller(error: unknown): string {
  const message = error instanceof Error ? error.message : '';
  const id = CALLER.exec(message);
  return id ? `this identity (${id[1]} ${id[2]})` : 'this identity';
}
